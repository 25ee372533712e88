"""The base of every error of ours, so that one can catch them all and nothing else."""

from __future__ import annotations


class SamenspraakError(Exception):
    """Something that we foresaw went wrong; what it is says the class below it."""
