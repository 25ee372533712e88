"""What is told of a collaboration's pulse: means, what stands out, one advice and a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date

from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round
from dialogues.messages.events import Part
from dialogues.messages.pictures import Mark, Picture, Scores, Series
from dialogues.texts.formats import figure
from frameworks.definition.conditions import Facts
from frameworks.definition.model import Framework
from frameworks.groups.pulse import ItemPulse, Observation, PulseResult, observe
from frameworks.scoring.advice import choose

MAX_PULSES_IN_TREND = 12
"""Pulses in a trend."""
Told = tuple[tuple[Part, ...], Picture | None]
Pulse = tuple[Round, PulseResult]


def pulse_words(
    content: Content, language: str, group: Collaboration, pulses: Sequence[Pulse], round_id: str
) -> Told | None:
    """What is told of one pulse, beside those before it; None when it is not there any more."""
    place = next((n for n, (one, _) in enumerate(pulses, 1) if one.id == round_id), 0)
    known = place and pulses[place - 1][1].framework in content.frameworks
    return PulseWords(content, language, group, pulses[:place]).told() if known else None


class PulseWords:
    """The words for the pulses of one collaboration, the oldest first."""

    def __init__(
        self, content: Content, language: str, group: Collaboration,
        pulses: Sequence[Pulse],
    ) -> None:  # fmt: skip
        self.content, self.language, self.group = content, language, group
        self.pulses = pulses[-MAX_PULSES_IN_TREND:]
        self.last = self.pulses[-1][1]

    def say(self, key: str, **values: object) -> str:
        return self.content.catalogue.say(self.language, key, **values)

    def told(self) -> Told:
        """The last pulse in words, with the trend as a picture where there is one."""
        framework = self.content.frameworks[self.last.framework]
        if not self.last.items:
            return (Part("text", self.say("pulse_too_few", k=self.last.rules.k)),), None
        seen = observe([result for _, result in self.pulses])
        parts = [Part("heading", self.group.name), Part("text", self._seen(framework, seen))]
        for item, beat in self.last.items.items():
            title = framework.item(item).title[self.language]
            parts.append(Part("item", f"{title}: {self._beat(beat, framework)}"))
        for mark, key in (("+ ", "pulse_content"), ("- ", "pulse_different")):
            lines = [line.removeprefix(mark) for line in self.last.lines if line.startswith(mark)]
            if lines:
                parts.append(Part("strong", self.say(key)))
                parts += [Part("quote", line) for line in lines]
        parts += self._next(framework, seen)
        return tuple(parts), self._trend(framework)

    def _seen(self, framework: Framework, seen: Observation) -> str:
        title = framework.item(seen.item).title[self.language] if seen.item else ""
        return self.say(f"pulse_group_{seen.course}", title=title, n=self.last.n)

    def _beat(self, beat: ItemPulse, framework: Framework) -> str:
        assert framework.scale is not None
        low, high = framework.scale.points[0].value, framework.scale.points[-1].value
        key = "pulse_mean"
        if beat.mean <= low + 0.5:
            key = "pulse_mean_low"
        if beat.mean >= high - 0.5:
            key = "pulse_mean_high"
        words = self.say(key, mean=figure(beat.mean, self.language), n=beat.n, high=high)
        return f"{words} {self.say('pulse_apart')}" if beat.apart else words

    def _next(self, framework: Framework, seen: Observation) -> list[Part]:
        """One advice and one question, on what stands out or else on the lowest."""
        about = seen.item or min(self.last.items, key=lambda item: self.last.items[item].mean)
        own = [one for one in framework.advice if one.about == about]
        chosen = choose(own, self._facts(framework), most=1)
        parts = [Part("text", one.advice.text[self.language]) for one in chosen]
        opening = framework.item(about).opening
        if opening is not None:
            parts.append(Part("strong", self.say("pulse_question")))
            parts.append(Part("text", opening[self.language]))
        return parts

    def _facts(self, framework: Framework) -> Facts:
        """The group's means as if they were one person's scores."""
        found: dict[str, float | frozenset[str]] = {}
        for item, beat in self.last.items.items():
            found |= {f"{item}.{name}": beat.mean for name in ("score", "low", "high")}
            found[f"{item}.band"] = frozenset({framework.band(beat.mean).id})
        return found

    def _trend(self, framework: Framework) -> Picture | None:
        """A line an item over the pulses, with how many answered; a gap where too few did."""
        if sum(bool(result.items) for _, result in self.pulses) < 2:
            return None
        assert framework.scale is not None
        low, *_, high = framework.scale.points
        series = tuple(
            Series(
                item.title[self.language],
                tuple(self._mark(result.items.get(item.id)) for _, result in self.pulses),
                "",
            )
            for item in framework.items
        )
        heads = tuple(
            (self._day(one), f"n = {result.n}" if result.items else self.say("pulse_gap"))
            for one, result in self.pulses
        )
        note = self.say(
            "chart_scores", low=low.value, high=high.value,
            low_label=low.label[self.language], high_label=high.label[self.language],
        )  # fmt: skip
        points = tuple(point.value for point in framework.scale.points)
        return Picture(
            self.say("chart_trend"), self.language, Scores("trend", note, points, heads, series)
        )

    def _mark(self, beat: ItemPulse | None) -> Mark:
        if beat is None:
            return Mark(self.say("pulse_gap"))
        return Mark(figure(beat.mean, self.language), beat.mean)

    def _day(self, one: Round) -> str:
        day: date = self.group.last_day(one.closes)
        return str(format_date(day, "d MMM", locale=self.language))
