"""What is said to something typed that is no answer: it is responded to, and never kept as one.

Whatever was heard, *this is my answer all the same* stands under what is said next: we may err.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dialogues.definition.states import END, State
from dialogues.engine.menus import edit_menu
from dialogues.engine.navigation import record, revisit
from dialogues.engine.questions import as_question, tell_answer, tell_very_near
from dialogues.engine.referring import fits, meant
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.listening.acts import Act, Asked, Heard
from dialogues.messages.events import ActHeard, Prompt
from dialogues.parsing.words import phrase

Verb = Callable[[Run, str, str], None]
SENTENCE = 5
"""So many words in a row are no name."""
FILLERS = 2
"""So many in a row, and the talk gets shorter."""
KEPT_QUESTIONS = 3
ENGINE_VERBS = ("back", "edit", "skip", "pause", "stop", "help")
"""Commands in words that are carried out here; the others get a button."""


def hear(talk: Run, text: str) -> Heard:
    """What was typed at the question that is open."""
    state = talk.state
    asked = Asked(talk.wording(state), state.asks_back)
    heard = talk.content.listener.heard(text, asked, talk.language)
    return as_question(talk, text, asked, heard)


def responded(talk: Run, heard: Heard, carry_out: Verb, *, misfit: bool = False) -> bool:
    """Whether it was surely no answer; then it is responded to. A `misfit` cannot be the answer, so
    that a question need not look like one."""
    if heard.aside:
        respond(talk, heard, carry_out)
    elif misfit and tell_very_near(talk, heard):
        talk.ask_again()
    else:
        return False
    return True


def respond(talk: Run, heard: Heard, carry_out: Verb) -> None:
    """Respond to what is surely no answer; `carry_out` is given commands said in words."""
    session = talk.session
    session.aside = [session.state, heard.said]
    session.fillers = session.fillers + 1 if heard.act is Act.FILLER else 0
    talk.events.append(ActHeard(session.state, heard.act, heard.kind))
    match heard.act:
        case Act.QUESTION_TO_COACH:
            tell_answer(talk, heard, reply(talk, heard))
            talk.ask_again()
        case Act.QUESTION_ABOUT_QUESTION:
            explain(talk, heard)
        case Act.REFERS_BACK:
            _take_over(talk, heard)
        case Act.REFUSES:
            _pass_over(talk, heard, "skipped")
        case Act.DOES_NOT_KNOW:
            _pass_over(talk, heard, "unknown")
        case Act.DISAGREES:
            _take_back(talk, heard)
        case Act.EMOTION:
            _offer_rest(talk, heard)
        case Act.COMMAND:
            _command(talk, heard, carry_out)
        case Act.FILLER if session.fillers >= FILLERS:
            _shorten(talk)
        case _:
            talk.add("text", reply(talk, heard))
            talk.ask_again()


def remark(talk: Run, heard: Heard) -> None:
    """The line that is added where the rest, or all of it, was taken as the answer."""
    if heard.rest:
        whole = heard.rest if heard.said in heard.rest else f"{heard.rest} {heard.said}"
        talk.session.aside = [talk.session.state, whole]
        if heard.act is Act.QUESTION_TO_COACH:
            tell_answer(talk, heard, reply(talk, heard))
        else:
            talk.add("text", reply(talk, heard))
    elif heard.act.asks and tell_very_near(talk, heard):
        return
    elif not heard.act.answers:
        act = talk.content.listener.file.acts[heard.act]
        if act.maybe is not None:
            talk.add("small", act.maybe[talk.language])


def reply(talk: Run, heard: Heard) -> str:
    """What content says to an act, or to its kind."""
    act = talk.content.listener.file.acts[heard.act]
    kind = act.kinds.get(heard.kind)
    text = (kind.reply if kind else None) or act.reply
    assert text is not None
    return text[talk.language]


def explain(talk: Run, heard: Heard) -> None:
    """Explain the question with an example, and ask it more simply; or answer another one."""
    if tell_very_near(talk, heard):
        talk.ask_again()
        return
    state = talk.state
    talk.add("text", reply(talk, heard))
    if state.explain is not None:
        talk.add("text", talk.text(state.explain, state))
        talk.add_law(state.law)
    if state.example is not None:
        talk.add("small", talk.text(state.example, state))
    talk.ask_again(simply=True)


def _take_over(talk: Run, heard: Heard) -> None:
    """*I said that already*: the earlier answer is taken, named, and nothing asked; unless it has
    nothing to do with the question, which is another one then."""
    earlier = meant(talk, heard)
    if earlier is None:
        talk.add("text", talk.say("nothing_said_before"))
        talk.ask_again()
        return
    before, answer = earlier
    if not fits(talk, heard, earlier):
        talk.add("text", talk.say("another_question"))
        talk.ask_again(simply=True)
        return
    talk.add("text", reply(talk, heard))
    assert before.label is not None
    talk.add("small", talk.say("taken_over", label=talk.text(before.label, before)))
    talk.add("quote", talk.shown(before.id, answer))
    record(talk, answer, heard=False)


def _pass_over(talk: Run, heard: Heard, given: str) -> None:
    """The question is let go, and what the advice will lack by it is said."""
    _let_go(talk, heard)
    record(talk, Answer(given="unknown" if given == "unknown" else "skipped"))


def soften(talk: Run, text: str) -> None:
    """The line for who typed that they do not know; in a list or on a scale it would only delay."""
    if talk.session.state != END and talk.state.kind in ("text", "names"):
        _let_go(talk, Heard(Act.DOES_NOT_KNOW, "sure", said=text))


def _let_go(talk: Run, heard: Heard) -> None:
    talk.add("text", reply(talk, heard))
    if talk.state.unanswered is not None:
        talk.add("small", talk.text(talk.state.unanswered, talk.state))


def _take_back(talk: Run, heard: Heard) -> None:
    """*I did not say that*: what was understood can be changed, a follow-up on it is let go."""
    talk.add("text", reply(talk, heard))
    if talk.state.follows:
        record(talk, Answer(given="skipped"))
    elif talk.session.path:
        talk.send()
        edit_menu(talk)
        talk.ask_again()
    else:
        talk.ask_again()


def _offer_rest(talk: Run, heard: Heard) -> None:
    """One human sentence, and a choice; nothing is asked until one is made."""
    talk.add("text", reply(talk, heard))
    ways = [
        talk.button(talk.say(f"button_{way}"), what)
        for way, what in (
            ("go_on", "again"), ("pause_now", "pause"), ("one_question", "left:1"),
            ("stop_now", "stop"), ("mine", "mine"),
        )
    ]  # fmt: skip
    talk.send(Prompt("menu", tuple(ways)))


def _command(talk: Run, heard: Heard, carry_out: Verb) -> None:
    if heard.kind in ENGINE_VERBS:
        carry_out(talk, heard.kind, "")
        return
    talk.add("text", talk.say("did_you_mean", count=1))
    offered = (heard.kind,) if heard.kind else ("summary", "menu")
    talk.send(talk.commands(*offered))
    talk.ask_again()


def _shorten(talk: Run) -> None:
    """Whoever answers with nothing twice is asked no follow-ups, and offered a short talk."""
    talk.session.brief = True
    talk.add("text", talk.say("shorter"))
    ways = (
        talk.button(talk.say("button_three_questions"), f"left:{KEPT_QUESTIONS}"),
        talk.button(talk.say("button_go_on"), "again"),
        talk.button(talk.say("button_stop_now"), "stop"),
    )
    talk.send(Prompt("menu", ways))


def keep_to(talk: Run, argument: str) -> None:
    """From now on only so many questions, the one that is open included; then what they give."""
    talk.session.brief = True
    talk.session.left = KEPT_QUESTIONS - 1 if argument == str(KEPT_QUESTIONS) else 0
    talk.ask_again(simply=True)


def mine(talk: Run, aside: list[str], read: Callable[[Run, State, str], Answer]) -> bool:
    """*This is my answer all the same*: what was put aside is the answer to its question."""
    if not aside:
        return False
    state_id, text = aside
    session = talk.session
    if session.state != state_id:
        if state_id not in session.path:
            return False
        revisit(talk, session.path.index(state_id), ask=False)
    record(talk, read(talk, talk.state, text))
    return True


def say_what_is_read(talk: Run, text: str, answer: Answer) -> None:
    """Which names were read, when something else was said as well."""
    said = talk.shown(talk.state.id, answer)
    joins = talk.content.vocabularies[talk.language].joins
    if {*phrase(text)} - {*phrase(said), *joins}:
        talk.add("small", talk.say("understood", answer=said))


def kept_for_later(talk: Run, text: str) -> bool:
    """What belongs to another question, such as a wish where names are asked, is not lost."""
    longest = max(map(len, (piece.split() for piece in re.split(r"[,;\n]", text))))
    if longest < SENTENCE or not talk.content.listener.themes.found(text, talk.language):
        return False
    talk.session.story = f"{talk.session.story}\n{text}".strip()
    talk.add("text", talk.say("kept_for_later"))
    talk.ask_again()
    return True
