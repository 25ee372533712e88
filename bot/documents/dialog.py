"""What is said about a document that a person wants: what goes in it, in which file. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from bot.documents.available import AvailableDocuments
from bot.messages.messages import Inbound, Outbound
from bot.reports.document import Document, file_name
from bot.reports.report import Quote, Report
from dialogues.domain.document_edits import draft_of
from dialogues.messages.documents import DOCUMENT_MARK, FOR_DATA, FOR_READING, PLACES
from dialogues.messages.events import Button, DocumentRequested, Part, Prompt
from dialogues.messages.inputs import tap_data

MAX_LABEL_CHARS = 60


def quote_name(id: str) -> str:
    """A short name of a quote, which a button can hold."""
    return f"{crc32(id.encode()):08x}"


def titles(report: Report) -> list[str]:
    """The parts that can be left out, in their order."""
    return [one.title for one in report.sections if one.title][:PLACES]


def seen(parts: list[str]) -> int:
    """Tells these parts from others, in 16 bits."""
    return crc32("\n".join(parts).encode()) & 0xFFFF


def without(report: Report, left: list[str]) -> Report:
    """The same report without these parts."""
    kept = [one for one in report.sections if one.title not in left]
    return report.model_copy(update={"sections": kept})


@dataclass
class DocumentDialog:
    """One document that is wanted, with the words about it."""

    shelf: AvailableDocuments
    wanted: DocumentRequested
    inbound: Inbound

    # --- what it holds

    @cached_property
    def whole(self) -> Report:
        """With all parts, and the words as they were changed."""
        changed = draft_of(self.shelf.visitor.draft, self.wanted).words
        quotes = {one.id: changed.get(quote_name(one.id)) for one in _quotes(self.original)}
        return self.original.edited(
            {id: words for id, words in quotes.items() if words is not None}
        )

    @cached_property
    def original(self) -> Report:
        report = self.shelf.report(self.wanted.kind, self.wanted.subject)
        assert report is not None
        return report

    @cached_property
    def parts(self) -> list[str]:
        return titles(self.original)

    @cached_property
    def out(self) -> int:
        """The parts left out; none when there are others by now than when they were chosen."""
        bits = self.wanted.out & ((1 << min(len(self.parts), PLACES)) - 1)
        return bits if self.wanted.out >> PLACES == self.seen else 0

    @property
    def changed_since(self) -> bool:
        return self.wanted.out > 0 and self.wanted.out >> PLACES != self.seen

    @property
    def left(self) -> list[str]:
        return [title for place, title in enumerate(self.parts) if self.out >> place & 1]

    @cached_property
    def seen(self) -> int:
        """Tells these parts from others."""
        return seen(self.parts)

    # --- how it is asked for

    @property
    def number(self) -> int:
        return self.seen << PLACES | self.out

    def data(self, *words: str) -> str:
        """A command about this document, as it stands."""
        kind = "" if self.wanted.kind == "summary" else self.wanted.kind
        tail = f"x{self.number:x}" if self.out else ""
        return " ".join(filter(None, ("/summary", self.wanted.subject, kind, *words, tail)))

    def say(self, key: str, **values: object) -> str:
        return self.shelf.say(key, **values)

    def message(self, parts: list[Part], prompt: Prompt) -> Outbound:
        return Outbound(self.inbound.channel, self.inbound.address, "say", tuple(parts), prompt)

    # --- the answers

    def replies(self) -> Iterator[Outbound]:
        if self.shelf.report(self.wanted.kind, self.wanted.subject) is None:
            yield self.message([Part("text", self.say("paper_gone"))], Prompt("menu"))
            return
        if self.changed_since or (self.out and len(self.left) == len(self.parts)):
            key = "paper_changed" if self.changed_since else "paper_nothing"
            yield self._choose(Part("text", self.say(key)))
            return
        match self.wanted.step:
            case "ready":
                yield self._ready()
            case "more":
                yield self._more()
            case "parts":
                yield self._choose()
            case "words":
                yield self._words()
            case "edit":
                yield self._edit()
            case "make":
                yield self._document()

    def _ready(self) -> Outbound:
        """The common way is one tap from here."""
        formats = [Button(self.say(f"paper_{one}"), self.data(one)) for one in FOR_READING]
        kinds = [
            Button(one.label, one.data)
            for one in self.shelf.offered(self.wanted.subject)
            if one.kind != self.wanted.kind
        ]
        verbs = [("paper_parts", "parts")] if len(self.parts) > 1 else []
        verbs += [("paper_words", "words")] if _quotes(self.original) else []
        verbs.append(("paper_more", "more"))
        ways = tuple(Button(self.say(key), self.data(word)) for key, word in verbs)
        parts = [Part("strong", self.original.title), Part("text", self.say("paper_ready"))]
        return self.message(parts + self._as_chosen(), Prompt("menu", (*formats, *kinds), ways))

    def _more(self) -> Outbound:
        """The other files that it can be, and the other documents that there are."""
        formats = [Button(self.say(f"paper_{one}"), self.data(one)) for one in FOR_DATA]
        others = [Button(one.label, one.data) for one in self.shelf.others(self.wanted.subject)]
        back = Button(self.say("verb_back"), self.data("ready"))
        parts = [Part("strong", self.original.title), Part("text", self.say("paper_others"))]
        return self.message(parts, Prompt("menu", (*formats, *others), (back,)))

    def _as_chosen(self) -> list[Part]:
        """What is left out and what is changed, so that nobody is surprised by it."""
        found = []
        if self.left:
            found.append(Part("small", self.say("paper_without", parts=", ".join(self.left))))
        names = {quote_name(one.id) for one in _quotes(self.original)}
        if count := len(names & set(draft_of(self.shelf.visitor.draft, self.wanted).words)):
            found.append(Part("small", self.say("paper_edited", count=count)))
        return found

    def _choose(self, *first: Part) -> Outbound:
        """The parts with their marks; a tap changes the marks where they stand."""
        name = f"{DOCUMENT_MARK}{self.wanted.subject}{DOCUMENT_MARK}{self.wanted.kind}"
        choices = tuple(
            Button(_short(title), tap_data(name, self.number, str(place)))
            for place, title in enumerate(self.parts)
        )
        marked = tuple(p for p in range(len(self.parts)) if not self.out >> p & 1)
        done = Button(self.say("verb_done"), tap_data(name, self.number, "done"))
        data = tap_data(name, self.number, "")
        prompt = Prompt("several", choices, (done,), marked, data)
        if self.wanted.tapped and self.inbound.ref and not first:
            ref = self.inbound.ref
            return Outbound(self.inbound.channel, self.inbound.address, "mark", (), prompt, ref)
        return self.message([*first, Part("strong", self.say("paper_choose"))], prompt)

    def _words(self) -> Outbound:
        """The person's own words, to change one by one."""
        changed = draft_of(self.shelf.visitor.draft, self.wanted).words
        buttons = []
        for quote in _quotes(self.original):
            name = quote_name(quote.id)
            sign = "✎ " if changed.get(name) else "✗ " if name in changed else ""
            label = _short(f"{sign}{quote.label}: {changed.get(name) or quote.text}")
            buttons.append(Button(label, self.data("edit", f"q{name}")))
        ready = Button(self.say("verb_done"), self.data("ready"))
        parts = [Part("strong", self.say("paper_which_words")), *self._as_chosen()]
        return self.message(parts, Prompt("menu", (*buttons, ready)))

    def _edit(self) -> Outbound:
        """One quote: what is typed next takes its place."""
        name = self.wanted.quote
        found = next((q for q in _quotes(self.original) if quote_name(q.id) == name), None)
        if found is None:
            return self._words()
        changed = draft_of(self.shelf.visitor.draft, self.wanted).words
        ways = [("paper_drop", "drop")] if changed.get(name) != "" else []
        ways += [("paper_keep", "keep")] if name in changed else []
        verbs = [Button(self.say(key), self.data(word, f"q{name}")) for key, word in ways]
        verbs.append(Button(self.say("verb_back"), self.data("words")))
        words = changed.get(name) or found.text
        parts = [Part("strong", found.label), Part("quote", words)]
        return self.message(
            [*parts, Part("text", self.say("paper_type"))], Prompt("text", (), tuple(verbs))
        )

    def _document(self) -> Outbound:
        report, format = without(self.whole, self.left), self.wanted.format
        body, language = report.model_dump_json(), self.shelf.visitor.language
        document = Document(
            file_name(report, format), format, body, language, self.data(format),
            self.shelf.is_of_group(self.wanted.subject),
        )  # fmt: skip
        parts = [Part("text", self.say("paper_here", title=report.title)), *self._as_chosen()]
        return Outbound(
            self.inbound.channel, self.inbound.address, "document", tuple(parts), document=document
        )


def _quotes(report: Report) -> list[Quote]:
    return [block for one in report.sections for block in one.blocks if isinstance(block, Quote)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_LABEL_CHARS else line[: MAX_LABEL_CHARS - 1] + "…"
