"""Documents on request: which there are, and the workers that make them."""
