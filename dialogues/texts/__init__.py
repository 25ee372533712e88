"""Texts: the catalogue of strings, templates, signals, formats."""
