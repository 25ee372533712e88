"""The command line, as a real process."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from bot.authoring.sources import used_points
from tests.support.command_line import CONTENT, ROOT, run
from tests.support.content import loaded

BROKEN = ROOT / "tests" / "fixtures" / "broken"
TWINS = """
entries:
- id: faq_twin_one
  examples: {nl: [hoe fokt men alpacas, alpacas fokken in het voorjaar,
    een alpaca die jongen krijgt],
    en: [how to breed alpacas, breeding alpacas in spring, an alpaca with young]}
  answer: {nl: Geduldig., en: With patience.}
  about: coach
- id: faq_twin_two
  examples: {nl: [alpacas fokken in de herfst, mag men alpacas fokken,
    jongen van een alpaca verkopen],
    en: [breeding alpacas in autumn, may one breed alpacas, selling the young of an alpaca]}
  answer: {nl: Met een vergunning., en: With a permit.}
  about: coach
"""
"""Two entries that are asked for in the same words."""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.txt"
    path.write_text("1\n30 huizen in 2027\n2\nHeumen\n1\n1\n")
    return path


def test_play_replays_a_file_of_answers(answers: Path) -> None:
    """The transcript, and 0 at the end."""
    played = run("play", "tiny", "--answers", str(answers), "--content", str(CONTENT))
    assert played.returncode == 0
    assert "> Heumen" in played.stdout
    assert "Het gaat goed" in played.stdout


def test_play_ends_with_2_when_answers_run_out(answers: Path) -> None:
    """A script can tell the difference."""
    answers.write_text("1\n/onzin\n")
    played = run("play", "tiny", "--answers", str(answers), "--content", str(CONTENT))
    assert played.returncode == 2
    assert "ken ik niet" in played.stdout


def test_play_reads_what_is_no_text_too(answers: Path) -> None:
    """A byte that is none, and a character of which no JSON is made."""
    answers.write_bytes(b"1\n30 huizen\0 \xff in 2027\n2\nHeumen\n1\n1\n")
    played = run("play", "tiny", "--answers", str(answers), "--content", str(CONTENT))
    assert (played.returncode, played.stderr) == (0, "")


def test_play_prints_events_as_json(answers: Path) -> None:
    """One object a line, in the words of the events."""
    played = run(
        "play", "tiny", "--lang", "en", "--json",
        "--answers", str(answers), "--content", str(CONTENT),
    )  # fmt: skip
    events = [json.loads(line) for line in played.stdout.splitlines()]
    assert events[0]["type"] == "SessionStarted"
    assert events[-2]["type"] == "SessionCompleted"
    assert {"verdict": "fine", "name": "Heumen"}.items() <= next(
        e for e in events if e["type"] == "VerdictGiven"
    ).items()


def test_an_unknown_dialogue_names_the_known_ones() -> None:
    """So that nobody has to search."""
    played = run("play", "nothing")
    assert played.returncode == 1
    assert "core_questions" in played.stderr


def test_check_counts_the_inventory(tmp_path: Path) -> None:
    """Used and unused points; the unused by name when asked."""
    ids = tmp_path / "ids.txt"
    ids.write_text("\n".join(sorted({*used_points(loaded()), "X9"})))
    checked = run("check", "--inventory", str(ids), "-v")
    assert checked.stdout.splitlines()[-1].startswith("inventory: ")
    assert "unused: X9" in checked.stdout
    assert checked.returncode == 0


def test_check_measures_how_questions_find_their_answers(tmp_path: Path) -> None:
    """The figure always; on request the entries that get in each other's way, which is no fault."""
    folder = tmp_path / "dialogues" / "faq"
    folder.mkdir(parents=True)
    (folder / "twins.yaml").write_text(TWINS, encoding="utf-8")
    plain = run("check", "--content", str(tmp_path))
    told = run("check", "-v", "--content", str(tmp_path))
    assert plain.returncode == told.returncode == 0
    assert re.search(r"questions to the coach: of \d+ examples.* \d+% find", plain.stdout)
    assert "notice" not in plain.stdout
    ways = [line for line in told.stdout.splitlines() if line.startswith("notice: ")]
    assert any("faq_twin_one" in line and "faq_twin_two" in line for line in ways)


