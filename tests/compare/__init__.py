"""Two versions of the coach are given the same, and what they say, keep and export is compared."""
