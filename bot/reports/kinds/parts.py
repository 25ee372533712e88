"""What reports of one talk share: verdicts, advice, answers, what is open, and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from babel.dates import format_date

from bot.reports.report import (
    AnyBlock,
    Items,
    Paragraph,
    Quote,
    Report,
    Section,
    Sources,
    TableBlock,
)
from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.definition.tellings import GiveAdvice, GiveRanking, GiveVerdict, Option, Say, Verdict
from dialogues.engine.case import picture_of
from dialogues.engine.engine import settled
from dialogues.engine.explanations import because, in_turn
from dialogues.engine.facts import names
from dialogues.engine.labels import talk_label
from dialogues.engine.law import law_lines
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.outputs.outcome import OutcomeWords, weighed
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.results.cells import Cell
from frameworks.definition.model import Advice, Framework
from frameworks.scoring.advice import Chosen

Named = tuple[str, Sequence[str]]
"""What something is called, and the ids of the points that it rests on."""


def talk_of(content: Content, session: Session, elsewhere: OtherSessions = NO_SESSIONS) -> Run:
    """A talk to report on, as it stands; the session itself is not touched."""
    session = settled(content, session, elsewhere)
    return Run(content, session, session.touched, elsewhere=elsewhere)


def day_of(seconds: float, language: str) -> str:
    """The day of a moment (seconds since the epoch, in UTC), in words."""
    return str(format_date(datetime.fromtimestamp(seconds, UTC), "long", locale=language))


def report_of(
    talk: Run, title: str, subtitle: str, sections: Iterable[Section], about: str = ""
) -> Report:
    """A report of a talk: the day it was held, what it is, and the sections that hold anything."""
    day = day_of(talk.session.touched, talk.language)
    first = Paragraph(text=about or talk.say("report_made", date=day))
    filled = [section for section in sections if section.blocks]
    return Report(
        title=title,
        subtitle=subtitle,
        language=talk.language,
        made=day,
        sections=[Section(title="", blocks=[first]), *filled],
    )


def told_states(talk: Run) -> list[State]:
    """The states that tell something, in the order of the talk."""
    return [state for state in talk.dialogue.states.values() if state.told is not None]


def outcome(talk: Run) -> Section:
    """The main thing, what to do, what to leave alone, what is open: what one reads first."""
    title, picture = talk.say("outcome_main"), picture_of(talk)
    found = weighed(talk, picture) if talk.session.points else None
    if found is None:
        return Section(title=title, blocks=[])
    words = OutcomeWords(talk, picture)
    blocks: list[AnyBlock] = [
        Paragraph(text=line, quotes=words.quoted(line)) for line in words.main(found)
    ]
    if actions := words.actions(found):
        blocks.append(Paragraph(text=talk.say("outcome_do")))
    also = [(words.fill(held.point.text, held), "") for held in found.also]
    for one in (*actions, *also, *words.aside(found)):
        blocks.append(Items(entries=[one], quotes=words.quoted(" ".join(one))))
    return Section(title=title, blocks=[*blocks, Paragraph(text=talk.say("outcome_modest"))])


def verdicts(talk: Run, *only: str) -> list[AnyBlock]:
    """What the answers came to; of all verdicts, or only of those with these ids."""
    blocks: list[AnyBlock] = []
    for state, row, name, turn in _rows(talk):
        if only and state.id not in only:
            continue
        here = in_turn(talk, state, turn if name else 0)
        title = talk.text(row.title, here)
        head = f"{name}: {title}" if name else title
        offers = [(talk_label(talk.content, one, talk.language), "") for one in row.offer]
        blocks.append(Items(entries=[(head, talk.text(row.text, here)), *offers]))
    return blocks


def _rows(talk: Run) -> Iterator[tuple[State, Verdict, str, int]]:
    """The rows that were given, each with the name that it is about and its turn."""
    for state in told_states(talk):
        if not isinstance(state.told, GiveVerdict):
            continue
        rows = {row.id: row for row in state.told.table}
        for turn, (name, row_id) in enumerate(talk.session.outcomes.get(state.id, []), 1):
            if row := rows.get(row_id):
                yield state, row, name, turn


def advice(talk: Run) -> list[AnyBlock]:
    """The advice that was given, in that order, with why it was given."""
    known = talk.all_facts()
    entries = [
        (one.text[talk.language], because(talk, Chosen(one, one.when.match(known) or ())))
        for _, one in _advised(talk)
    ]
    return [Items(entries=entries)] if entries else []


def _advised(talk: Run) -> list[tuple[Framework, Advice]]:
    offered = {
        one.id: (talk.dialogue.frameworks[name], one)
        for state in told_states(talk)
        if isinstance(state.told, GiveAdvice)
        for name in state.told.frameworks
        for one in talk.dialogue.frameworks[name].advice
    }
    return [offered[name] for name in talk.session.advised if name in offered]


def answers(talk: Run) -> list[AnyBlock]:
    """The person's own words; what was rated stands in the scores."""
    return [
        Quote(id=state_id, label=label_of(talk, state), text=talk.shown(state_id))
        for state_id, state in answered(talk)
        if state.kind != "rating"
    ]


