"""Who is in a collaboration."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from dialogues.domain.member import Membership
from tests.support.guest import AA, GOING, Guest, a_member


@pytest.fixture
def member(content: Content) -> Guest:
    """Someone with an open round."""
    return Guest(content, a_member(rounds=[GOING]))


@pytest.fixture
def owner(content: Content) -> Guest:
    return Guest(content, Membership("m1", "owner", AA))
