"""Fires (moments at which something is due) are brought in, by one process at a time."""
