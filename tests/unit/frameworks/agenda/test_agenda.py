"""What a group talks about after a round, and what a chair does with the agenda."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogues.definition.content import Content
from frameworks.agenda.agenda import Agenda
from frameworks.agenda.proposal import AT_MOST, POINTS, propose
from frameworks.definition.methods import opening_faults
from frameworks.definition.model import Framework
from frameworks.groups.figures import Estimate
from frameworks.groups.results import GroupPart, GroupResult, Spread
from frameworks.groups.rules import Rules
from tests.support.content import loaded
from tests.support.group_results import figure

OURS = loaded()
FACTORS = OURS.frameworks["success_factors"]

STRONG, MIDDLING, WEAK, CAMPS = 4.25, 3.25, 2.25, 3.0
"""Means; in camps people lie apart."""


def scored(value: float, n: int = 18) -> Estimate:
    return figure(value, n)


def result(
    important: dict[str, float] | None = None, apart: tuple[str, ...] = ("sf4",), **items: Estimate
) -> GroupResult:
    part = GroupPart(None, "", 18, items)
    shares = {item: Estimate(share, 0.21, 18) for item, share in (important or {}).items()}
    spread: dict[str, Spread] = dict.fromkeys(apart, "apart")
    return GroupResult("success_factors", Rules(), (part,), shares, spread=spread)


def towns(**values: tuple[float, float]) -> GroupResult:
    """Two towns with a mean of each item."""
    parts = [
        GroupPart("municipality", name, 9, {i: figure(v[at], 9) for i, v in values.items()})
        for at, name in enumerate(("Aadorp", "Beemd"))
    ]
    overall = {item: figure(sum(v) / 2, 18) for item, v in values.items()}
    return GroupResult("success_factors", Rules(), (GroupPart(None, "", 18, overall), *parts))


def proposed(found: GroupResult, minutes: int = 60, framework: Framework = FACTORS) -> Agenda:
    return propose(found, framework, OURS.guide, minutes, "nl")


def items(agenda: Agenda) -> list[str | None]:
    return [entry.item for entry in agenda.entries]


def whys(agenda: Agenda, place: int = 1) -> list[str]:
    return [reason.why for reason in agenda.entries[place - 1].reasons]


@pytest.fixture
def agenda() -> Agenda:
    """Three points, weakest first, and one for another time."""
    return proposed(
        result(sf1=scored(STRONG), sf2=scored(MIDDLING), sf3=scored(WEAK), sf4=scored(CAMPS))
    )


# --- what comes on it


def test_the_weakest_the_most_divided_and_the_most_wanted_come_first() -> None:
    """The weight is how low, plus how far apart, plus the share that called it important."""
    found = result({"sf1": 0.9}, sf1=scored(STRONG), sf2=scored(MIDDLING), sf3=scored(WEAK))
    assert items(proposed(found)) == ["sf1", "sf3", "sf2"]
    assert items(proposed(result(sf2=scored(MIDDLING), sf4=scored(CAMPS)))) == ["sf4", "sf2"]


def test_reasons_are_figures() -> None:
    """Everything that is true of a point is told, what says most first."""
    agenda = proposed(result({"sf4": 0.5}, sf4=scored(CAMPS)))
    divided, weak, important = agenda.entries[0].reasons
    assert (divided.why, divided.figure, divided.between) == ("divided", None, None)
    assert (weak.why, weak.figure) == ("weak", scored(CAMPS))
    assert (important.why, important.figure) == ("important", Estimate(0.5, 0.21, 18))


def test_towns_that_surely_differ_are_a_reason() -> None:
    """Also where the group as a whole is strong; what only perhaps differs is none."""
    agenda = proposed(towns(sf1=(3, 5), sf2=(4, 4.5)))
    assert items(agenda) == ["sf1"] and whys(agenda) == ["divided"]
    assert agenda.entries[0].reasons[0].between == "municipality"


def test_of_few_people_no_points_are_proposed() -> None:
    """Which of their means is lowest would be chance: the chair adds points."""
    part = GroupPart(None, "", 7, {"sf3": figure(WEAK, 7)})
    agenda = proposed(GroupResult("success_factors", Rules(), (part,)))
    assert (agenda.entries, agenda.later) == ((), ())


def test_what_divides_people_is_not_called_strong() -> None:
    """The mean is high, and hides it."""
    assert whys(proposed(result(sf4=scored(4.25)))) == ["divided"]


def test_what_is_strong_waits_while_there_is_something_weak() -> None:
    """However high it is. It is not lost: the chair can put it back."""
    agenda = proposed(result(sf1=scored(STRONG), sf3=scored(3.25)), 120)
    assert items(agenda) == ["sf3"]
    assert [entry.item for entry in agenda.later] == ["sf1"]


def test_a_good_result_is_talked_about_too() -> None:
    """Without anything weak or divided it is about what is strong, the highest first."""
    agenda = proposed(result(sf1=scored(STRONG), sf2=scored(4.5)), 45)
    assert items(agenda) == ["sf2", "sf1"]
    assert whys(agenda) == ["strong"]


def test_what_may_not_be_shown_is_never_on_it() -> None:
    """Not even when its importance is known."""
    agenda = proposed(result({"sf9": 1.0}, sf3=scored(WEAK)))
    assert items(agenda) == ["sf3"]
    assert agenda.later == ()


def test_without_a_result_there_is_nothing_to_talk_about() -> None:
    """A talk that begins and ends, for the chair to fill."""
    agenda = proposed(GroupResult("success_factors", Rules()))
    assert (agenda.entries, agenda.later) == ((), ())
    assert agenda.begin.opening


def test_agreeing_on_something_weak_weighs_less_than_quarrelling_over_it() -> None:
    """Equal means: the one on which people lie apart comes first."""
    found = result(apart=("sf2",), sf1=scored(2.25), sf2=scored(2.25))
    assert items(proposed(found)) == ["sf2", "sf1"]


def test_equals_keep_the_order_of_the_framework() -> None:
    """Whatever the order in which the result has them."""
    same = {f"sf{i}": scored(WEAK) for i in (7, 3, 10, 1)}
    assert items(proposed(result(None, (), **same), 90)) == ["sf1", "sf3", "sf7", "sf10"]


# --- how long, and how


@pytest.mark.parametrize(
    ("minutes", "each", "end"),
    [(20, [10], 5), (30, [20], 5), (45, [15] * 2, 10), (60, [15] * 3, 10), (90, [15] * 5, 10),
     (120, [20] * 5, 15)],
)  # fmt: skip
def test_the_points_fit_the_talk(minutes: int, each: list[int], end: int) -> None:
    """What does not fit is for another time."""
    agenda = proposed(
        result(None, (), **{item.id: scored(WEAK) for item in FACTORS.items}), minutes
    )
    assert [entry.minutes for entry in agenda.entries] == each
    assert (agenda.begin.minutes, agenda.end.minutes) == (5, end)
    assert len(agenda.later) == len(FACTORS.items) - len(each)


def test_a_talk_that_is_too_short_is_refused() -> None:
    """With what would do."""
    with pytest.raises(ValueError, match=r"15 minutes is too short \(give 20 or more\)"):
        proposed(result(sf1=scored(WEAK)), 15)


MEANS = st.floats(0, 6).map(scored)
SCORES = st.dictionaries(st.sampled_from([i.id for i in FACTORS.items]), MEANS)
SHARES = st.dictionaries(st.sampled_from([i.id for i in FACTORS.items]), st.floats(0, 1))


@settings(max_examples=200, deadline=None)
@given(SCORES, SHARES, st.integers(20, 300), st.sampled_from(["success_factors", "bare"]))
def test_every_agenda_fits(
    found: dict[str, Estimate], shares: dict[str, float], minutes: int, kind: str
) -> None:
    """Within its minutes, each shown item at most once, a way of working for all; also bare."""
    framework = FACTORS if kind == "success_factors" else bare(FACTORS)
    agenda = proposed(result(shares, (), **found), minutes, framework)
    everything = (*agenda.entries, *agenda.later)
    assert agenda.left >= 0
    assert len(agenda.entries) <= POINTS
    assert {entry.item for entry in everything} <= set(found)
    assert len({entry.item for entry in everything}) == len(everything)
    for entry in everything:
        assert entry.reasons and entry.opening and entry.caution and 2 <= len(entry.steps) <= 4
        assert 10 <= entry.minutes <= AT_MOST
        way = next(way for way in OURS.guide.ways if way.title["nl"] == entry.way)
        assert entry.reasons[0].why in way.for_ and way.minutes <= entry.minutes
        assert (
            not way.perspectives or framework.item(entry.item or "").perspective in way.perspectives
        )
    assert (
        Agenda.load(agenda.dump())
        == agenda
        == proposed(result(shares, (), **found), minutes, framework)
    )


def bare(framework: Framework) -> Framework:
    """The same as others may write it: without bands, openings or perspectives."""
    plain = {"opening": None, "perspective": None}
    stripped = [item.model_copy(update=plain) for item in framework.items]
    assert framework.scale
    scale = framework.scale.model_copy(update={"bands": []})
    return framework.model_copy(update={"items": stripped, "scale": scale})


def test_ways_of_working_vary() -> None:
    """Five weak points are not talked about in the same way five times."""
    found = result(None, (), **{item.id: scored(WEAK) for item in FACTORS.items})
    ways = [entry.way for entry in proposed(found, 120).entries]
    assert len(set(ways)) == 5


def test_where_people_differ_it_is_a_dialogue_and_no_debate() -> None:
    """The way of working that is meant for it comes first."""
    agenda = proposed(result(sf4=scored(CAMPS)))
    assert agenda.entries[0].way == "Twee vellen, geen debat"


def test_a_framework_without_openings_gets_those_of_the_reason() -> None:
    """An organisation's own framework works too."""
    agenda = proposed(result(sf4=scored(CAMPS), sf3=scored(WEAK)), 60, bare(FACTORS))
    openings = OURS.guide.meeting.openings
    assert [e.opening for e in agenda.entries] == [openings.divided["nl"], openings.weak["nl"]]


