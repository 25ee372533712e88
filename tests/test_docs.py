"""The pages say what is so: their examples work, their tables are complete, their links lead on."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.authoring.diagram import svg
from bot.channels.console import play
from bot.cli.main import _parser
from bot.config.given import PREFIX
from bot.config.settings import Settings
from dialogues.definition.content import Content
from tests.support.content import load_beside, loaded
from tests.support.drawings import LAYERS, below, mermaid, table
from tests.support.drawings import rooms as rooms_and_imports

ROOT = Path(__file__).parent.parent
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
AUTHORS = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
OPERATORS = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
TERMS = """
    framework, item, statement, scale, dialogue, state, prompt, choice, session, input, sprint,
    event, signal, advice, scorecard, group result, collaboration, member, round, ballot, shift,
    agenda, pulse, fire, `TurnContext`, `Dispatcher`, `TurnResult`, `Run`, `Notification`,
    `DocumentEdits`, inbound, outbound, inbox, outbox, channel, report
"""
REGISTRIES = [
    ".".join(host)
    for host in (
        ("py" + "pi", "org"), ("python" + "hosted", "org"), ("npm" + "js", "org"),
        ("yarnpkg", "com"), ("crates", "io"), ("golang", "org"), ("rubygems", "org"),
        ("docker", "io"), ("anaconda", "org"),
    )
]  # fmt: skip


def fenced(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def marked(name: str) -> str:
    """The block of the authors' page that stands under a mark."""
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)^```", AUTHORS, re.DOTALL | re.MULTILINE)
    assert found, f"no block marked {name}"
    return found[1]


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading."""
    lines = text.partition(f"\n{heading}\n")[2].splitlines()
    table = [line for line in lines[: _end_of_table(lines)] if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table[2:]]


def _end_of_table(lines: list[str]) -> int:
    start = next(i for i, line in enumerate(lines) if line.startswith("|"))
    ends = (i for i, line in enumerate(lines) if i > start and not line.startswith("|"))
    return next(ends, len(lines))


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- for authors


def test_the_example_of_thirty_lines_works(tmp_path: Path) -> None:
    """It has at most 30 lines, no faults, and its answers lead to its end and its verdict."""
    example = marked("example: first_visit")
    assert len(example.splitlines()) <= 30
    write(tmp_path, "dialogues/first_visit.yaml", example)
    told: list[str] = []
    answers = marked("answers: first_visit").splitlines()
    assert play(load_beside(tmp_path), "first_visit", "nl", answers, out=told.append) == 0
    assert any("Bel nu" in line and "Hoe zij de avondopenstelling" in line for line in told)
    assert any("overslaan" in line for line in told), "the coach did not ask on"


def test_every_other_example_works_too(tmp_path: Path) -> None:
    """All fragments behind the example, and the framework, make a dialogue without faults."""
    blocks = fenced(AUTHORS, "yaml")
    states = [block for block in blocks if block.startswith("- ")]
    assert len(states) >= 6
    whole = marked("example: first_visit").replace("id: first_visit", "id: whole", 1)
    for block in states:
        whole += "".join(f"  {line}\n" for line in block.splitlines())
    write(tmp_path, "dialogues/whole.yaml", whole)
    framework = next(block for block in blocks if "\nitems:" in block)
    write(tmp_path, "frameworks/good_neighbours.yaml", framework)
    write(tmp_path, "frameworks/common/scales_and_bands.yaml", marked("example: scales"))
    write(tmp_path, "frameworks/ways/walk.yaml", marked("example: walk"))
    questions = next(block for block in blocks if block.startswith("entries:"))
    write(tmp_path, "dialogues/faq/region.yaml", questions)
    content = load_beside(tmp_path)
    kinds = {getattr(state, "kind", "use") for state in content.dialogues["whole"].raw.states}
    assert kinds >= {"choice", "several", "text", "names", "say", "repeat", "verdict"}
    assert kinds >= {"statements", "scorecard", "advice", "ranking", "plan", "comparison"}
    assert content.frameworks["good_neighbours"].band(1).id == "address"
    assert "walk" in {way.id for way in content.guide.ways}
    found = content.faq.find("in welke plaats is het secretariaat", "nl")
    assert found is not None and found.id == "faq_our_secretariat"


def test_all_signals_are_explained(content: Content) -> None:
    """Those that there are, and no other."""
    told = [row[0].strip("`") for row in rows(AUTHORS, "## Follow-ups and signals")]
    assert told == list(content.signals.rules)


