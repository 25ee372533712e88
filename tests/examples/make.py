"""Every kind of report, made from the examples: `make examples` writes them to docs/examples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.reports.branding import Style
from bot.reports.kinds.personal_data import Held, everything
from bot.reports.kinds.pulse import pulse_report
from bot.reports.kinds.registry import talk_report
from bot.reports.kinds.round import round_report
from bot.reports.renderers import pdf
from bot.reports.renderers.fonts import latin
from bot.reports.report import Report
from dialogues.definition.content import Content
from dialogues.messages.documents import TalkKind
from tests.examples import collaboration as group
from tests.examples.talks import alderman, seconds

PPI = 32
"""Of the small pictures: forty kilobytes at most."""
ALWAYS = ("pdf", "docx", "html")


@dataclass(frozen=True, slots=True)
class Example:
    """A kind with the name of its files, what it is, and the formats that are shown of it."""

    name: str
    about: str
    make: Callable[[Content], Report]
    formats: tuple[str, ...] = ALWAYS


def _talk(kind: TalkKind, session: str) -> Callable[[Content], Report]:
    def make(content: Content) -> Report:
        kept = alderman(content).sessions
        one = next(talk for talk in kept if talk.id == session)
        return talk_report(kind, content, kept, one, one.open())

    return make


def _round(content: Content) -> Report:
    return round_report(content, group.GROUP, group.rounds(content))


def _pulse(content: Content) -> Report:
    return pulse_report(content, group.GROUP, group.pulses(content))


def _everything(content: Content) -> Report:
    held = Held(seconds(2025, 11, 18), [("web", "example")], (61, 74), seconds(2026, 11, 22))
    return everything(content, alderman(content), held)


EXAMPLES = (
    Example("samenvatting", "summary of one talk", _talk("summary", "now"), (*ALWAYS, "md")),
    Example("toen-en-nu", "the same talk a year ago and now", _talk("comparison", "now")),
    Example("vormadvies", "advice on form", _talk("forms", "forms")),
    Example(
        "stappenplan", "the six-step plan, with the first hundred days", _talk("steps", "steps")
    ),
    Example(
        "uitkomst",
        "result of a round, with an agenda for the meeting",
        _round,
        (*ALWAYS, "xlsx", "json"),
    ),
    Example("drie-vragen", "the trend of the pulse", _pulse, (*ALWAYS, "csv")),
    Example("alles", "everything that is kept of one person", _everything),
)


def page(report: Report, ppi: float = PPI) -> bytes:
    """The first page as a small PNG."""
    compiler, families = pdf._compiler()
    data = pdf._mapped(pdf._data(report, Style()), latin) | {"fonts": families}
    made = compiler.compile(sys_inputs={"data": json.dumps(data)}, format="png", ppi=ppi)
    first = made[0] if isinstance(made, list) else made
    assert first, "a report has a page"
    return first


def reports(content: Content) -> Iterator[tuple[Example, Report]]:
    for example in EXAMPLES:
        yield example, example.make(content)
