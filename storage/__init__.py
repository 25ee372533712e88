"""Durable truth. The only importer of SQLAlchemy; may import the pure layers' types."""