def test_check_says_clearly_that_the_inventory_is_absent(tmp_path: Path) -> None:
    """No silent pass."""
    checked = run("check", "--inventory", str(tmp_path / "gone.txt"))
    assert checked.returncode == 1
    assert "is not there" in checked.stderr


def test_check_tells_all_faults_and_the_bot_refuses_to_start(tmp_path: Path) -> None:
    """The same lines, and exit 1, in both."""
    checked = run("check", "--content", str(BROKEN / "references"))
    assert checked.returncode == 1
    told = (BROKEN / "references.txt").read_text()
    assert checked.stderr == told
    started = run(
        "run",
        SAMENSPRAAK_CONTENT=str(BROKEN / "references"),
        SAMENSPRAAK_DATA_DIR=str(tmp_path / "data"),
        SAMENSPRAAK_WEB_PORT="0",
    )
    assert (started.returncode, started.stderr) == (1, told)


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    """Without a traceback."""
    started = run("run", SAMENSPRAAK_MODE="push", SAMENSPRAAK_DATA_DIR=str(tmp_path / "d"))
    assert started.returncode == 1
    assert started.stderr.count("\n") == 1


@pytest.mark.parametrize("dialogue", ["core_questions", "tiny"])
def test_graph_draws_every_state(dialogue: str) -> None:
    """As SVG that is XML, and as Mermaid."""
    import xml.etree.ElementTree as ET

    drawn = run("graph", dialogue, "--content", str(CONTENT))
    titles = {e.text for e in ET.fromstring(drawn.stdout).iter("{http://www.w3.org/2000/svg}title")}
    mermaid = run("graph", dialogue, "--format", "mermaid", "--content", str(CONTENT)).stdout
    assert mermaid.startswith("flowchart TD")
    for state in ("role", "partners" if dialogue == "core_questions" else "liked"):
        assert state in titles
        assert f"    {state}[" in mermaid


def test_a_key_can_be_rotated(tmp_path: Path) -> None:
    """The command says what to do next; without a key, or a database to seal anew, it says what is
    wrong."""
    environment = {
        "SAMENSPRAAK_KEY_FILE": str(tmp_path / "key"),
        "SAMENSPRAAK_DATA_DIR": str(tmp_path / "d"),
    }
    assert run("rotate-key", **environment).returncode == 1
    from storage.core.crypto import load_keys

    load_keys(tmp_path / "key", may_make=True)
    assert "Back up that file" in run("rotate-key", **environment).stdout
    assert len((tmp_path / "key").read_text().splitlines()) == 3
    assert "there is no database" in run("rotate-key", "--reseal", **environment).stderr


@pytest.mark.parametrize("coding", ["utf-8", "latin-1", "utf-16"])
def test_play_reads_answers_however_they_were_saved(answers: Path, coding: str) -> None:
    answers.write_text("1\n30 huizen in Súdwest in 2027\n", encoding=coding)
    played = run("play", "tiny", "--answers", str(answers), "--content", str(CONTENT))
    assert "> 30 huizen in Súdwest in 2027" in played.stdout


@pytest.mark.parametrize("option", ["--answers", "--content"])
def test_what_is_not_there_gets_one_line(tmp_path: Path, option: str) -> None:
    played = run("play", "core_questions", option, str(tmp_path / "none"))
    assert (played.returncode, played.stdout) == (1, "")
    assert len(played.stderr.splitlines()) == 1


def test_the_version_is_told() -> None:
    told = run("--version")
    assert (told.returncode, told.stderr) == (0, "")
    assert re.fullmatch(r"samenspraak \d+\.\d+\.\d+\S*\n", told.stdout)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("pl", "play"), ("play core_q", "core_questions"), ("play --lang e", "en"),
        ("play core_questions --ke", "--keep"), ("export --format xl", "xlsx"),
        ("completion z", "zsh"),
    ],
)  # fmt: skip
def test_a_shell_completes_what_is_typed(words: str, completed: str) -> None:
    script = run("completion", "bash").stdout
    typed = ["samenspraak", *words.split()]
    line = f"COMP_WORDS=({' '.join(typed)}); COMP_CWORD={len(typed) - 1}; _samenspraak"
    bash = subprocess.run(
        ["bash", "-c", f'{script}\n{line}; echo "${{COMPREPLY[*]}}"'],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert bash.stdout.split() == [completed]
