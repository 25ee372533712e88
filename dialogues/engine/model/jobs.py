"""A model's three jobs: what is asked, and what of the answer holds. It never changes an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from dialogues.engine.model.case_for_model import ANSWERS, CaseForModel
from dialogues.engine.run import Run
from dialogues.listening.acts import Act
from dialogues.listening.sentences import sentences
from dialogues.messages.inputs import Thought
from dialogues.messages.model_events import ModelAnswered, ModelWanted
from dialogues.model.candidates import faults_of, ids_for
from dialogues.model.check import Checker, gives_orders
from dialogues.model.grounds import Grounds
from dialogues.model.results import (
    HeardAgain,
    Quoted,
    Understood,
    Worded,
    hear_schema,
    understand_schema,
    word_schema,
)
from dialogues.model.source import Job
from dialogues.texts.phrases import PhraseText, has_phrase

EXAMPLES, LEAST_WORDS, MOST_WORDS = 4, 2, 40
"""Words shown of a sign; and how many a quote has."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a model is asked about, with names, and the schema of its answer."""

    about: Mapping[str, Any]
    schema: Mapping[str, Any]

    @property
    def digest(self) -> str:
        return hashlib.sha256(orjson.dumps([self.about, self.schema])).hexdigest()[:16]


def may_look(talk: Run) -> bool:
    """Whether the person wants it, in a talk of their own."""
    own = talk.dialogue.raw.makes is None and not talk.session.subject
    return talk.content.model is not None and talk.session.model == "on" and own


def ask(talk: Run, job: Job, question: str = "", text: str = "") -> bool:
    """Ask for a job, once for the same answers; False when there is nothing to ask, or to send.

    question, text: for *hear*: what was typed, and at which question
    """
    if not may_look(talk):
        return False
    case = CaseForModel(talk)
    asking = _asking(case, job, question, text)
    asked = talk.session.thoughts.setdefault("asked", [])
    if asking is None or any(one[:2] == [job, asking.digest] for one in asked):
        return False
    asked.append([job, asking.digest, question, text])
    about = orjson.dumps(case.covered(asking.about)).decode()
    schema = orjson.dumps(asking.schema).decode()
    talk.events.append(ModelWanted(talk.session.id, len(asked), job, talk.language, about, schema))
    return True


def take(talk: Run, thought: Thought) -> Job | None:
    """Keep what holds of an answer; which job it was of. None for one that was not asked now."""
    asked = talk.session.thoughts.get("asked", [])
    if not may_look(talk) or not 0 < thought.number <= len(asked):
        return None
    job: Job = asked[thought.number - 1][0]
    _, digest, question, text = asked[thought.number - 1]
    case = CaseForModel(talk)
    asking = _asking(case, job, question, text)
    if asking is None or asking.digest != digest:
        faults: tuple[str, ...] = ("the answers changed since",)
    elif not thought.answer:
        faults = ("no answer",)
    else:
        faults = _keep(case, job, thought, asking, question)
    talk.events.append(ModelAnswered(job, faults))
    return job


def pinned(talk: Run) -> Mapping[str, Any] | None:
    """The words of a model, as long as they are about these answers and candidates."""
    kept = talk.session.thoughts.get("word")
    if not kept or not may_look(talk):
        return None
    asking = _asking(CaseForModel(talk), "word", "", "")
    return kept if asking is not None and asking.digest == kept["digest"] else None


# --- what is asked


def _asking(case: CaseForModel, job: Job, question: str, text: str) -> Asking | None:
    match job:
        case "hear":
            return _hear(case.talk, question, text)
        case "understand":
            return _understand(case)
        case "word":
            return _word(case)


def _hear(talk: Run, question: str, text: str) -> Asking | None:
    state = talk.dialogue.states.get(question)
    if state is None or gives_orders(text, talk.content.asks.rules.words(talk.language)):
        return None
    themes = {
        name: one.label[talk.language] for name, one in talk.content.listener.file.themes.items()
    }
    about = {"question": talk.wording(state), "text": text, "themes": themes, "acts": [*Act]}
    return Asking(about, hear_schema(themes))


