"""What decides whether to want it together: points name what was said, and whom it holds for."""

from __future__ import annotations

from dialogues.definition.content import Content
from dialogues.engine.case import picture_of
from dialogues.engine.run import Run
from dialogues.messages.events import OutcomeGiven
from tests.support.talker import Talker

WISH = "Dat bezwaren binnen tien weken een antwoord krijgen"


def told(talk: Talker) -> tuple[str, ...]:
    return next(event.points for event in talk.all if isinstance(event, OutcomeGiven))


def test_a_point_names_the_partners_whose_turn_it_holds_for(content: Content) -> None:
    """Of three, only the one that also needs you; the one that you do not need is left alone."""
    talk = Talker(content, "core_questions").say("1", "1", "Ommen, Dalfsen, Raalte", WISH)
    talk.say("Dat het loket hier dicht gaat")
    talk.say("1", "Hun twee juristen op maandag", "3")
    talk.say("1", "Hun planner en hun rooster", "1", "Onze zaal voor de commissie op dinsdag")
    talk.say(
        "3", "3", "Hoogstens 40.000 euro", "De planning van de zittingen", "De besluiten zelf", "1"
    )
    assert {"a_mutual_some", "a_one_way_some"} <= set(told(talk))
    assert "zegt u alleen bij Dalfsen dat" in talk.text
    assert "U heeft Ommen nodig, maar zij u niet" in talk.text
    assert "U zei dat u Raalte niet nodig heeft" in talk.text


def test_of_what_was_typed_one_sentence_is_told(content: Content) -> None:
    """The first: a point is short, whatever was typed."""
    talk = Talker(content, "core_questions").say("1", "1", "Ommen", WISH, "Een extra loket")
    talk.say("1", "Twee juristen. Die zoeken wij al een jaar overal", "1", "Onze zaal. Die is mooi")
    talk.say("Hoogstens 40.000 euro", "De planning van de zittingen", "De besluiten zelf", "1")
    assert told(talk)[0] == "a_swap"
    assert "Bij u: ‘Twee juristen’. Bij Ommen: ‘Onze zaal’" in talk.text


def test_what_was_only_said_again_is_not_refused(content: Content) -> None:
    """‘As I said’ repeats a wish; only what is refused in words of its own clashes."""
    talk = Talker(content, "core_questions").say("1", "1", "Ommen")
    talk.say("Dat alles blijft draaien, ook het zaaksysteem", "Het zaaksysteem kwijtraken")
    talk.say("1", "Zij hebben een beheerteam", "3", "Hoogstens 40.000 euro")
    talk.say("Alles als het maar blijft draaien", "Alles als het maar blijft draaien")
    picture = picture_of(Run(content, talk.session, talk.now))
    clashes = [one.word for one in picture.evidence if one.sign == "clash"]
    assert clashes == ["zaaksysteem"]


def test_a_worn_out_truck_is_no_tired_colleague(content: Content) -> None:
    """Tired people get one action; a machine does not."""
    signs = content.listener.themes
    found = [one.theme for one in signs.found("Our trucks are worn out next year", "en")]
    assert "fatigue" not in found
    assert "fatigue" in [one.theme for one in signs.found("My team is worn out", "en")]


def test_a_day_that_has_been_is_no_clock(content: Content) -> None:
    """Of a day in the past nobody is told what must be done before it."""
    talk = Talker(content, "core_questions").say("1", "1", "Ommen")
    talk.say("De pomp viel uit op 14 augustus 2020 in de wijk", "Een extra loket")
    picture = picture_of(Run(content, talk.session, talk.now))
    assert any(one.sign == "day" for one in picture.evidence)
    assert picture.facts["days.count"] == 0.0
    assert "days.first" not in picture.facts
