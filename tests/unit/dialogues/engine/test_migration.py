"""A session is pinned to the content that it started with; a restart is no new content."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
TELL = """
from dialogues.authoring.loader import load
print({name: flow.digest for name, flow in load().dialogues.items()})
"""


def _digests(seed: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", TELL]
    return subprocess.check_output(command, env=environment, cwd=ROOT, text=True)


def test_the_digests_are_the_same_in_every_process() -> None:
    """Whatever the order in which a process keeps its sets."""
    first = _digests("1")
    assert "core_questions" in first
    assert _digests("2") == first
