"""What must stand in a chat, and when: every reply, in order, twice only where there was doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.channels.telegram.message_calls import calls, document_calls, photo_calls
from bot.delivery.decorations import KINDS
from bot.delivery.keyboards import MAX_STANDING
from bot.messages.messages import Outbound
from tests.simulation.bot_api import Call, Chat, substance
from tests.simulation.browser import WEB
from tests.simulation.model import Told

if TYPE_CHECKING:
    from tests.simulation.world import World

OFF: Call = ("editMessageReplyMarkup", "null")
"""Buttons come off."""
MOMENT = 0.5
"""Seconds between writing in a transaction and its commit, at most."""


@dataclass
class Due:
    """A call to be made. `first` is the place of its message's first call.

    `optional`: it may fail to come, for the person blocked us or erased all of it, at `erased`.
    """

    call: Call
    first: int
    optional: bool
    erased: float | None


def delivered(world: World, chat: int, rows: list[Any], story: Told) -> Iterator[str]:
    """Each call at least once and in order, nothing else, nothing of before an erasure after it."""
    place = world.api.chat(chat)
    if chat == WEB:
        yield from (f"the web chat was sent {one.call}" for one in place.said)
        return
    due = list(_due(chat, place, rows, story))
    yield from _decorations(world, chat, rows, story)
    doubt = place.ambiguous + world.kills
    twice, found = _twice([one.call for one in place.said], due)
    if found:
        yield f"chat {chat}: {found}"
    elif twice > doubt:
        yield f"chat {chat}: {twice} came twice, with {doubt} in doubt"
    yield from _too_late(chat, place, due)
    wanted = Counter(one.call for one in due)
    for call, often in place.knocks.items():
        if often > wanted[call] + doubt:
            yield f"chat {chat}: who blocked us was sent {call} {often} times"


def _due(chat: int, place: Chat, rows: list[Any], story: Told) -> Iterator[Due]:
    number = 0
    erasure = {row["id"]: story.erased.get(row["person"]) for row in rows}
    for row, (_, text) in zip(rows, story.replies, strict=False):
        out, first = Outbound.load(text, "telegram", str(chat)), number
        if out.kind in KINDS:
            continue
        last, at = erasure[row["id"]] or (0, 0.0)
        erased = at if row["after"] < last else None
        optional = erased is not None or row["at"] <= place.refused
        for call in _calls(out):
            yield Due(call, first, optional, erased)
            number += 1


def _decorations(world: World, chat: int, rows: list[Any], story: Told) -> Iterator[str]:
    """Nothing else is decorated than was to be, nothing of before an erasure after it; and when all
    went well only what was said last has buttons."""
    place, wanted = world.api.chat(chat), dict[Call, float | None]({OFF: None})
    for row, (_, text) in zip(rows, story.replies, strict=False):
        out = Outbound.load(text, "telegram", str(chat))
        if out.kind in KINDS:
            last, at = story.erased.get(row["person"], (0, 0.0))
            wanted |= dict.fromkeys(_calls(out), at if row["after"] < last else None)
    for one in place.decorated:
        erased = wanted.get(one.call)
        if one.call not in wanted:
            yield f"chat {chat}: decorated with {one.call}"
        elif erased is not None and one.began > erased + MOMENT:
            yield f"chat {chat}: decorated {one.began - erased:.1f} s after it was erased"
    standing = sum(bool(shown["reply_markup"]) for shown in place.shown.values())
    # One that hangs has others behind it; they are made up for with the next message, but for one
    # that came before all those that are remembered.
    doubt = place.ambiguous + (place.undecorated + world.kills) * (MAX_STANDING + 1)
    if standing > 1 + doubt and not place.blocked:
        yield f"chat {chat}: {standing} messages have buttons, with {doubt} in doubt"


def _calls(out: Outbound) -> Iterator[Call]:
    uploaded = document_calls if out.document else photo_calls if out.picture else None
    for call in uploaded(out, b"") if uploaded else calls(out):
        yield call.method, substance(call.fields)


def _twice(said: list[Call], due: list[Due]) -> tuple[int, str]:
    """How many came again, at least; and what is wrong with the order, if so.

    We keep every place in `due` at which the chat can be, with the repeats that it took to get
    there. A repeat is the last call again, or its message from the beginning.
    """
    reached = {-1: 0}
    for number, call in enumerate(said):
        there: dict[int, int] = {}
        for place, twice in reached.items():
            for then, more in _next(place, call, due):
                there[then] = min(there.get(then, twice + more), twice + more)
        if not there:
            return 0, f"call {number} should not be there: {call}"
        reached = there
    ends = [twice for place, twice in reached.items() if _all_optional(due[place + 1 :])]
    if not ends:
        return 0, f"{len(due) - 1 - max(reached)} calls were never made"
    return min(ends), ""


def _next(place: int, call: Call, due: list[Due]) -> Iterator[tuple[int, int]]:
    """Where a call can bring us from a place, and whether it is a repeat."""
    if place >= 0:
        for again in {place, due[place].first}:
            if due[again].call == call:
                yield again, 1
    for then in range(place + 1, len(due)):
        if due[then].call == call:
            yield then, 0
        if not due[then].optional:
            return


def _all_optional(due: list[Due]) -> bool:
    return all(one.optional for one in due)


def _too_late(chat: int, place: Chat, due: list[Due]) -> Iterator[str]:
    """What was begun after an erasure is nothing of before, but for the rest of one message."""
    after = {one.call for one in due if one.erased is None}
    before = {one.call: one for one in due if one.erased is not None and one.call not in after}
    under_way: dict[float, int] = {}
    for said in place.said:
        old = before.get(said.call)
        if not old or old.erased is None or said.began <= old.erased + MOMENT:
            continue
        message = under_way.setdefault(old.erased, old.first)
        if old.first != message or said.began > _ends(place.flights, old.erased):
            yield f"chat {chat}: sent {said.began - old.erased:.1f} s after it was erased"


def _ends(flights: list[tuple[float, float]], moment: float) -> float:
    """Until when the calls went on that were under way at a moment, one right after the other."""
    until = moment
    for began, answered in sorted(flights):
        if began <= until + MOMENT:
            until = max(until, answered)
    return until + MOMENT
