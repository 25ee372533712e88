"""A plan in steps: what was found at each step, what to do on which day, and what was measured."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reports.kinds.parts import (
    advice,
    answered,
    choices_and_words,
    label_of,
    law,
    report_of,
    sources,
    talk_of,
    told_states,
    unanswered,
    verdicts,
    wonders,
)
from bot.reports.report import (
    AnyBlock,
    Checklist,
    Items,
    Paragraph,
    Report,
    Section,
    StepBlock,
    TableBlock,
)
from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.definition.tellings import GiveComparison, GivePlan, GiveVerdict
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.outputs.comparison import compared
from dialogues.engine.outputs.plan import plan_rows
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.results.cells import Cell
from frameworks.definition.model import Item

BLANKS = 3
"""Lines to write agreements on."""


def steps_plan(
    content: Content, session: Session, elsewhere: OtherSessions = NO_SESSIONS
) -> Report:
    """The report of a talk with plans and measures."""
    talk = talk_of(content, session, elsewhere)
    sections = [
        *_plans(talk),
        Section(title=talk.say("steps_measures"), blocks=list(_measured(talk))),
        *_by_step(talk),
        Section(title=talk.say("report_advice"), blocks=advice(talk)),
        Section(title=talk.say("steps_agreed"), blocks=[blank(talk)]),
        Section(title=talk.say("report_unanswered"), blocks=unanswered(talk)),
        wonders(talk),
        law(talk),
        Section(title=talk.say("report_sources"), blocks=sources(talk)),
    ]
    title = talk.dialogue.raw.title[talk.language]
    subtitle, about = talk.say("steps_subtitle"), talk.say("steps_about")
    return report_of(talk, title, subtitle, sections, about)


def _plans(talk: Run) -> Iterator[Section]:
    """What to do on which day, to tick off."""
    for state in told_states(talk):
        told = state.told
        if isinstance(told, GivePlan) and state.id in talk.session.told:
            steps = [StepBlock(text=text, day=day) for day, text in plan_rows(talk, state, told)]
            if steps and state.when.holds(talk.all_facts()):
                blocks: list[AnyBlock] = [Paragraph(text=talk.say("steps_tick"))]
                blocks.append(Checklist(entries=steps))
                yield Section(title=talk.text(told.say, state), blocks=blocks)


def _measured(talk: Run) -> Iterator[AnyBlock]:
    """What was measured at the start; what has become of it stands beside it once that is known."""
    for state in told_states(talk):
        if isinstance(state.told, GiveComparison) and (rows := _measures(talk, state, state.told)):
            header = ["report_measure", "report_before", "report_after", "report_became"]
            if not any(row[-1] for row in rows):
                header, rows = header[:-1], [row[:-1] for row in rows]
            caption = talk.say("report_measures")
            yield TableBlock(caption=caption, header=[talk.say(key) for key in header], rows=rows)
            ways = {row.better_by for row in state.told.rows}
            signs = [
                (label_of(talk, state), talk.shown(name))
                for name, state in answered(talk)
                if name in ways or (state.shared and state.kind == "text")
            ]
            if signs:
                yield Items(entries=signs)


def _measures(talk: Run, state: State, told: GiveComparison) -> list[list[Cell]]:
    became = {label: words for label, words, _, _ in compared(talk, state, told)}
    rows: list[list[Cell]] = []
    for row in told.rows:
        label, later = talk.text(row.label, state), talk.say("steps_later")
        before, after = (
            talk.shown(name) if name in talk.session.path else ""
            for name in (row.before, row.after)
        )
        if before or after:
            rows.append([label, before or "–", after or later, became.get(label, "")])
    return rows


def _by_step(talk: Run) -> Iterator[Section]:
    """Each step that was walked through: where it leads, and what was answered."""
    for framework in talk.dialogue.frameworks.values():
        if framework.id == talk.dialogue.id:
            for number, item in enumerate(framework.items, 1):
                blocks = [*verdicts(talk, *_verdicts_on(talk, item)), *_answers(talk, item)]
                if blocks:
                    title = item.title[talk.language]
                    yield Section(
                        title=talk.say("steps_step", number=number, title=title), blocks=blocks
                    )


def _verdicts_on(talk: Run, item: Item) -> list[str]:
    """The verdicts on a step; a name that is none where there are none, as none means all."""
    found = [
        state.id
        for state in told_states(talk)
        if isinstance(state.told, GiveVerdict)
        and any(_on(item, row.source) for row in state.told.table)
    ]
    return found or [""]


def _answers(talk: Run, item: Item) -> list[AnyBlock]:
    found = (
        (name, state)
        for name, state in answered(talk)
        if not state.shared and _on(item, state.source)
    )
    return choices_and_words(talk, found)


def _on(item: Item, source: tuple[str, ...] | list[str]) -> bool:
    return any(one.partition(".")[0] in item.source for one in source)


def blank(talk: Run) -> AnyBlock:
    """Agreements to write down in the meeting: what, who and when."""
    entry = StepBlock(text=talk.say("agree_what"), owner=talk.say("agree_who"))
    return Checklist(entries=[entry] * BLANKS)
