"""Of all points that hold one is the main thing, and few others are told."""

from __future__ import annotations

from frameworks.case.picture import CasePicture, Evidence
from frameworks.case.points import KeyPoint, Kind, Step
from frameworks.case.weigh import weigh
from frameworks.definition.conditions import parse_condition
from frameworks.definition.model import Text

HEARD = (
    ("s_unsafe", "De kelder loopt onder."),
    ("s_hidden", "De kelder loopt onder."),
    ("s_put_off", "Het schoof weer door."),
    ("s_votes", "Wij hebben één stem."),
)
"""Situations, and the sentences in which they were heard."""
PICTURE = CasePicture(
    {
        "said": frozenset({"alone", "haste", *(sign for sign, _ in HEARD)}),
        "want.said": frozenset({"haste"}),
        "phase": frozenset({"running"}),
    },
    (
        Evidence("alone", "need", "de enige", "Hij is de enige."),
        Evidence("haste", "want", "vóór 1 mei", "Het moet vóór 1 mei."),
        *(Evidence(sign, "more", text, text, 0.9) for sign, text in HEARD),
    ),
    {"wants": frozenset({"want"})},
)


def point(
    name: str, weight: int, kind: Kind = "fact", *, topic: str = "", roles: tuple[str, ...] = (),
    when: object = None, can: bool = True,
) -> KeyPoint:  # fmt: skip
    step = Step(roles=list(roles), text=Text.same(f"Doe {name}."))
    return KeyPoint(
        id=name,
        topic=topic or name,
        kind=kind,
        weight=weight,
        when=parse_condition(when or {"phase": "running"}),
        text=Text.same(name),
        do=[step] if can else [],
        leave=Text.same(f"Laat {name}."),
        ask=Text.same(f"Hoe zit {name}?"),
        source=[],
    )


def told(*points: KeyPoint, role: str = "executive", most: int = 3, **known: set[str]) -> list[str]:
    """The main thing, then what can be done."""
    found = weigh(points, PICTURE, role, most=most, **known)
    return [found.main.point.id, *(a.held.point.id for a in found.actions)] if found else []


def test_an_alarm_in_what_was_typed_goes_before_what_weighs_more() -> None:
    """One that rests on a choice alone does not."""
    assert told(point("heavy", 9), point("chosen", 2, "alarm"))[0] == "heavy"
    assert told(point("heavy", 9), point("alarm", 2, "alarm", when={"said": "alone"}))[0] == "alarm"


def test_of_what_weighs_the_same_the_most_specific_comes_first() -> None:
    both = {"phase": "running", "want.said": "haste"}
    assert told(point("plain", 5), point("both", 5, when=both))[0] == "both"


def test_one_topic_is_told_once() -> None:
    assert told(point("light", 3, topic="one"), point("heavy", 4, topic="one")) == ["heavy"] * 2


def test_one_sentence_is_used_once() -> None:
    """A lighter point that rests on nothing else adds nothing."""
    one, other = ({"said": "alone"}, {"said": ["alone", "haste"]})
    assert told(point("a", 5, when=one), point("b", 4, when=one)) == ["a", "a"]
    assert told(point("a", 5, when=one), point("b", 4, when=other)) == ["a", "a", "b"]


def test_what_does_not_hold_or_was_not_recognised_is_not_told() -> None:
    other = point("other", 9, when={"said": "calm"})
    assert told(other) == []
    assert told(point("a", 5), point("b", 4), dismissed={"a"}) == ["b", "b"]


def test_an_action_is_for_the_role_of_who_asks() -> None:
    """The point is told all the same: to know of it is not to act."""
    points = point("council", 8, roles=("councillor",)), point("all", 4)
    assert told(*points) == ["council", "all"]
    assert told(*points, role="councillor") == ["council", "council", "all"]


def test_there_are_few_actions_and_none_that_was_given_lately() -> None:
    points = [point(name, 5) for name in "abcd"]
    assert told(*points, most=1) == ["a", "a"]
    assert told(*points, known={"a", "b"}) == ["a", "c", "d"]