def _understand(case: CaseForModel) -> Asking | None:
    signs = {
        name: sign.words(case.talk.language).words[:EXAMPLES]
        for name, sign in case.talk.content.case.signs.signs.items()
    }
    if not signs or not case.may_be_sent:
        return None
    answers = [{"answer": n, "text": one.text} for n, one in enumerate(case.answers, 1)]
    return Asking({"answers": answers, "signs": signs}, understand_schema(signs, len(answers)))


def _word(case: CaseForModel) -> Asking | None:
    if not case.candidates or not case.may_be_sent:
        return None
    answers = [{"about": one.label, "text": one.text} for one in case.answers]
    shown = [one.as_asked() for one in case.candidates]
    about = {"answers": answers, "candidates": shown, "most": case.most}
    return Asking(about, word_schema(ids_for(case.candidates), case.most))


# --- what of it holds


def _keep(
    case: CaseForModel, job: Job, thought: Thought, asking: Asking, question: str
) -> tuple[str, ...]:
    """Keep what holds, with which model said it; or why nothing does."""
    case.covered(asking.about)  # so that every name is known that was replaced
    kept = {"digest": asking.digest, "model": thought.model, "prompt": thought.prompt}
    try:
        answer = _lifted(case, orjson.loads(thought.answer))
        match job:
            case "hear":
                faults = _heard(
                    case.talk, HeardAgain.model_validate(answer), asking, question, kept
                )
            case "understand":
                faults = _understood(case, Understood.model_validate(answer))
            case "word":
                faults = _worded(case, Worded.model_validate(answer), kept)
    except (ValueError, TypeError):
        return ("not as asked",)
    return tuple(dict.fromkeys(faults))


def _lifted(case: CaseForModel, what: Any) -> Any:
    """The names back in all of it."""
    if isinstance(what, list):
        return [_lifted(case, one) for one in what]
    if isinstance(what, dict):
        return {name: _lifted(case, one) for name, one in what.items()}
    return case.veil.lift(what) if isinstance(what, str) else what


def _heard(
    talk: Run, answer: HeardAgain, asking: Asking, question: str, kept: dict[str, Any]
) -> list[str]:
    if answer.act not in asking.about["acts"] or set(answer.themes) - set(asking.about["themes"]):
        return ["not in the list"]
    act = ANSWERS if Act(answer.act).answers else answer.act
    one = kept | {"text": asking.about["text"], "act": act, "themes": answer.themes}
    talk.session.thoughts.setdefault("hear", {})[question] = one
    return []


def _understood(case: CaseForModel, answer: Understood) -> list[str]:
    """Each fact by itself: those that hold are kept."""
    found, faults = [], []
    for one in answer.facts:
        if sentence := _sentence(case, one):
            said = case.answers[one.answer - 1]
            found.append([one.sign, said.question, one.quote.strip(), sentence])
        else:
            faults.append("an invented quote")
    case.talk.session.thoughts["understand"] = found
    return faults


def _sentence(case: CaseForModel, one: Quoted) -> str:
    """The sentence that a quote stands in, word for word; empty when it may not be used."""
    sign = case.talk.content.case.signs.signs.get(one.sign)
    if sign is None or not 1 <= one.answer <= len(case.answers):
        return ""
    if not LEAST_WORDS <= len(one.quote.split()) <= MOST_WORDS:
        return ""
    for sentence in sentences(case.answers[one.answer - 1].text):
        if one.quote.strip() in sentence:
            against = sign.words(case.talk.language).unless
            apart = PhraseText(sentence)
            return "" if any(has_phrase(apart, entry) for entry in against) else sentence
    return ""


def _worded(case: CaseForModel, answer: Worded, kept: dict[str, Any]) -> list[str]:
    talk, found = case.talk, case.candidates
    said = [one.text for one in case.answers]
    said += [text for one in found for text in one.texts]
    grounds = Grounds(tuple(filter(None, said)), talk.content.vocabulary(talk.language))
    checker = Checker(talk.content.asks.rules, talk.language, grounds)
    if faults := list(faults_of(answer, found, checker, case.most)):
        return faults
    talk.session.thoughts["word"] = kept | answer.model_dump()
    return []
