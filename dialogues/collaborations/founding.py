"""A collaboration is founded."""

from __future__ import annotations

ZONES = {"europe_amsterdam": "Europe/Amsterdam", "america_kralendijk": "America/Kralendijk"}