def test_what_is_open_is_of_a_point_that_is_not_acted_on() -> None:
    found = weigh([point(n, 5) for n in "abcde"], PICTURE, "", most=2)
    assert found and found.ask and found.ask.point.id == "e"
    assert [one.point.id for one in found.also] == ["c", "d"]
    assert found.told == ("a", "b", "c", "d", "e")


def test_a_point_knows_the_words_that_it_rests_on() -> None:
    """Of the slot or the question that its test is about, and of no other."""
    when = {"wants.said": ["haste", "alone"]}
    found = weigh([point("a", 5, when=when)], _with_wants(), "", most=1)
    assert found and [one.word for one in found.main.evidence] == ["vóór 1 mei"]


def _with_wants() -> CasePicture:
    facts = {**PICTURE.facts, "wants.said": frozenset({"haste"})}
    return CasePicture(facts, PICTURE.evidence, PICTURE.slots)


def heard(name: str, weight: int, kind: Kind = "fact", *, can: bool = True) -> KeyPoint:
    return point(name, weight, kind, when={"said": f"s_{name}"}, can=can)


def test_what_was_typed_goes_before_a_choice_of_up_to_two_more() -> None:
    """Someone took the trouble to type it; what weighs three more is heavier all the same."""
    assert told(point("chosen", 7), heard("put_off", 5))[0] == "put_off"
    assert told(point("chosen", 7), point("phrase", 5, when={"said": "alone"}))[0] == "phrase"
    assert told(point("chosen", 8), heard("put_off", 5))[0] == "chosen"


def test_phrases_go_before_what_was_learned() -> None:
    """Also before what weighs one more: they are surer, and more to the point."""
    phrase = point("phrase", 6, when={"said": "alone"})
    assert told(heard("put_off", 7), phrase) == ["phrase", "phrase", "put_off"]
    assert told(heard("put_off", 8), phrase) == ["put_off", "put_off", "phrase"]
    alarm = point("alarm", 8, "alarm", when={"said": "alone"})
    assert told(heard("unsafe", 8, "alarm"), alarm)[0] == "alarm"


def test_the_two_heaviest_that_were_learned_are_told() -> None:
    """Whatever heavier choices there are; the main thing stays the main thing."""
    chosen = [point(name, 9) for name in "abc"]
    assert told(*chosen, heard("votes", 3), heard("put_off", 4)) == ["a", "a", "put_off", "votes"]
    found = weigh([*chosen, heard("votes", 3, can=False)], PICTURE, "", most=1)
    assert found and [one.point.id for one in found.also] == ["votes", "b"]


def test_two_situations_in_one_sentence_are_told_once() -> None:
    """The heavier; a tension of the two is a point of its own, and heavier than both."""
    hidden, unsafe = heard("hidden", 8), heard("unsafe", 7, "need")
    assert told(hidden, unsafe, heard("votes", 5)) == ["hidden", "hidden", "votes"]
    both = point("both", 9, when={"said": "s_hidden", "also.said": "s_unsafe"})
    facts = {**PICTURE.facts, "also.said": PICTURE.facts["said"]}
    found = weigh([hidden, both], CasePicture(facts, PICTURE.evidence, {}), "", most=3)
    assert found and found.told == ("both",)


def test_phrases_add_nothing_to_a_sentence_of_which_a_situation_was_told() -> None:
    """It would be quoted twice, with nearly the same said of it."""
    evidence = (Evidence("put_off", "more", "schoof", HEARD[2][1]), *PICTURE.evidence)
    facts = {**PICTURE.facts, "said": frozenset({"s_put_off", "put_off"})}
    phrase = point("phrase", 4, "law", when={"said": "put_off"})
    found = weigh([heard("put_off", 8), phrase], CasePicture(facts, evidence, {}), "", most=3)
    assert found and found.told == ("put_off",)
