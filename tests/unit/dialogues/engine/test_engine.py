"""The engine on a small dialogue that has every kind of state."""

from __future__ import annotations

import dataclasses

import pytest

from dialogues.definition.content import Content
from dialogues.engine.session import Session
from dialogues.messages.events import (
    AnswerRecorded,
    MessageCreated,
    PromptAnswered,
    SessionMigrated,
    VerdictGiven,
)
from dialogues.messages.inputs import Odd, Tap
from tests.support.talker import Talker

BEFORE_NAMES = ("1", "minder wachttijd in 2027", "2")


def tiny(content: Content, *said: str) -> Talker:
    return Talker(content, "tiny").say(*said)


def test_a_whole_talk_ends_with_a_verdict_for_every_name(content: Content) -> None:
    """Each partner gets the first row of the table that holds for that partner."""
    talk = tiny(content, *BEFORE_NAMES, "Heumen, Beuningen", "2", "nooit gezien", "1", "1")
    verdicts = [(e.name, e.verdict) for e in talk.events if isinstance(e, VerdictGiven)]
    assert verdicts == [("Heumen", "visit"), ("Beuningen", "fine")]
    assert talk.session.status == "completed"
    assert "nooit gezien" in talk.text


def test_a_state_whose_condition_fails_is_passed_over(content: Content) -> None:
    """Without hurry nobody asks for its reasons."""
    assert tiny(content, *BEFORE_NAMES).session.state == "partner_names"
    assert tiny(content, "1", "minder wachttijd in 2027", "1").session.state == "why_hurry"


def test_a_vague_answer_is_asked_on_once(content: Content) -> None:
    """A follow-up comes after a signal, can be skipped, and is not followed up itself."""
    talk = tiny(content, "1", "fusie")
    assert talk.session.state == "goal_more"
    assert talk.say("fusie").session.state == "hurry"
    skipped = tiny(content, "1", "fusie").do("skip")
    assert skipped.session.state == "hurry"


def test_several_is_marked_by_taps_and_closed_with_done(content: Content) -> None:
    """A tap toggles; nothing is recorded before the person is done."""
    talk = tiny(content, "1", "minder wachttijd in 2027", "1")
    talk.tap("De wet", "Het geld", "De wet")
    assert talk.session.marked == ["money"]
    talk.tap("Klaar")
    assert talk.session.answers["why_hurry"].value == ("money",)


def test_too_many_and_none_at_all_are_refused_kindly(content: Content) -> None:
    """The question stays, with a reason."""
    talk = tiny(content, "1", "minder wachttijd in 2027", "1")
    assert "hoogstens 2" in talk.say("1,2,3").text
    assert talk.tap("Klaar").session.state == "why_hurry"


def test_back_and_keep_are_inverse(content: Content) -> None:
    """Going back and leaving the answer as it was changes nothing but the prompt's number."""
    talk = tiny(content, *BEFORE_NAMES, "Heumen")
    before = talk.session.copy()
    talk.do("back").do("back").do("keep")
    after = dataclasses.replace(
        talk.session, number=before.number, touched=before.touched, told=before.told
    )
    assert after.dump() == before.dump()


def test_an_edit_asks_again_only_what_rested_on_it(content: Content) -> None:
    """Another goal asks the question that quotes the goal, and nothing else."""
    talk = tiny(content, *BEFORE_NAMES, "Heumen", "1").do("edit", "2")
    assert "minder wachttijd in 2027" in talk.text
    talk.say("meer woningen voor starters in 2028")
    assert talk.session.state == "hurry"
    assert talk.say("2").session.state == "sure"


def test_another_name_asks_anew_for_that_name_only(content: Content) -> None:
    """Answers about a partner who stays are kept."""
    talk = tiny(content, *BEFORE_NAMES, "Heumen, Beuningen", "1", "1").do("edit", "4")
    assert talk.say("Heumen, Druten").session.state == "liked_2"
    assert talk.session.answers["liked_1"].value == ("well",)


