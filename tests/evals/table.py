"""The scores as tables in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean

from tests.evals.cases import KINDS, Case
from tests.evals.chance import by_chance
from tests.evals.play import Played
from tests.evals.repeats import advice_shares, general_share
from tests.evals.scores import Score

MOST_REPEATED = 5
MAX_WORDS = 250
Row = tuple[str, ...]


def tables(
    cases: Mapping[str, Case], played: Mapping[str, Played], scored: Mapping[str, Score]
) -> str:
    """All of it: the whole, by kind, dialogue, role and case, and what repeats."""
    parts = [
        _table(("all cases", "seen", "goal"), _whole(cases, played, scored)),
        _table(("kind of point", "points", "met"), _kinds(scored.values())),
        _grouped("dialogue", cases, scored, lambda case: case.dialogue),
        _grouped("role", cases, scored, lambda case: case.office),
        _grouped("language", cases, scored, lambda case: case.language),
        _grouped("made by", cases, scored, lambda case: "others" if case.id[0] == "C" else "us"),
        _grouped("case", cases, scored, lambda case: case.id),
        _table(
            ("advice", "in this share of the cases"),
            [(name, _percent(share)) for name, share in advice_shares(played)[:MOST_REPEATED]],
        ),
    ]
    return "\n\n".join(parts)


def _whole(
    cases: Mapping[str, Case], played: Mapping[str, Played], scored: Mapping[str, Score]
) -> list[Row]:
    every = list(scored.values())
    typed = [met for one in every for (_, met), text in zip(one.points, one.texts, strict=True)
             if text]  # fmt: skip
    theirs, words = sum(one.theirs for one in every), sum(one.words for one in every)
    used, there = (sum(one.figures[i] for one in every) for i in (0, 1))
    good = sum(one.share >= 0.5 and not any(one.faults.values()) for one in every)
    most = advice_shares(played)[:1]
    rules = {rule: sum(len(one.faults[rule]) for one in every) for rule in every[0].faults}
    return [
        ("cases", str(len(every)), ""),
        ("decisive points (by words)", _percent(fmean(one.share for one in every)), "≥ 70 %"),
        ("… that rest on typed words", _percent(_mean(typed)), ""),
        ("… that another's outcome meets, by chance", _percent(by_chance(cases, played)), "≤ 1 %"),
        ("main thing, of 2 (by words)", f"{fmean(one.main for one in every):.1f}", "≥ 1.5"),
        ("next step, of 4 (by words)", f"{fmean(sum(one.step) for one in every):.1f}", "≥ 3.5"),
        *(
            (f"… {name}", _percent(_mean([one.step[i] for one in every])), "")
            for i, name in enumerate(("within the role", "soon", "someone", "to say aloud"))
        ),
        ("words shown, on average", f"{fmean(one.words for one in every):.0f}", f"≤ {MAX_WORDS}"),
        ("… most", str(max(one.words for one in every)), f"≤ {MAX_WORDS}"),
        ("the person's share of the words", _percent(theirs / max(words, 1)), "≤ 50 %"),
        ("typed figures in our sentences", f"{used} of {there}", ""),
        ("sentences that another case gets too", _percent(general_share(cases, played)), ""),
        ("most frequent advice: share of cases", _percent(most[0][1] if most else 0.0), ""),
        *((f"faults: {rule}", str(count), "0") for rule, count in rules.items()),
        ("cases without fault, half of the points", str(good), ""),
        ("answers put aside wrongly", str(sum(len(p.refused) for p in played.values())), "0"),
        (
            "answers let go: don't know, skipped",
            str(sum(len(p.let_go) for p in played.values())),
            "",
        ),
        ("answers kept in part", str(sum(len(p.in_part) for p in played.values())), "0"),
        ("non-answers kept as answers", str(sum(len(p.stored) for p in played.values())), "0"),
        ("answers not asked for any more", str(sum(len(p.left_out) for p in played.values())), ""),
        ("questions passed over", str(sum(len(p.passed) for p in played.values())), ""),
    ]


def _kinds(scored: Iterable[Score]) -> list[Row]:
    met: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    for one in scored:
        for kind, held in one.points:
            met[kind].append(held)
    return [(kind, str(len(held)), _percent(_mean(held))) for kind, held in met.items()]


def _grouped(
    title: str,
    cases: Mapping[str, Case],
    scored: Mapping[str, Score],
    group: Callable[[Case], str],
) -> str:
    names = dict.fromkeys(group(case) for case in cases.values())
    rows = [
        (name, *_row([scored[one.id] for one in cases.values() if group(one) == name]))
        for name in names
    ]
    return _table((title, "cases", "points", "main", "step", "words", "faults"), rows)


def _row(some: Sequence[Score]) -> Row:
    broken = fmean(sum(map(len, one.faults.values())) for one in some)
    return (
        str(len(some)),
        _percent(fmean(one.share for one in some)),
        f"{fmean(one.main for one in some):.1f}",
        f"{fmean(sum(one.step) for one in some):.1f}",
        f"{fmean(one.words for one in some):.0f}",
        f"{broken:.1f}",
    )


def _mean(held: Sequence[bool]) -> float:
    return fmean(held) if held else 0.0


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _table(head: Row, rows: Sequence[Row]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
