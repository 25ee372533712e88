"""A person's own pages: their settings, and what is to come for their calendar."""