def test_it_speaks_english_too() -> None:
    """In one language as a whole."""
    agenda = propose(result(sf3=scored(WEAK)), FACTORS, OURS.guide, 30, "en")
    assert agenda.end.title == "How we end"
    assert agenda.entries[0].opening.startswith("When did you last think")


# --- what the chair does with it


def test_points_move(agenda: Agenda) -> None:
    """Up and down, and no further than the ends."""
    first, second, third = items(agenda)
    assert items(agenda.up(2)) == items(agenda.down(1)) == [second, first, third]
    assert agenda.up(1) == agenda.down(3) == agenda
    assert items(agenda) == [first, second, third]


def test_texts_and_minutes_change(agenda: Agenda) -> None:
    """Of a point, and of how the talk begins and ends; nothing else changes."""
    changed = agenda.edit(2, opening=" Wat zag u? ", steps=["Vertel", " "], minutes=25)
    assert (changed.entries[1].opening, changed.entries[1].steps) == ("Wat zag u?", ("Vertel",))
    assert changed.left == agenda.left - 10
    assert (changed.entries[0], changed.entries[2]) == (agenda.entries[0], agenda.entries[2])
    assert agenda.edit("begin", notes="Koffie").begin.notes == "Koffie"
    assert agenda.edit("end", minutes=5).left == agenda.left + agenda.end.minutes - 5


