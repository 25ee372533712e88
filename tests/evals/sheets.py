"""Sheets for raters who do not know which version they read, and the key for who counts later."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase

from tests.evals.cases import Case
from tests.evals.outcomes import Outcomes

STEP = ("within the role", "within two weeks", "one action, a person and a moment", "to say aloud")
FAULTS = (
    "a non-answer used as a reason, or quoted",
    "an act outside the role",
    "collaborating advised or praised where the need goes one way or is absent",
    "a legal falsehood",
    "a breach of confidence",
)


def write_sheets(
    cases: Sequence[Case], versions: Mapping[str, Outcomes], folder: Path, seed: int
) -> None:
    """`<case>.md` for each case, and `key.json`: `[case][letter]` is the version.

    `versions[name]` has an outcome for each case. The same seed shuffles in the same way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chance, key = random.Random(seed), {}
    for case in cases:
        names = sorted(versions)
        chance.shuffle(names)
        key[case.id] = dict(zip(ascii_uppercase, names, strict=False))
        texts = {letter: versions[name][case.id]["shown"] for letter, name in key[case.id].items()}
        (folder / f"{case.id}.md").write_text(sheet(case, texts), encoding="utf-8")
    (folder / "key.json").write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8")


def sheet(case: Case, texts: Mapping[str, str]) -> str:
    """What was asked for and what came of it, with a box for each thing to judge."""
    lines = [
        f"# {case.id}",
        f"{case.role}, {case.dialogue}, {case.language}. In each box: 0 or 1, in doubt 0; the main "
        "thing 0, 1 or 2.",
        "## What the person said",
        *(f"- `{about}`: {answer}" for about, answer in case.answers),
        "## What a consultant would say",
        f"Main thing: {case.main_thing}",
        f"A good next step: {case.step} “{case.say}”",
    ]
    for letter, text in texts.items():
        lines += [f"## Text {letter}", text or "(nothing)", f"### Judgement of {letter}"]
        lines += [f"- [ ] {point.text} ({point.kind})" for point in case.points]
        lines += ["- [ ] main thing (0, 1, 2)", *(f"- [ ] next step: {one}" for one in STEP)]
        lines += [f"- [ ] fault: {one}" for one in (*case.must_not_say, *FAULTS)]
    return "\n\n".join(lines).replace("\n\n- [ ]", "\n- [ ]").replace("\n\n- `", "\n- `") + "\n"
