"""A document, a file made of a report: which there are, and the workers that make them."""
