"""A language model that may help: what it is asked, and what its answers must hold to. Pure."""
