"""Rankings, comparisons, plans and pictures in a report, each under its own heading."""

from __future__ import annotations

from collections.abc import Iterator

from bot.reports.report import (
    AnyBlock,
    Checklist,
    Drawn,
    Items,
    Paragraph,
    Section,
    StepBlock,
    TableBlock,
)
from dialogues.definition.states import State
from dialogues.definition.tellings import (
    DrawBalance,
    DrawLine,
    GiveComparison,
    GivePlan,
    GiveRanking,
)
from dialogues.engine.outputs.comparison import compared
from dialogues.engine.outputs.picture import picture_of
from dialogues.engine.outputs.plan import plan_rows
from dialogues.engine.outputs.ranking import ranked, weighed_in_words
from dialogues.engine.run import Run


def told_sections(talk: Run) -> Iterator[Section]:
    """A section for each that was told in this talk, as it stands now."""
    for state in talk.dialogue.states.values():
        told = state.id in talk.session.told and state.when.holds(talk.facts())
        if told and state.told is not None and (blocks := list(_blocks(talk, state))):
            yield Section(title=talk.text(state.told.say, state), blocks=blocks)


def _blocks(talk: Run, state: State) -> Iterator[AnyBlock]:
    match state.told:
        case GiveRanking() as told:
            yield from _ranking(talk, state, told)
        case DrawLine() | DrawBalance() as told:
            if picture := picture_of(talk, state, told):
                yield Drawn(id=state.id, picture=picture)
        case GivePlan() as told:
            if steps := [
                StepBlock(text=text, day=day) for day, text in plan_rows(talk, state, told)
            ]:
                yield Checklist(entries=steps)
        case GiveComparison() as told:
            yield measures(talk, state, told)


def measures(talk: Run, state: State, told: GiveComparison) -> AnyBlock:
    """What was measured before and after, and what became of it; or that nothing was."""
    lines = list(compared(talk, state, told))
    if not lines:
        return Paragraph(text=talk.text(told.none, state))
    header = ["report_measure", "report_before", "report_after", "report_became"]
    return TableBlock(
        caption=talk.say("report_measures"),
        header=[talk.say(key) for key in header],
        rows=[[label, before, after, words] for label, words, before, after in lines],
    )


def _ranking(talk: Run, state: State, told: GiveRanking) -> Iterator[AnyBlock]:
    """The options in their order, with for and against, and the details below each."""
    best = ranked(talk, told)
    if not best:
        yield Paragraph(text=talk.say("ranking_none"))
    for place, one in enumerate(best, 1):
        option = one.option
        head = f"{place}. {talk.text(option.title, state)}: {talk.text(option.text, state)}"
        details = [(talk.text(detail, state), "") for detail in option.details]
        yield Items(entries=[(head, " ".join(weighed_in_words(talk, one))), *details])
