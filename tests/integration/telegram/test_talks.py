"""Whole talks over the fake Bot API, as a person with a phone holds them."""

from __future__ import annotations

from aiogram.types import Message

from tests.fake_bot_api.server import Chat
from tests.support.present import present
from tests.support.telegram_coach import Coach, begin, has_buttons, labels, marked, noticed, rows

WORDS = {
    "Noem hoogstens vijf": "Oostdam, Westkerk",
    "Wat wil ik?": "Inwoners krijgen binnen drie weken antwoord op hun aanvraag voor een dakkapel.",
    "wat wilt u juist niet": "Dat inwoners van Noorddam ver moeten rijden voor een paspoort.",
    "Eerst het geld": "Hoogstens 40.000 euro per jaar uit de begroting van 2026.",
}
OTHER_WORDS = "Mevrouw De Wit van Oostdam verving in maart twee keer onze zieke vergunningverlener."
VERBS = {"Terug", "Overslaan", "Weet ik niet", "Leg uit", "Wijzigen", "Pauze", "Stoppen"}


async def answer(anna: Chat, question: Message) -> Message:
    """Answer a question in one way or another; returns the next one."""
    text, choices = question.text or "", [x for x in labels(question) if x not in VERBS]
    if choices and choices[0].startswith("☐"):
        await anna.taps(choices[0])
        await anna.hears(lambda m: "☑" in "".join(labels(m)))
        await anna.taps("Klaar")
    elif choices:
        await anna.taps(choices[0])
    else:
        await anna.says(next((w for key, w in WORDS.items() if key in text), OTHER_WORDS))
    return await anna.hears(has_buttons)


async def test_start_shows_the_menu(coach: Coach, anna: Chat) -> None:
    """/start greets, and offers every talk."""
    await anna.says("/start")
    welcome = await anna.hears("Samenspraak")
    assert "De drie kernvragen (8 min)" in labels(welcome)
    assert rows(welcome)[-1] == ["Samenwerkingen", "Privacy", "English"]
    assert marked(welcome, "bold") == ["Welk gesprek wilt u voeren?"]


async def test_the_three_core_questions_from_beginning_to_end(coach: Coach, anna: Chat) -> None:
    """A whole talk by taps and texts ends with a verdict, advice, and all answers kept."""
    await anna.says("/start")
    await anna.hears("Samenspraak")
    await anna.taps("De drie kernvragen (8 min)")
    question = await anna.hears("Wat is uw rol?")
    for _ in range(40):
        question = await answer(anna, question)
        if "Alle gesprekken" in labels(question):
            break
    assert (await coach.session(anna)).status == "completed"
    if "Meer advies" in labels(question):
        await anna.taps("Meer advies")
        await anna.hears("Wat past bij uw antwoorden")
    session = await coach.session(anna)
    rules = {one.id: one.text["nl"] for one in coach.content.frameworks["golden_rules"].advice}

    def said() -> str:
        return "\n".join(message.text or "" for message in anna.messages)

    await coach.api.until(lambda: all(rules[one] in said() for one in session.advised))
    assert session.answers["partners"].value == ("Oostdam", "Westkerk")
    assert session.answers["want"].value == WORDS["Wat wil ik?"]
    assert session.outcomes
    assert session.advised
    quoted = [words for message in anna.messages for words in marked(message, "blockquote")]
    assert any(WORDS["Wat wil ik?"] in words or OTHER_WORDS in words for words in quoted)


async def test_a_tapped_question_is_closed_with_its_answer(coach: Coach, anna: Chat) -> None:
    """What was tapped loses its buttons and shows the answer in its place."""
    question = await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    closed = await coach.api.until(
        lambda: next((m for m in anna.messages if "✓" in (m.text or "")), None)
    )
    assert closed.message_id == question.message_id
    assert closed.text == "Wat is uw rol?\n\n✓ Raadslid"
    assert not has_buttons(closed)


