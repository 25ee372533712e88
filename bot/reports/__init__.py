"""A report: what is told, whatever its format, and a renderer for every format."""
