"""What is wrong in what the coach hears: words of two acts, and acts to which nothing is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogues.listening.acts import COMMANDS, Act
from dialogues.listening.source import ListeningFile
from frameworks.definition.faults import Fault
from frameworks.definition.issues import Issue
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.yaml_loader import YamlFile

Read = Sequence[tuple[YamlFile, ListeningFile]]
Place = tuple[str | int, ...]
ENDS = " .!?…"
TWICE = {"whole": Fault.HEARD_TWICE, "examples": Fault.EXAMPLE_TWICE}


def check_listening(files: Read) -> Iterator[Issue]:
    """All faults of our file, and of those that add to it."""
    yield from _without_reply(files)
    yield from _no_commands(files)
    for part in TWICE:
        yield from _of_two_acts(files, part)


def _without_reply(files: Read) -> Iterator[Issue]:
    """What is no answer gets a reply; commands are carried out."""
    replied = {act for _, file in files for act, one in file.acts.items() if one.reply}
    told: set[Act] = set()
    for document, file in files:
        for act in file.acts:
            if act.answers or act is Act.COMMAND or act in replied | told:
                continue
            told.add(act)
            yield _issue(document, ("acts", act.value), Fault.NO_REPLY)


def _no_commands(files: Read) -> Iterator[Issue]:
    """Kinds of commands are carried out by their name."""
    for document, file in files:
        command = file.acts.get(Act.COMMAND)
        for name in command.kinds if command else ():
            if name not in COMMANDS:
                place = ("acts", Act.COMMAND.value, "kinds", name)
                known = ", ".join(COMMANDS)
                yield _issue(document, place, Fault.UNKNOWN_VERB, name=name, known=known)


def _of_two_acts(files: Read, part: str) -> Iterator[Issue]:
    seen: dict[tuple[str, str], str] = {}
    for document, file in files:
        for act, language, place, text in _texts(document, file, part):
            first = seen.setdefault((language, text.casefold().strip(ENDS)), act)
            if first != act:
                yield _issue(document, place, TWICE[part], text=text, first=first, second=act)


def _texts(
    document: YamlFile, file: ListeningFile, part: str
) -> Iterator[tuple[str, str, Place, str]]:
    """By act and language: where a text stands, and the text."""
    for act, one in file.acts.items():
        for language in LANGUAGES:
            for index, text in enumerate(getattr(one.words(language), part)):
                yield act.value, language, ("acts", act.value, language, part, index), text


def _issue(document: YamlFile, place: Place, fault: Fault, **values: str) -> Issue:
    return Issue(document.file, _line(document, place), *fault.told(**values).of(str(place[1])))


def _line(document: YamlFile, place: Place) -> int:
    """A text of a block stands as many lines below its key."""
    *key, index = place
    if place not in document.lines and isinstance(index, int):
        return document.line(key) + 1 + index
    return document.line(place)
