"""Which dialogue fills in a round."""

from __future__ import annotations

from dialogues.definition.content import Content
from dialogues.definition.round_template import round_id
from dialogues.domain.round import Round


def dialogue_for(content: Content, one: Round) -> str:
    """The dialogue by which a round is filled in; it is gone when the round's framework is."""
    return content.made_by("pulse").id if one.pulse else round_id(one.framework)
