"""What we say in the members' group chat, in its collaboration's language.

Only what all of them may know: a round is open, its result, what to talk about. Nothing leads from
there back to one of them, and whoever wants to answer goes to a private talk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages.links import Links
from bot.messages.messages import Outbound
from dialogues.definition.content import Content
from dialogues.domain.closing_day import day_words
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.domain.round_dialogue import dialogue_for
from dialogues.messages.events import Button, Part, PostWanted, Prompt
from dialogues.messages.links import ROUND_MARK
from dialogues.messages.pictures import Picture
from dialogues.results.pictures import Charts
from dialogues.results.pulse import Pulse, pulse_words
from frameworks.agenda.agenda import Agenda
from frameworks.agenda.proposal import propose
from frameworks.groups.results import GroupResult

TALK = 60
"""Minutes of a talk whose agenda nobody made yet."""
Record = Mapping[str, Any]
"""What is kept of a published round."""


def posts(
    content: Content,
    member: Membership,
    event: PostWanted,
    record: Record,
    links: Links,
    pulses: Sequence[Pulse] = (),
) -> list[Outbound]:
    """The messages of one post, for the group chat of this member's collaboration."""
    poster = _Poster(content, member.collaboration, links)
    if event.what == "result" and any(one.id == event.round for one, _ in pulses):
        return list(poster.pulse(pulses, event.round))
    if event.what == "hello":
        return [poster.hello()]
    if event.what == "opened":
        return [poster.opened(one) for one in member.rounds if one.id == event.round]
    result = GroupResult.load(record["result"]) if "result" in record else None
    if result is None or not result.overall:
        return [poster.too_few()]
    return list(poster.result(result) if event.what == "result" else poster.agenda(result, record))


@dataclass(frozen=True, slots=True)
class _Poster:
    content: Content
    group: Collaboration
    links: Links

    def hello(self) -> Outbound:
        return self._message(self._text("group_hello"))

    def opened(self, one: Round) -> Outbound:
        """With the way to a private talk, that leads on for members only."""
        minutes = self.content.dialogues[dialogue_for(self.content, one)].raw.minutes
        closes = day_words(self.content.catalogue, self.group, one, self.group.language)
        fill = Button(self._say("button_group_fill"), self.links.telegram(ROUND_MARK + one.id))
        words = self._text("group_opened", closes=closes, minutes=minutes)
        way = Prompt("menu", (fill,)) if self.links.username else None
        return self._message(words, prompt=way)

    def too_few(self) -> Outbound:
        return self._message(self._text("group_too_few"))

    def pulse(self, pulses: Sequence[Pulse], name: str) -> Iterator[Outbound]:
        """What came of a pulse, in the words in which members hear it."""
        told = pulse_words(self.content, self.group.language, self.group, pulses, name)
        if told is not None:
            parts, picture = told
            yield self._message(*parts, picture=picture)

    def result(self, result: GroupResult) -> Iterator[Outbound]:
        """How far each item is, and its mean: of all together."""
        framework = self.content.frameworks[result.framework]
        charts = Charts(framework, self.content.catalogue, self.group.language)
        words = [self._text("group_result")]
        line = charts.line(result) if framework.bands and not result.few else None
        for picture in (line, charts.means(result)):
            if picture is not None:
                yield self._message(*words, *_told(picture), picture=picture)
                words = []

    def agenda(self, result: GroupResult, record: Record) -> Iterator[Outbound]:
        """The points as the facilitator left them; their notes stay theirs."""
        if result.few and "agenda" not in record:
            yield self._message(self._text("group_no_agenda"))
            return
        agenda = self._agenda(result, record)
        yield self._message(
            self._text("group_agenda", minutes=agenda.minutes),
            *(
                part
                for number, point in enumerate(agenda.entries, 1)
                for part in (
                    Part("heading", self._point(number, point.title, point.minutes)),
                    Part("text", point.opening),
                )
                if part.text
            ),
        )

    def _agenda(self, result: GroupResult, record: Record) -> Agenda:
        if "agenda" in record:
            return Agenda.load(record["agenda"])
        framework = self.content.frameworks[result.framework]
        return propose(result, framework, self.content.guide, TALK, self.group.language)

    def _point(self, number: int, title: str, minutes: int) -> str:
        return self._say("group_point", number=number, title=title, minutes=minutes)

    def _say(self, key: str, **values: Any) -> str:
        return self.content.catalogue.say(self.group.language, key, **values)

    def _text(self, key: str, **values: Any) -> Part:
        return Part("text", self._say(key, collaboration=self.group.name, **values))

    def _message(
        self, *parts: Part, prompt: Prompt | None = None, picture: Picture | None = None
    ) -> Outbound:
        return Outbound("telegram", self.group.chat, "say", parts, prompt, picture=picture)


def _told(picture: Picture) -> Iterator[Part]:
    yield Part("heading", picture.title)
    for words in picture.words:
        yield Part("item", words)
