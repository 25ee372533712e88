"""A talk in the terminal: how it looks, how it ends, and where it stays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.console import play
from bot.channels.kept_talk import KeptTalkError
from bot.channels.terminal import PLAIN, Look, as_text, look_of
from dialogues.definition.content import Content
from dialogues.messages.events import Button, Part, Prompt

LONG = "Dit is een zin die te lang is voor een smalle regel in een terminal"


def said(content: Content, *typed: str, keep: Path | None = None) -> str:
    """All that is printed when a person types this, and then closes the terminal."""

    def lines() -> Iterator[str]:
        yield from typed

    printed: list[str] = []
    play(content, "tiny", "nl", None, out=printed.append, clock=lambda: 0.0, typed=lines, keep=keep)
    return "\n".join(printed)


def test_words_are_wrapped_and_hang_under_their_mark() -> None:
    prompt = Prompt("choice", (Button(LONG, "x"),))
    lines = as_text((Part("item", LONG),), prompt, Look(30)).split("\n")
    assert max(map(len, lines)) <= 30
    assert lines[1].startswith("- Dit") and lines[2].startswith("  ")
    assert [line for line in lines if line.startswith("  1  Dit")]
    assert as_text((Part("item", LONG),), None, PLAIN) == f"\n- {LONG}"


def test_colour_only_where_the_terminal_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert look_of(io.StringIO(), {}) == PLAIN
    assert look_of(Terminal(), {"TERM": "xterm"}).colour
    assert not look_of(Terminal(), {"TERM": "dumb"}).colour
    assert not look_of(Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}).colour
    assert "\x1b[1mVraag\x1b[0m" in as_text((Part("strong", "Vraag"),), None, Look(80, True))
    assert "\x1b" not in as_text((Part("strong", "Vraag"),), None, Look(80))


@pytest.mark.parametrize("left", ["/pauze", "/stop", ""])
def test_who_leaves_is_told_truly_that_nothing_is_kept(content: Content, left: str) -> None:
    """Elsewhere a pause keeps everything; here it does not."""
    told = said(content, "1", *([left] if left else []))
    assert "nergens bewaard" in told
    assert "Alles is bewaard" not in told
    assert "blijven bewaard" not in told


@pytest.mark.parametrize("left", ["/pauze", ""])
def test_a_kept_talk_goes_on_in_another_run(content: Content, tmp_path: Path, left: str) -> None:
    file = tmp_path / "talk.json"
    told = said(content, "1", "30 huizen in 2027", *([left] if left else []), keep=file)
    assert str(file) in told
    assert file.stat().st_mode & 0o777 == 0o600
    again = said(content, keep=file)
    assert "30 huizen in 2027" in again
    assert "Welkom terug" in again


def test_a_file_that_holds_no_such_talk_gets_one_line(content: Content, tmp_path: Path) -> None:
    file = tmp_path / "talk.json"
    for raw, why in ((b"\xff\0", "holds no talk"), (b"{}", "holds no talk"), (b"[1]", "no talk")):
        file.write_bytes(raw)
        with pytest.raises(KeptTalkError, match=why):
            said(content, keep=file)
    file.unlink()
    said(content, "1", keep=file)
    with pytest.raises(KeptTalkError, match="a talk of 'tiny'"):
        play(content, "tiny_kinds", "nl", None, out=print, clock=lambda: 0.0, keep=file)
    with pytest.raises(KeptTalkError, match="cannot be written"):
        said(content, keep=tmp_path / "none" / "talk.json")
    with pytest.raises(KeptTalkError, match="cannot be read"):
        said(content, keep=tmp_path)