async def test_marks_change_in_place(coach: Coach, anna: Chat) -> None:
    """Where several may be chosen a tap marks and unmarks; nothing is sent until it is done."""
    await begin(anna, "tiny")
    for tap, then in (("Raadslid", "doel"), ("", "haast"), ("Ja", "Waarom?")):
        await (anna.taps(tap) if tap else anna.says("Een nieuw zwembad in Oostdam in 2027"))
        question = await anna.hears(then)
    sent = len(anna.messages)
    assert rows(question)[:4] == [["☐ De wet"], ["☐ Het geld"], ["☐ Het personeel"], ["Klaar"]]
    await anna.taps("☐ Het geld")
    await anna.hears(lambda m: "☑ Het geld" in labels(m))
    await anna.taps("☐ De wet")
    await anna.hears(lambda m: "☑ De wet" in labels(m))
    await anna.taps("☑ Het geld")
    await anna.hears(lambda m: "☐ Het geld" in labels(m))
    assert len(anna.messages) == sent
    await anna.taps("Klaar")
    await anna.hears("Met wie?")
    assert (await coach.session(anna)).answers["why_hurry"].value == ("law",)


async def test_statements_take_each_others_place(coach: Coach, anna: Chat) -> None:
    """Ratings are the numbers in one row, their meaning stands in the text, one message serves."""
    await begin(anna, "tiny_scores")
    await anna.taps("Raadslid")
    first = await anna.hears("Kies 1 tot en met 5.")
    assert rows(first)[0] == ["1", "2", "3", "4", "5"]
    assert "1 = " in (first.text or "") and "5 = " in (first.text or "")
    await anna.taps("4")
    second = await anna.hears(lambda m: has_buttons(m) and m.text != first.text)
    assert second.message_id == first.message_id
    assert second.edit_date is not None


async def test_an_old_button_is_answered_and_does_nothing(coach: Coach, anna: Chat) -> None:
    """A button of an earlier question gives a notice and leaves the talk as it was."""
    question = await begin(anna, "tiny")
    data = present(question.reply_markup).inline_keyboard[0][0].callback_data
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    before = (await coach.session(anna)).dump()
    await anna.taps_old(question.message_id, present(data))
    call = await noticed(coach)
    assert "Hij doet niets meer" in call.params["text"]
    assert not call.params.get("show_alert"), "it goes away by itself"
    after = (await coach.session(anna)).dump()
    assert (
        before.split(b'"touched"')[1].split(b",", 1)[1]
        == after.split(b'"touched"')[1].split(b",", 1)[1]
    )
    assert len(anna.messages) == 2


async def test_another_persons_button_has_no_effect(coach: Coach, anna: Chat) -> None:
    """Bert taps what belongs to Anna's talk: he gets a notice, and her talk stays as it was."""
    question = await begin(anna, "tiny")
    bert = coach.api.user(8, first_name="Bert")
    await bert.says("/start")
    own = await bert.hears(has_buttons)
    await bert.taps_old(
        own.message_id,
        present(present(question.reply_markup).inline_keyboard[0][0].callback_data),
    )
    await noticed(coach)
    session = await coach.session(anna)
    assert session.state == "role" and not session.answers


async def test_commands_in_both_languages(coach: Coach, anna: Chat) -> None:
    """Dutch names of commands work, with our name behind them too; an unknown one brings help."""
    await begin(anna, "tiny")
    await anna.says("/pauze@samenspraak_bot")
    await anna.hears("we pauzeren")
    await anna.says("/verder")
    await anna.hears("Welkom terug")
    await anna.says("/bestaatniet")
    await anna.hears("U kunt altijd terug")
    await anna.says("/stop")
    await anna.hears("We stoppen")


async def test_the_language_follows_the_person(coach: Coach, emma: Chat) -> None:
    """An English phone gets English, and /language changes it."""
    await emma.says("/start")
    await emma.hears("Which talk would you like to have?")
    await emma.taps("Nederlands")
    await emma.hears("We gaan verder in het Nederlands.")
    await emma.says("/taal en")
    await emma.hears("We go on in English.")
