"""`/summary`: which document, what goes in, and a person's own words in it. Pure.

What is left out travels in the buttons, so an old button still means what it says. Only the words
that were changed are kept, with their person.
"""

from __future__ import annotations

from dataclasses import replace

from dialogues.domain.document_edits import DocumentEdits, draft_of
from dialogues.messages.documents import DOCUMENT_MARK, FORMATS, PLACES, STEPS, TALK_KINDS
from dialogues.messages.events import DocumentRequested, PaperStep
from dialogues.messages.inputs import CHOSEN, Tap
from dialogues.turn.access import shared_kind
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import recent


class DocumentCommands:
    """What one can take along."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx, self.person = ctx, ctx.person

    def command(self, argument: str) -> None:
        """`[subject] [kind] [step or format] [xOUT] [qQUOTE]`: with no more than a subject the
        choosing begins anew; without a subject it is of the last talk."""
        words = argument.split()
        format = next((word for word in words if word in FORMATS), "")
        step = next((STEPS[word] for word in words if word in STEPS), None)
        out = next((_hex(word[1:]) for word in words if word[0] == "x" and _hex(word[1:])), 0)
        quote = next((word[1:] for word in words if word[0] == "q"), "")
        kind, subject = self._about(words)
        if not subject:
            self.ctx.tell("summary_none", self.ctx.menu())
            return
        if not step and not format:
            self._keep(None)
        wanted = DocumentRequested(
            kind, subject, "make" if format else step or "ready", format, out
        )
        if quote:
            self._quote(wanted, quote, words)
        else:
            self.ctx.event(wanted)

    def _about(self, words: list[str]) -> tuple[str, str]:
        """Kind and subject, of this person's own; without a subject it is the last talk."""
        kind = next((word for word in words if word in TALK_KINDS), "summary")
        talks = [k for k in self.person.sessions if k.dialogue in self.ctx.content.dialogues]
        for word in words:
            if any(talk.id == word for talk in talks):
                return kind, word
            if shared := shared_kind(self.person, word):
                return shared, word
        active = self.ctx.active()
        last = active if active in talks else min(talks, key=recent, default=None)
        return kind, last.id if last else ""

    # --- parts on and off

    def tap(self, tap: Tap) -> None:
        """A part goes out or in again; all at once from a form; or it is done."""
        subject, _, kind = tap.session.removeprefix(DOCUMENT_MARK).partition(DOCUMENT_MARK)
        seen, out = tap.number >> PLACES, tap.number & ((1 << PLACES) - 1)
        step: PaperStep = "parts"
        if tap.what == "done":
            step = "ready"
        elif tap.what.startswith(CHOSEN):
            step, out = "ready", ~_places(tap.what.removeprefix(CHOSEN)) & ((1 << PLACES) - 1)
        elif tap.what.isascii() and tap.what.isdigit() and int(tap.what) < PLACES:
            out ^= 1 << int(tap.what)
        if self._about([kind, subject]) != (kind, subject):
            self.ctx.notice()
            return
        chosen = seen << PLACES | out
        self.ctx.event(DocumentRequested(kind, subject, step, out=chosen, tapped=True))

    # --- one's own words

    def _quote(self, wanted: DocumentRequested, quote: str, words: list[str]) -> None:
        """Ask for new words; or leave the quote out (`drop`), or let it be as it was (`keep`)."""
        draft = self.draft(wanted)
        changed = dict(draft.words)
        if "drop" in words:
            changed[quote] = ""
        elif "keep" in words:
            changed.pop(quote, None)
        else:
            self._keep(replace(draft, asking=quote, out=wanted.out))
            self.ctx.event(replace(wanted, step="edit", quote=quote))
            return
        self._keep(replace(draft, words=changed, asking=""))
        self.ctx.event(replace(wanted, step="words"))

    @property
    def asks(self) -> bool:
        """Whether what is typed now are the new words of a quote."""
        return self.person.draft is not None and bool(self.person.draft.asking)

    def typed(self, text: str, verb: str | None) -> None:
        """The new words; a word that is a command leaves them as they were."""
        draft = self.person.draft
        assert draft is not None
        words = dict(draft.words)
        if verb is None and text.strip():
            words[draft.asking] = text.strip()
        self._keep(replace(draft, words=words, asking=""))
        self.ctx.event(DocumentRequested(draft.kind, draft.subject, "words", out=draft.out))

    def leave(self) -> None:
        """Something else was asked: what is typed next is no quote any more."""
        if self.asks and self.person.draft:
            self._keep(replace(self.person.draft, asking=""))

    def draft(self, wanted: DocumentRequested) -> DocumentEdits:
        """The changed words of this document; none of another's."""
        return draft_of(self.person.draft, wanted)

    def _keep(self, draft: DocumentEdits | None) -> None:
        if draft != self.person.draft:
            self.person.draft = draft
            self.ctx.result.person_changed = True


def _hex(text: str) -> int:
    try:
        return int(text, 16) if len(text) <= 16 else 0
    except ValueError:
        return 0


def _places(text: str) -> int:
    """`1,3` as bits."""
    found = {int(one) for one in text.split(",") if one.isascii() and one.isdigit()}
    return sum(1 << one for one in found if one < PLACES)
