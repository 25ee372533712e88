"""A question with choices: taps and typed words, taken when sure and asked about when not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dialogues.definition.compiler import NOT_QUITE
from dialogues.definition.states import OTHER, State
from dialogues.engine.denying import denies_offered
from dialogues.engine.matching import is_own, match, own_part
from dialogues.engine.navigation import record
from dialogues.engine.playing_back import choice_with_more
from dialogues.engine.run import MAX_QUOTE_CHARS, Run
from dialogues.engine.session import Answer, Given
from dialogues.parsing.choices import Matched
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.text import read_text
from dialogues.parsing.vocabulary import Vocabulary
from dialogues.parsing.words import phrase
from dialogues.texts.formats import cut

SKIPS: dict[str, Given] = {"unknown": "unknown", "skip": "skipped"}
"""Ways past a question that people also say in a sentence: verb → what is given."""


def take(talk: Run, text: str) -> Matched | None:
    """Keep what is surely meant. Else what may be meant, for `ask_which`.

    Raises InvalidInputError for what can be no answer here.
    """
    words, session = read_text(text), talk.session
    if session.offered == [OTHER]:
        _keep(talk, (*session.marked, OTHER), own=words)
        return None
    if denies_offered(talk, words) and not _no_is_there(talk, words):
        talk.ask_again()
        return None
    if talk.state.tells and (said := choice_with_more(talk, words)) is not None:
        _with_more(talk, *said)
        return None
    found = _among_offered(talk, words) or _match(talk, words, talk.state)
    if found.sure:
        if talk.state.other and OTHER in found.ids:
            _other(talk, found.ids, own_part(words, talk.state, talk.language))
        else:
            _keep(talk, found.ids, echo=not found.literal)
        return None
    if given := _passed_over(talk, words):
        record(talk, Answer(given=given))
        return None
    return found


def ask_which(talk: Run, text: str, found: Matched) -> None:
    """Ask what was meant where it is not sure; what a list does not know is kept as it was said.

    Raises InvalidInputError when there is nothing to ask.
    """
    state, session = talk.state, talk.session
    if found.rest and state.other:
        _keep(talk, (*found.ids, OTHER), own=", ".join(found.rest))
    elif found.rest:
        session.marked = list(found.ids)
        talk.add("small", talk.say("understood", answer=_shown(talk, Answer(found.ids))))
        talk.add("text", talk.say("understood_not", words=", ".join(found.rest)))
        talk.ask_again()
    elif found.ids:
        _offer(talk, text, found.ids)
    elif state.other and is_own(text, _known(talk)):
        _keep(talk, (OTHER,), own=text)
    else:
        key = "choose_several" if state.kind == "several" else "choose"
        raise InvalidInputError(key, count=len(state.choices))


def keep_tapped(talk: Run, ids: tuple[str, ...]) -> None:
    """Keep what was tapped; for what is not listed, ask for the words.

    Raises InvalidInputError for too many of them, or none.
    """
    if not ids or (len(ids) > 1 and talk.state.kind != "several"):
        raise InvalidInputError("choose_several", count=len(talk.state.choices))
    if talk.state.other and OTHER in ids:
        _other(talk, ids, talk.session.typed)
    else:
        _keep(talk, ids, echo=False)


def _other(talk: Run, ids: tuple[str, ...], own: str) -> None:
    """Keep what is not listed with its words; without them, ask for those."""
    if own:
        _keep(talk, ids, own=own)
        return
    chosen(talk.state, ids)
    talk.session.marked = [one for one in ids if one != OTHER]
    talk.session.offered = [OTHER]
    talk.add("strong", talk.say("other_ask"))
    talk.send(talk.prompt())


def chosen(state: State, ids: tuple[str, ...], own: str = "") -> Answer:
    """The answer that these choices are."""
    if state.kind == "rating":
        return Answer(int(ids[0].removeprefix("v")))
    if state.kind == "several" and len(ids) > state.most:
        raise InvalidInputError("too_many", count=len(ids), most=state.most)
    return Answer(ids, own=(own,) if own and state.other else ())


def _keep(talk: Run, ids: Iterable[str], *, own: str = "", echo: bool = True) -> None:
    answer = chosen(talk.state, tuple(dict.fromkeys(ids)), own)
    if echo:
        talk.add("small", talk.say("understood", answer=_shown(talk, answer)))
    record(talk, answer)


def _shown(talk: Run, answer: Answer) -> str:
    return cut(talk.shown(talk.state.id, answer), MAX_QUOTE_CHARS)


def _match(talk: Run, text: str, state: State) -> Matched:
    return match(text, state, talk.language, _known(talk))


def _known(talk: Run) -> Vocabulary:
    return talk.content.vocabularies[talk.language]


def _among_offered(talk: Run, text: str) -> Matched | None:
    """One of those that we asked about: by its place there, or *yes* when it was one alone."""
    state, known = talk.state, _known(talk)
    there = [one for name in talk.session.offered for one in state.choices if one.id == name]
    if not there:
        return None
    listed = [one.id for one in there if one.id != OTHER]
    if len(listed) == 1 and known.bare(phrase(text)) in map(phrase, known.also("yes", "")):
        return Matched((listed[0],), True)
    found = _match(talk, text, replace(state, choices=tuple(there)))
    if text.isdigit() and not found.sure:
        raise InvalidInputError("choose", count=len(there))
    return found if found.sure else None


def _offer(talk: Run, text: str, ids: tuple[str, ...]) -> None:
    """*Did you mean …?*, with these as buttons, and the words themselves where they may stand."""
    state, session = talk.state, talk.session
    own = [OTHER] if state.other and is_own(text, _known(talk)) else []
    session.offered = list(dict.fromkeys((*ids, *session.marked, *own)))
    session.typed = text if own else ""
    talk.add("strong", talk.say("did_you_mean", count=len(ids)))
    talk.send(talk.prompt())


def _with_more(talk: Run, chosen: str, more: str) -> None:
    """What is not quite right is weighed with all the rest, whichever answer is changed then."""
    if chosen == NOT_QUITE:
        talk.session.correction = f"{talk.session.correction} {more}".strip()
    _keep(talk, (chosen,))


def _no_is_there(talk: Run, text: str) -> bool:
    """Whether *no* is a choice of the question itself; a place is that of what was offered."""
    return not text.strip(" .)").isdigit() and _match(talk, text, talk.state).sure


def _passed_over(talk: Run, text: str) -> Given | None:
    """Whether this is a way past the question, such as *geen idee joh*."""
    bare, known = _known(talk).bare, talk.content.catalogue.languages[talk.language].phrases
    words = bare(phrase(text))
    ways = (SKIPS[v] for p, v in known.items() if v in SKIPS and bare(phrase(p)) == words)
    return next(ways, None)