def choices_and_words(talk: Run, states: Iterable[tuple[str, State]]) -> list[AnyBlock]:
    """Choices, numbers and days in one table, and the person's own words below it."""
    rows: list[list[Cell]] = []
    words: list[AnyBlock] = []
    for name, state in states:
        label, text = label_of(talk, state), talk.shown(name)
        if state.kind in ("text", "names"):
            words.append(Quote(id=name, label=label, text=text))
        elif state.kind != "rating":
            rows.append([label, text])
    if not rows:
        return words
    header = [talk.say("everything_question"), talk.say("everything_answer")]
    return [TableBlock(caption=talk.say("report_chosen"), header=header, rows=rows), *words]


def answered(talk: Run) -> Iterator[tuple[str, State]]:
    """The questions that got an answer, in the order in which they were asked."""
    for state_id in talk.session.path:
        state = talk.dialogue.states[state_id]
        given = talk.session.answers[state_id].given
        if given == "answered" and state.label is not None and not state.tells:
            yield state_id, state


def unanswered(talk: Run) -> list[AnyBlock]:
    """What was skipped or not known, with which of the two; nothing when all was answered."""
    entries = []
    for state_id in talk.session.path:
        state, answer = talk.dialogue.states[state_id], talk.session.answers[state_id]
        if answer.given != "answered" and not state.follows and not state.tells:
            entries.append((label_of(talk, state), talk.say(answer.given)))
    return [Items(entries=entries)] if entries else []


def wonders(talk: Run) -> Section:
    """The questions that the coach could not answer, in the person's own words."""
    title, note = talk.say("report_wonders"), Paragraph(text=talk.say("report_wonders_note"))
    entries = [(question, "") for question in talk.session.wonders]
    return Section(title=title, blocks=[note, Items(entries=entries)] if entries else [])


def label_of(talk: Run, state: State) -> str:
    """What a question is called; of one that was asked for each name, with that name."""
    assert state.label is not None
    label = talk.text(state.label, state)
    if state.turn and "{{" not in state.label[talk.language]:
        return f"{label} ({names(talk.session, state.over)[state.turn - 1]})"
    return label


def law(talk: Run) -> Section:
    """What the law says of all that was told, each fact once, and on which day it was looked up."""
    *facts, day = law_lines(talk.content, dict.fromkeys(_law_of(talk)), talk.language) or [""]
    entries = [(fact, "") for fact in facts]
    blocks: list[AnyBlock] = [Items(entries=entries), Paragraph(text=day)] if facts else []
    return Section(title=talk.say("report_law"), blocks=blocks)


def _law_of(talk: Run) -> Iterator[str]:
    points = {one.id: one for one in talk.content.case.points}
    for one in talk.session.points:
        yield from points[one].law if one in points else ()
    for _, row, _, _ in _rows(talk):
        yield from row.law
    for state in told_states(talk):
        if isinstance(state.told, Say) and state.id in talk.session.told:
            yield from state.told.law
    for option in _shown(talk):
        yield from option.law
    for _, given in _advised(talk):
        yield from given.law


def _shown(talk: Run) -> Iterator[Option]:
    """The options that were told, of all rankings."""
    for state in told_states(talk):
        if isinstance(state.told, GiveRanking):
            shown = {name for _, name in talk.session.outcomes.get(state.id, [])}
            yield from (option for option in state.told.options if option.id in shown)


def sources(talk: Run) -> list[AnyBlock]:
    """What the verdicts, the options and the advice in this talk rest on."""
    return sources_of(talk.content, talk.language, _rests_on(talk))


def _rests_on(talk: Run) -> Iterator[Named]:
    for state, row, name, turn in _rows(talk):
        yield talk.text(row.title, in_turn(talk, state, turn if name else 0)), row.source
    for option in _shown(talk):
        yield option.title[talk.language], option.source
    for framework, one in _advised(talk):
        yield framework.item(one.about).title[talk.language], one.source


def sources_of(content: Content, language: str, found: Iterable[Named]) -> list[AnyBlock]:
    """Each source once, with the rule, factor or step that it belongs to."""
    titles = {
        source: item.title[language]
        for framework in content.frameworks.values()
        for item in framework.items
        for source in item.source
    }
    ids: dict[str, list[str]] = {}
    for name, several in found:
        for one in several:
            known = titles.get(one) or titles.get(one.partition(".")[0]) or name
            if one not in ids.setdefault(known, []):
                ids[known].append(one)
    if not ids:
        return []
    note = Paragraph(text=content.catalogue.say(language, "report_source_note"))
    entries = [(", ".join(sorted(several, key=_in_order)), name) for name, several in ids.items()]
    return [note, Sources(entries=sorted(entries, key=lambda one: _in_order(one[0])))]


def _in_order(text: str) -> list[str]:
    """SF2 goes before SF10."""
    return [one.zfill(4) if one.isdecimal() else one for one in re.split(r"(\d+)", text)]