@pytest.mark.parametrize(
    ("page", "heading", "folders"),
    [
        (AUTHORS, "## What the faults mean", ["frameworks", "dialogues"]),
        (OPERATORS, "## When it does not start", ["bot", "storage"]),
    ],
    ids=["authors", "operators"],
)
def test_the_messages_that_are_explained_exist(page: str, heading: str, folders: list[str]) -> None:
    """Every piece of those that are ours stands in the code."""
    code = "".join(p.read_text(encoding="utf-8") for f in folders for p in (ROOT / f).rglob("*.py"))
    code = re.sub(r'"\n\s*f?"', "", code)
    explained = [
        message for row in rows(page, heading) for message in re.findall("`(.*?)`", row[0])
    ]
    assert len(explained) > 10
    for message in explained:
        if message.startswith(("cannot start: ", "file is not", "Can't locate", "file.yaml")):
            continue  # in the words of others
        pieces = re.split(r"'[^']*'|…|\d+|\bnl\b|: $", message)
        for piece in (piece.strip() for piece in pieces):
            assert piece in code, message


# --- for operators


def test_the_table_of_settings_is_complete() -> None:
    """Every setting, with what is allowed in the words of its own message, and its default."""
    told = {row[0].strip("`"): row for row in rows(OPERATORS, "## Settings")}
    assert list(told) and set(told) == {PREFIX + name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        _, default, allowed, use = told[PREFIX + name.upper()]
        assert allowed == field.description
        assert use
        if field.default is not None:
            value = int(field.default) if isinstance(field.default, bool) else field.default
            assert default == f"`{value}`"


# --- for administrators


def test_the_ways_out_are_called_as_in_the_talk(content: Content) -> None:
    """Each button and each command that the page names is there, in Dutch."""
    page = (ROOT / "docs" / "bestuurders.md").read_text(encoding="utf-8")
    told = rows(page, "## U kunt altijd een andere kant op")
    labels = set(content.catalogue.languages["nl"].strings.values())
    assert len(told) >= 9
    for _, button, typed in told:
        words = typed.strip("`")
        verb = content.catalogue.verb(words[1:]) if words[0] == "/" else None
        assert button in labels, button
        assert verb or content.catalogue.phrase(words, "nl"), words


# --- all pages


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for block in fenced(page.read_text(encoding="utf-8"), "sh"):
            for line in block.splitlines():
                yield str(page.relative_to(ROOT)), line


DIALOGUES = sorted(loaded().dialogues)
OURS = [(page, line) for page, line in commands() if re.match(r"(\S*/)?samenspraak ", line)]
MAKES = [(page, line) for page, line in commands() if re.search(r"(^|\s)make ", line)]


@pytest.mark.parametrize(("page", "line"), OURS)
def test_commands_parse(page: str, line: str) -> None:
    """As the command line takes them."""
    words = shlex.split(line.partition(" > ")[0])
    assert callable(_parser().parse_args(words[1:]).run)


def test_commands_are_found() -> None:
    """Each command of ours is shown somewhere, and what make is asked for is in the Makefile."""
    assert {shlex.split(line)[1] for _, line in OURS} == {
        "run", "play", "check", "graph", "schema", "rotate-key", "backup", "restore", "inbox",
        "outbox", "copy", "export", "erase-again", "demo-round",
    }  # fmt: skip
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert {line.partition("make ")[2].split()[0] for _, line in MAKES} <= targets
    assert {"make demo", "make test"} <= {line for _, line in MAKES}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """To a file or folder in this project, and to a heading that it has. Pictures too."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        assert not target.startswith("http"), f"{target} leads outside"
        name, _, heading = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.is_relative_to(ROOT) and file.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {slug(title) for title in titles}, target


def slug(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_the_map_names_real_folders() -> None:
    """Every folder in it exists, and every folder at the top is in it."""
    told = [row[0].strip("`") for row in rows(README, "## The folders")]
    assert all(name.endswith("/") and (ROOT / name).is_dir() for name in told)
    top = {f"{name.split('/')[0]}/" for name in files() if "/" in name and name[0] != "."}
    assert top <= set(told)


def test_the_glossary_has_every_word() -> None:
    """Exactly our words, each with a meaning."""
    told = {row[0]: row[1] for row in rows(README, "## The words we use")}
    assert set(told) == {" ".join(term.split()) for term in TERMS.split(",")}
    assert all(told.values())


def test_the_first_page_stays_short() -> None:
    """At most 150 lines."""
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_the_drawings_are_current(dialogue: str, update: bool) -> None:
    """As `samenspraak graph` draws them now; `--update` draws them anew."""
    path = ROOT / "docs" / "dialogues" / f"{dialogue}.svg"
    drawn = svg(loaded().dialogues[dialogue], "nl") + "\n"
    if update:
        path.write_text(drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == drawn


def test_every_dialogue_is_drawn() -> None:
    """In the pages, for whoever looks for it there."""
    drawn = {path.stem for path in (ROOT / "docs" / "dialogues").glob("*.svg")}
    assert drawn == set(loaded().dialogues)


# --- the architecture


def test_the_rooms_are_drawn_as_they_are(update: bool) -> None:
    """Every room and every import between rooms, and none that is not there."""
    path = ROOT / "docs" / "architecture.md"
    page = path.read_text(encoding="utf-8")
    head, _, _ = page.partition("<!-- drawn: rooms -->\n")
    drawn = f"<!-- drawn: rooms -->\n```mermaid\n{mermaid()}```\n\n<!-- drawn: table -->\n{table()}"
    if update:
        path.write_text(head + drawn, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == head + drawn


def test_rooms_rest_on_each_other_in_one_direction() -> None:
    """No room imports, however far down, one that rests on it."""
    arrows = rooms_and_imports()
    assert len(arrows) > 40
    assert not [room for room in arrows if room in below(arrows, room)]


def test_a_word_in_the_way_of_a_message_is_a_class_there() -> None:
    """Each box names a place that exists; a word in capitals before it is a class in that file."""
    way = fenced(ARCHITECTURE, "mermaid")[0]
    boxes = re.findall(r'\["(?:([^"]+?): )?((?:bot|dialogues|storage)/\S+?)(?: [^"]*)?"\]', way)
    assert len(boxes) == 14
    for words, place in boxes:
        assert (ROOT / place).exists(), place
        for name in re.findall(r"\b(?:[A-Z][a-z]+)+\b", words):
            if (ROOT / place).is_file():
                text = (ROOT / place).read_text(encoding="utf-8")
                assert re.search(rf"^class {name}\b", text, re.MULTILINE), f"{name} in {place}"


def test_ten_changes_have_their_place() -> None:
    """Each begins in a file or folder that is there."""
    changes = rows(ARCHITECTURE, "## Where ten typical changes are made")
    assert len(changes) == 10
    for change, place, _ in changes:
        assert (ROOT / place.strip("`")).exists(), change


OURS_IN_THE_CODE = r"\b(?:bot|dialogues|frameworks|storage|tests)"
OF_AN_AUTHOR = {
    "dialogues/README.md",
    "dialogues/faq/",
    "frameworks/common/scales_and_bands.yaml",
    "frameworks/ways",
}
"""Of a folder with content of one's own, or beside the page."""


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_paths_and_modules_in_the_pages_exist(page: Path) -> None:
    """What a page calls by its place is there."""
    text = page.read_text(encoding="utf-8")
    for path in re.findall(rf"(?<![\w/])({OURS_IN_THE_CODE}/[\w./<>*-]*)", text):
        name = path.rstrip(".")
        assert "<" in name or name in OF_AN_AUTHOR or (ROOT / name).exists(), name
    for module in re.findall(rf"`(?:python -m )?({OURS_IN_THE_CODE}(?:\.\w+)+)`", text):
        place = ROOT / module.replace(".", "/")
        assert place.is_dir() or place.with_suffix(".py").is_file(), module


def test_a_word_that_is_a_type_is_called_so_in_the_code() -> None:
    """Glossary words in code letters are classes."""
    code = [p.read_text(encoding="utf-8") for layer in LAYERS for p in (ROOT / layer).rglob("*.py")]
    classes = set(re.findall(r"^class (\w+)", "\n".join(code), re.MULTILINE))
    told = [word for row in rows(README, "## The words we use") for word in
            re.findall(r"`(\w+)`", row[0])]  # fmt: skip
    assert len(told) >= 6
    assert set(told) <= classes
    plain = {"Framework", "Item", "Statement", "Scale", "Dialogue", "State", "Prompt", "Session",
             "Sprint", "Advice", "Scorecard", "Inbound", "Outbound", "Channel", "Report", "Fire",
             "Collaboration", "Round", "Ballot", "Agenda", "GroupResult"}  # fmt: skip
    words = {"".join(part.capitalize() for part in row[0].split())
             for row in rows(README, "## The words we use")}  # fmt: skip
    assert plain <= words & classes


# --- all files


def files() -> list[str]:
    """What belongs to the project: what git knows, and what it would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("not in a git repository: its files cannot be listed")
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_registry_is_named() -> None:
    """Packages come from wherever the machine gets them."""
    names = files()
    assert "requirements/run.txt" in names
    for name in names:
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace").lower()
        assert not [host for host in REGISTRIES if host in text], name
