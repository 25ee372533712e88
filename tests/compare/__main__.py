"""`python -m tests.compare OLD`: whether this says, keeps and exports what OLD does.

OLD is a checkout of another commit, with its .venv. What is meant to differ is put aside: MEANT.
"""

from __future__ import annotations

import difflib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIXTURES = HERE.parent / "fixtures"
LINES = 12
BUTTON = re.compile(r"^(\w+\.\d+\.)(?:\d+|\+.*|=.*)$")
"""Of a choice: a place of before, or an id."""
LINK = re.compile(r"(/page/\.?[\w-]+)\.[\w-]+\.[\w-]+")
RENAMED = {"acquainted": "known"}
"""A choice in the tests' own content, whose name came to mean something."""
MEANT = {
    "asked": "a session notes what its question showed last",
    "digest": "stands for the content as it is written",
    "data": "buttons of choices carry ids, no longer places",
    "link": "a signed link bears the time of the clock that is given, no longer of the wall",
}


def played(version: Path) -> dict[str, Any]:
    """What comes of the inputs in a version, by what it is about."""
    given = FIXTURES / "conversations", FIXTURES / "released" / "key"
    command = [version / ".venv" / "bin" / "python", HERE / "play.py", *given]
    here = {"PYTHONPATH": str(version)}
    made = subprocess.run(command, cwd=version, env=here, capture_output=True, text=True)
    if made.returncode:
        sys.exit(f"{version} did not play to the end:\n{made.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(made.stdout.rpartition("RESULT")[2])
    return found


def plain(value: Any) -> Any:
    """Without what is meant to differ."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name not in ("asked", "digest")}
    if isinstance(value, str):
        value = RENAMED.get(value, value)
        return LINK.sub(r"\1", BUTTON.sub(r"\1*", value))
    return value


def lines(value: Any) -> list[str]:
    text = json.dumps(plain(value), ensure_ascii=False, indent=0, sort_keys=True)
    return text.replace("\\n", "\n").splitlines()


def differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name in sorted(old.keys() | new.keys()):
        pair = lines(old.get(name)), lines(new.get(name))
        found = [
            line
            for line in difflib.unified_diff(*pair, n=1, lineterm="")
            if not line.startswith(("---", "+++"))
        ]
        if found:
            yield name, found


def main() -> int:
    old, new = played(Path(sys.argv[1]).resolve()), played(ROOT)
    found = list(differences(old, new))
    for name, shown in found:
        print(f"\n{name}: {len(shown)} lines")
        print("\n".join(line[:200] for line in shown[:LINES]))
    for name, why in MEANT.items():
        print(f"put aside: {name}: {why}")
    print(f"{len(new)} things compared, {len(found)} differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
