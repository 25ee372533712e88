"""`samenspraak completion`: what a shell needs to complete commands, options and dialogues."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import dialogues

SCRIPT = """\
_samenspraak() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} words=
  if [ "$COMP_CWORD" -eq 1 ]; then words="{commands}"
  else case "${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD-1]}}" in
{cases}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _samenspraak samenspraak
"""
BEFORE = {"bash": "", "zsh": "autoload -U +X bashcompinit && bashcompinit\n"}
SHELLS = tuple(BEFORE)


def completion(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for a shell; it completes names of files by itself."""
    commands = next(
        one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)
    )
    cases = [case for name, command in commands.items() for case in _cases(name, command)]
    words = " ".join((*commands, "--help", "--version"))
    return BEFORE[shell] + SCRIPT.format(commands=words, cases="\n".join(cases))


def _cases(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    """After an option its values; elsewhere the options, and what the command is about."""
    words: list[str] = []
    for action in command._actions:
        values = " ".join(map(str, action.choices or ()))
        if action.option_strings and action.nargs != 0:
            yield from (f'    "{name} {one}") words="{values}";;' for one in action.option_strings)
        words += action.option_strings or values.split()
        if action.dest == "dialogue":
            words += _dialogues()
    yield f'    "{name} "*) words="{" ".join(words)}";;'


def _dialogues() -> list[str]:
    """Ours, by their files: nothing is loaded for it."""
    folder = Path(dialogues.__file__).parent / "content"
    return sorted(path.stem for path in folder.glob("*.yaml"))
