"""From ratings to a scorecard. An unknown is never counted as a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from frameworks.definition.conditions import Fact
from frameworks.definition.model import Band, Framework, Item, Perspective


@dataclass(frozen=True, slots=True)
class Score:
    """One item's score.

    item: its id
    mean: of its ratings, on the scale; None when nothing was rated
    band: the one that the mean falls in
    rated: how many statements were
    asked: how many statements there are
    """

    item: str
    mean: float | None
    band: Band | None
    rated: int
    asked: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One person's scores on a framework.

    framework: its id
    scores: in the framework's order
    mean: of the items' means; None when nothing was rated
    perspectives: `perspectives[perspective]`: the mean of its items' means
    """

    framework: str
    scores: tuple[Score, ...]
    mean: float | None
    perspectives: Mapping[Perspective, float | None]

    def weakest(self, most: int) -> list[Score]:
        """The lowest scored items that are not strong, lowest first; ties keep their order."""
        scored = [s for s in self.scores if s.mean is not None and not _strong(s)]
        return sorted(scored, key=lambda s: s.mean or 0.0)[:most]

    def facts(self) -> dict[str, Fact]:
        """`item.score` and `item.band` for every scored item, for conditions."""
        found: dict[str, Fact] = {}
        for score in self.scores:
            if score.mean is not None and score.band is not None:
                found[f"{score.item}.score"] = score.mean
                found[f"{score.item}.band"] = frozenset({score.band.id})
        return found


def score(framework: Framework, ratings: Mapping[str, float | None]) -> Scorecard:
    """Score `ratings[statement id]`: a rating on the framework's scale, None for unknown."""
    scores = []
    for item in framework.items:
        rated = rated_of(item, ratings)
        mean = _mean(rated)
        band = framework.band(mean) if mean is not None else None
        scores.append(Score(item.id, mean, band, len(rated), len(item.statements)))
    by_item = {s.item: s.mean for s in scores}
    perspectives: dict[Perspective, float | None] = {
        p: _mean(by_item[i.id] for i in framework.items if i.perspective == p)
        for p in dict.fromkeys(i.perspective for i in framework.items)
        if p is not None
    }
    return Scorecard(framework.id, tuple(scores), _mean(by_item.values()), perspectives)


def rated_of(item: Item, ratings: Mapping[str, float | None]) -> list[float]:
    """The ratings of an item's statements; its score is their mean."""
    return [r for s in item.statements if (r := ratings.get(s.id)) is not None]


def _strong(score: Score) -> bool:
    return score.band is not None and score.band.standing == "strong"


def _mean(values: Iterable[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return fmean(known) if known else None
