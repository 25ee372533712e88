"""Form advice: which forms fit, what speaks for and against each, and what must come first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reports.kinds.parts import (
    advice,
    answered,
    choices_and_words,
    law,
    report_of,
    sources,
    talk_of,
    told_states,
    unanswered,
    verdicts,
    wonders,
)
from bot.reports.report import AnyBlock, Items, Paragraph, Report, Section
from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.definition.tellings import GiveRanking
from dialogues.engine.explanations import reason
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.outputs.ranking import Ranked, ranked
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from frameworks.definition.conditions import Test


def form_advice(
    content: Content, session: Session, elsewhere: OtherSessions = NO_SESSIONS
) -> Report:
    """The report of a talk that ranks options."""
    talk = talk_of(content, session, elsewhere)
    rankings = list(_rankings(talk))
    sections = [
        Section(title=talk.say("forms_gate"), blocks=verdicts(talk)),
        Section(title=talk.say("forms_order"), blocks=_order(talk, rankings)),
        *(
            _option(talk, place, state, one)
            for state, best in rankings
            for place, one in enumerate(best, 1)
        ),
        Section(title=talk.say("forms_conditions"), blocks=_conditions(talk, bool(rankings))),
        Section(title=talk.say("report_advice"), blocks=advice(talk)),
        Section(title=talk.say("forms_answers"), blocks=choices_and_words(talk, answered(talk))),
        Section(title=talk.say("report_unanswered"), blocks=unanswered(talk)),
        wonders(talk),
        law(talk),
        Section(title=talk.say("report_sources"), blocks=sources(talk)),
    ]
    title, subtitle, about = (talk.say(f"forms_{key}") for key in ("title", "subtitle", "about"))
    return report_of(talk, title, subtitle, sections, about)


def _rankings(talk: Run) -> Iterator[tuple[State, list[Ranked]]]:
    """The states that told options, each with those options, the best first."""
    for state in told_states(talk):
        told = state.told if state.id in talk.session.told else None
        best = ranked(talk, told) if isinstance(told, GiveRanking) else []
        if best:
            yield state, best


def _order(talk: Run, rankings: list[tuple[State, list[Ranked]]]) -> list[AnyBlock]:
    blocks: list[AnyBlock] = [Paragraph(text=talk.say("forms_no_best"))] if rankings else []
    for state, best in rankings:
        entries = []
        for place, one in enumerate(best, 1):
            for_, against = (_reasons(talk, tests) for tests in (one.pros, one.cons))
            count = talk.say("forms_for", count=len(for_))
            if against:
                count = f"{count} {talk.say('forms_against', count=len(against))}"
            entries.append((f"{place}. {talk.text(one.option.title, state)}", count))
        blocks.append(Items(entries=entries))
    return blocks


def _option(talk: Run, place: int, state: State, one: Ranked) -> Section:
    """One form: what it is, what the answers say of it, and what to know."""
    title = talk.text(one.option.title, state)
    blocks: list[AnyBlock] = [Paragraph(text=talk.text(one.option.text, state))]
    for key, tests in (("forms_pro", one.pros), ("forms_con", one.cons)):
        if told := _reasons(talk, tests):
            blocks.append(Paragraph(text=talk.say(key)))
            blocks.append(Items(entries=[(line, "") for line in told]))
    if one.option.details:
        details = [(talk.text(detail, state), "") for detail in one.option.details]
        blocks += [Paragraph(text=talk.say("forms_know")), Items(entries=details)]
    return Section(title=f"{place}. {title}", blocks=blocks)


def _reasons(talk: Run, tests: tuple[Test, ...]) -> list[str]:
    """The answers that spoke, each once."""
    return list(dict.fromkeys(filter(None, (reason(talk, test) for test in tests))))


def _conditions(talk: Run, open_: bool) -> list[AnyBlock]:
    """What holds for every form; a lawyer looks last."""
    keys = ("forms_wish_first", "forms_council", "forms_lawyer") if open_ else ("forms_closed",)
    return [Items(entries=[(talk.say(key), "") for key in keys])]
