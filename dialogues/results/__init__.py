"""A published result in words and pictures."""
