"""Who guides and answers too counts like everyone: what they know of themselves takes nothing off
what is shown of others."""

from __future__ import annotations

import pytest

from dialogues.definition.content import Content
from frameworks.groups.results import GroupResult
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import Circle


@pytest.mark.parametrize(("others", "shown"), [(3, 0), (4, 5)])
async def test_who_guides_counts(content: Content, store: Store, others: int, shown: int) -> None:
    """With k=5 a result needs five people, of whom one may guide."""
    circle = Circle(content, store)
    group = await circle.found("owner")
    everyone = await circle.company(group, "owner", others, towns=1)
    await circle.join("owner", await circle.invite("owner", group))
    going = await circle.open("owner", group)
    for number, who in enumerate([*everyone, "owner"]):
        await circle.fill(who, going, 1 + number % 5, 3, 1 + number % 4)
    await circle.do("owner", "group", f"{group} close {going} yes")
    result = GroupResult.load((await circle.record(going))["result"])
    assert result.n == shown and result.rules.k == 5
