"""SQLite and PostgreSQL under one unit of work."""