def test_what_is_taken_off_can_be_put_back(agenda: Agenda) -> None:
    """It comes at the end."""
    first, second, third = items(agenda)
    less = agenda.remove(1)
    assert (items(less), less.later[0]) == ([second, third], agenda.entries[0])
    assert items(less.add_back(1)) == [second, third, first]
    assert less.add_back(1).later == agenda.later


def test_a_point_of_ones_own(agenda: Agenda) -> None:
    """It has no item and no reasons, and is like any other."""
    more = agenda.add("Rondvraag", minutes=5)
    assert (more.entries[-1].item, more.entries[-1].reasons) == (None, ())
    assert Agenda.load(more.up(4).dump()) == more.up(4)


def test_what_cannot_be_done_is_told_with_what_can(agenda: Agenda) -> None:
    """What is wrong, and what would do."""
    four = r"there is no point 4 on the agenda \(choose 1 to 3\)"
    for wrong in (agenda.up, agenda.down, agenda.remove):
        with pytest.raises(ValueError, match=four):
            wrong(4)
    with pytest.raises(ValueError, match="no point 0 on the agenda"):
        agenda.edit(0, title="x")
    with pytest.raises(ValueError, match=r"no point 2 for another time \(choose 1 to 1\)"):
        agenda.add_back(2)
    with pytest.raises(ValueError, match=r"for another time \(there are none\)"):
        agenda.add_back(1).add_back(1)


