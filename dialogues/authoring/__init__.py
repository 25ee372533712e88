"""Content is loaded and checked."""
