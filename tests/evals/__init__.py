"""Sixty administrators who do not exist, held against what the coach tells them."""
