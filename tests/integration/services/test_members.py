"""An owner leaves or is erased: someone takes over, or the collaboration goes with all of it."""

from __future__ import annotations

from typing import Any

import pytest

from dialogues.definition.content import Content
from storage.core.schema import rounds as round_rows
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import Circle, gathered
from tests.support.commands import command
from tests.support.postgres import on_both


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    return Circle(content, store)


async def of_rounds(circle: Circle) -> dict[str, list[tuple[Any, ...]]]:
    """All rows, but for fires of people's own talks."""
    rows = await circle.rows()
    return rows | {"fires": [row for row in rows["fires"] if row[4] != "resume"]}


@pytest.mark.parametrize("way", ["leave", "erase"])
@on_both
async def test_a_co_facilitator_takes_over(circle: Circle, way: str) -> None:
    """The first to join of them; everyone and everything stays."""
    group, everyone = await gathered(circle, 2)
    for who in ("b1", "b0"):
        await circle.do("owner", "group", f"{group} co {(await circle.membership(who)).id}")
    await circle.open("owner", group)
    yes = "erase yes really" if way == "erase" else f"group {group} leave yes really"
    await circle.give("owner", command(yes))
    rights = {who: (await circle.membership(who)).right for who in everyone}
    assert rights == {"a0": "member", "a1": "member", "b0": "owner", "b1": "co"}
    assert len((await circle.rows(round_rows))["rounds"]) == 1


@pytest.mark.parametrize("way", ["leave", "erase"])
@on_both
async def test_without_one_it_ends(circle: Circle, way: str) -> None:
    """With everything of it, in every table; another collaboration is not touched."""
    other = await circle.found("else", "Andere", "Aa, Beemd")
    await circle.join("a0", await circle.invite("else", other))
    await circle.open("else", other)
    untouched = await of_rounds(circle)
    group, everyone = await gathered(circle, 2)
    first = await circle.open("owner", group)
    await circle.fill("a1", first, 3, 4, 5)
    await circle.do("owner", "group", f"{group} close {first} yes")
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5)
    yes = "erase yes really" if way == "erase" else f"group {group} leave yes really"
    await circle.give("owner", command(yes))
    assert await of_rounds(circle) == untouched
    assert "ken ik niet" in await circle.do("a1", "group", group)
