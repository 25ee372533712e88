"""One file a table or queue: what lasts, in SQL."""
