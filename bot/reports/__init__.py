"""What can be taken along: one neutral report, and a renderer for every format."""