@pytest.mark.parametrize(
    ("change", "told"),
    [({"title": " "}, "a point without a title"), ({"minutes": 0}, r"give 1 to 240"),
     ({"notes": "x" * 2001}, "keep it within 2000"), ({"reasons": ()}, "choose title, opening"),
     ({"item": "sf1"}, "'item' of a point cannot be changed")],
)  # fmt: skip
def test_what_does_not_fit_a_point_is_refused(
    agenda: Agenda, change: dict[str, object], told: str
) -> None:
    """The figures of the result are not the chair's to change."""
    with pytest.raises(ValueError, match=told):
        agenda.edit(1, **change)


def test_another_format_is_refused(agenda: Agenda) -> None:
    """Rather than misread."""
    with pytest.raises(ValueError, match="agenda format 3; this version reads 1 to 2"):
        Agenda.load(agenda.dump().replace(b'"format":2', b'"format":3'))


def test_an_agenda_of_before_there_were_shifts_is_read(agenda: Agenda) -> None:
    """With its exact figures, where they still say something."""
    raw = orjson.loads(agenda.dump()) | {"format": 1}
    raw["agenda"]["entries"][0]["reasons"] = [
        {"why": "divided", "figure": 0.29, "n": 12, "span": None},
        {"why": "weak", "figure": None, "n": 12, "span": [1, 2]},
        {"why": "weak", "figure": 3.5, "n": 12, "span": None},
        {"why": "important", "figure": 0.5, "n": None, "span": None},
    ]
    told = [one.figure for one in Agenda.load(orjson.dumps(raw)).entries[0].reasons]
    assert told == [None, Estimate(1.5, 0.5, 12), Estimate(3.5, 0, 12), Estimate(0.5, 0, 0)]


# --- our own content


ASKED = ["success_factors", "seven_stops", "undercurrent", "helping_hindering"]


@pytest.mark.parametrize("name", ASKED)
def test_every_item_that_a_round_asks_has_statements_and_an_opening(name: str) -> None:
    """So these four can be held as a round, and talked about."""
    framework = OURS.frameworks[name]
    assert framework.scale and framework.bands
    assert [i.id for i in framework.items if not (i.statements and i.opening)] == []


def test_general_openings_ask_what_happened() -> None:
    """As the openings of items must."""
    openings = OURS.guide.meeting.openings
    texts = [openings.divided, openings.weak, openings.strong, openings.important]
    assert [fault for text in texts for fault in opening_faults(text)] == []


def test_every_way_of_working_warns_not_to_ask_or_guess() -> None:
    """Who answered what stays with those who answered."""
    assert len(OURS.guide.ways) >= 6
    for way in OURS.guide.ways:
        assert "niet" in way.caution["nl"] and "raad" in way.caution["nl"].lower(), way.id
        assert "not" in way.caution["en"] and "guess" in way.caution["en"], way.id


def test_every_reason_has_a_short_way_for_all_items() -> None:
    """So that the shortest talk finds one, also for an item without a perspective."""
    general = [way for way in OURS.guide.ways if not way.perspectives and way.minutes <= 10]
    assert {why for way in general for why in way.for_} == {
        "divided",
        "weak",
        "strong",
        "important",
    }


def test_the_talk_on_what_helps_and_hinders_rates_nothing(content: Content) -> None:
    """The statements are for a round alone."""
    states = content.dialogues["helping_hindering"].states.values()
    assert "rating" not in {state.kind for state in states}
