"""Which dialogue a round is filled in with."""

from __future__ import annotations

from dialogues.definition.round_template import round_id
from dialogues.domain.collaboration import Round

PULSE = "pulse"
"""The dialogue of a pulse, alone or together."""


def dialogue_for(one: Round) -> str:
    """The dialogue by which a round is filled in."""
    return PULSE if one.pulse else round_id(one.framework)
