"""A person's own pulse."""
