"""YAML of the tests, read by the C parser where there is one: by the other it takes seconds, in
each process that collects tests."""

from __future__ import annotations

from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def from_yaml(text: str) -> Any:
    """What `yaml.safe_load` makes of it."""
    return yaml.load(text, LOADER)
