"""The pages of a collaboration: for its facilitators, and for members what was shared with them."""