def test_hesitation_is_no_part_of_a_name(content: Content) -> None:
    """*Misschien de provincie* is the province."""
    talk = tiny(content, *BEFORE_NAMES, "Berg en Dal, Druten en misschien ook de provincie")
    assert talk.session.answers["partner_names"].value == ("Berg en Dal", "Druten", "de provincie")


def test_the_dialogue_may_lead_back(content: Content) -> None:
    """A jump to an earlier question asks it and what followed again."""
    talk = tiny(content, *BEFORE_NAMES, "Heumen", "1", "2")
    assert talk.session.state == "hurry"
    assert "partner_names" not in talk.session.answers
    assert talk.session.answers["goal"].value == "minder wachttijd in 2027"


def test_an_old_button_has_no_effect_and_says_so(content: Content) -> None:
    """The number of the prompt is in the button."""
    talk = tiny(content, "1")
    before = talk.session
    talk.give(Tap("s1", 1, "+executive"))
    assert "eerdere vraag" in talk.text
    assert dataclasses.replace(talk.session, touched=before.touched) == before


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "file", "edited", "other"])
def test_odd_input_is_answered_and_changes_nothing(content: Content, kind: str) -> None:
    """A photo is no error; the question comes again with working buttons."""
    talk = tiny(content)
    talk.give(Odd(kind))
    assert talk.names() == ["AnswerRejected", "MessageCreated"]
    assert talk.tap("Raadslid").session.state == "goal"


@pytest.mark.parametrize("text", ["🙂", "...", "x" * 20_000, "\x00\x01", "   "])
def test_unusable_text_leaves_the_state(content: Content, text: str) -> None:
    """Nothing to read, or far too much, gets a kind word, and is not kept."""
    talk = tiny(content, "1").say(text)
    assert talk.session.state == "goal" and "goal" not in talk.session.answers
    assert talk.names()[0] in ("AnswerRejected", "ActHeard")


def test_typed_words_mean_verbs(content: Content) -> None:
    """Who types *weet ik niet* means just that."""
    talk = tiny(content, "1", "Weet ik niet.")
    assert talk.session.answers["goal"].given == "unknown"
    assert talk.session.state == "hurry"


def test_pause_and_resume_recap_and_ask_again(content: Content) -> None:
    """After weeks the last answers are shown, then the same question."""
    talk = tiny(content, "1", "minder wachttijd in 2027").do("pause")
    assert talk.session.status == "paused"
    talk.now += 40 * 24 * 3600
    again = talk.do("resume")
    assert "minder wachttijd in 2027" in talk.text
    assert again.session.status == "active"
    assert talk.session.state == "hurry"


def test_the_language_can_change_at_any_moment(content: Content) -> None:
    """The question that was open comes in the other language."""
    talk = tiny(content, "1").do("language")
    assert "What is your goal?" in talk.text
    assert talk.do("language", "nl").text.endswith("Wat is uw doel?")


def test_known_answers_are_not_asked_twice(content: Content) -> None:
    """A shared answer of an earlier talk is shown and passed."""
    first = tiny(content, "2")
    talk = Talker(content, "tiny", known={"role": first.session.answers["role"]})
    assert talk.session.state == "goal"
    assert "Raadslid" in talk.text


def test_a_completed_talk_can_still_be_changed(content: Content) -> None:
    """An edit after the end reopens it, and it ends anew with another verdict."""
    talk = tiny(content, *BEFORE_NAMES, "Heumen", "1", "1").do("edit")
    label = next(b.label for b in talk.prompt.choices if "Heumen" in b.label)
    talk.tap(label)
    assert talk.session.status == "active"
    done = talk.say("2", "nooit gezien")
    assert [e.verdict for e in talk.events if isinstance(e, VerdictGiven)] == ["visit"]
    assert done.session.status == "completed"


