"""Figures in what people typed, and which two of them belong together."""
