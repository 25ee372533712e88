"""Who guides does not count towards k: they know their own answers, and could subtract them."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import Circle


@pytest.mark.parametrize(("others", "shown"), [(4, False), (5, True)])
@pytest.mark.parametrize("right", ["owner", "co"])
async def test_who_guides_does_not_count(
    content: Content, store: Store, right: str, others: int, shown: bool
) -> None:
    """With k=5 a result needs five others, whoever guides and answers too."""
    circle = Circle(content, store)
    group = await circle.found("owner")
    everyone = await circle.company(group, "owner", others, towns=1)
    await circle.join("owner" if right == "owner" else "co", await circle.invite("owner", group))
    if right == "co":
        co = await circle.membership_in("co", group)
        await circle.do("owner", "group", f"{group} co {co.id}")
    going = await circle.open("owner", group)
    for number, who in enumerate([*everyone, right]):
        await circle.fill(who, going, 1 + number % 5, 3, 1 + number % 4)
    await circle.do("owner", "group", f"{group} close {going} yes")
    result: dict[str, Any] = orjson.loads((await circle.record(going))["result"])
    assert bool(result["result"]["parts"]) is shown
    assert result["result"]["rules"]["k"] == 5