def test_a_tapped_prompt_is_closed_with_its_answer(content: Content) -> None:
    """So that the screen shows what was chosen."""
    talk = tiny(content).tap("Raadslid")
    done = next(e for e in talk.events if isinstance(e, PromptAnswered))
    assert "✓ Raadslid" in done.parts[-1].text


def test_a_series_takes_the_place_of_its_prompt(content: Content) -> None:
    """Statement after statement in one message; the end of the series stands by itself."""
    talk = Talker(content, "tiny_scores").tap("Raadslid")
    talk.tap("beetje eens")
    assert [e.replaces for e in talk.events if isinstance(e, MessageCreated)] == [True]
    talk.tap("beetje eens", "eens")
    assert not any(e.replaces for e in talk.events if isinstance(e, MessageCreated))
    assert any(isinstance(e, PromptAnswered) for e in talk.events)


def test_low_ratings_are_asked_on_per_item(content: Content) -> None:
    """A 1 beside a 5 asks for the difference; a plain low one for an example."""
    contrast = Talker(content, "tiny_scores").say("1", "1", "5")
    assert "verschil" in contrast.text
    low = Talker(content, "tiny_scores").say("1", "2", "3")
    assert "ziet u gebeuren" in low.text
    assert Talker(content, "tiny_scores").say("1", "3", "3").session.state == "tf2_a"


def test_unknown_is_no_score(content: Content) -> None:
    """A factor with one rating has that as its mean; one without says so."""
    talk = Talker(content, "tiny_scores").say("1", "4").do("unknown").do("unknown")
    assert "Vertrouwen: 4,0 (kracht)" in talk.text
    assert "Geld: nog geen score" in talk.text


def test_advice_says_why_and_the_most_specific_comes_first(content: Content) -> None:
    """The role and the score that chose it stand below it."""
    talk = Talker(content, "tiny_scores").say("1", "2", "3").do("skip").say("4")
    assert "Drink deze week koffie" in talk.text
    assert "Vertrouwen: 2,5 (aanpakken)" in talk.text
    assert "Rol" in talk.text or "rol" in talk.text


def changed(content: Content, drop: str) -> Content:
    """The same content without one state of the tiny dialogue."""
    flow = content.dialogues["tiny"]
    states = {name: s for name, s in flow.states.items() if name != drop}
    other = dataclasses.replace(flow, states=states, digest="another")
    return dataclasses.replace(content, dialogues={**content.dialogues, "tiny": other})


def test_changed_content_goes_on_where_the_state_still_is(content: Content) -> None:
    """A session that was started with older content is not disturbed."""
    talk = tiny(content, *BEFORE_NAMES)
    talk.content = changed(content, "sure")
    talk.say("Heumen")
    assert talk.session.state == "liked_1"
    assert [e.moved for e in talk.events if isinstance(e, SessionMigrated)] == [False]


def test_changed_content_without_the_state_keeps_all_answers(content: Content) -> None:
    """It says so, and goes to the nearest question that is still open."""
    talk = tiny(content, *BEFORE_NAMES)
    kept = dict(talk.session.answers)
    talk.content = changed(content, "partner_names")
    talk.do("help")
    assert "veranderd" in talk.text
    assert talk.session.state == "sure"
    assert talk.session.answers == kept


def test_a_session_of_a_newer_format_is_refused(content: Content) -> None:
    """Data that this version cannot read is not guessed at."""
    with pytest.raises(ValueError, match="format 2"):
        Session.load(tiny(content).session.dump().replace(b'"format":1', b'"format":2'))


def test_every_answer_is_recorded_once(content: Content) -> None:
    """One event for each answer, with the words of the session."""
    talk = tiny(content, *BEFORE_NAMES, "Heumen", "1", "1")
    recorded = [e.state for e in talk.all if isinstance(e, AnswerRecorded)]
    assert recorded == ["role", "goal", "hurry", "partner_names", "liked_1", "sure"]
