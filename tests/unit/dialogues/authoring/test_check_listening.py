"""Faults of what the coach hears that no folder of an author can have: ours replies to every act."""

from __future__ import annotations

from dialogues.authoring.check_listening import check_listening
from dialogues.authoring.loader import HERE
from dialogues.listening.acts import COMMANDS, Act
from dialogues.listening.source import ListeningFile
from frameworks.definition.faults import Fault
from frameworks.definition.yaml_loader import YamlFile, build, read

SILENT = """
acts:
  refuses: {nl: {}, en: {}}
  command: {nl: {}, en: {}}
  form_talk: {nl: {}, en: {}}
  emotion: {reply: {nl: Ach., en: Oh.}, nl: {}, en: {}}
"""


def made(text: str) -> tuple[YamlFile, ListeningFile]:
    document = YamlFile("listening.yaml", text)
    model = build(ListeningFile, document, document.take())
    assert model is not None
    return document, model


def test_what_is_no_answer_gets_a_reply() -> None:
    """Answers need none, and commands are carried out."""
    faults = [(issue.line, issue.code) for issue in check_listening([made(SILENT)])]
    assert faults == [(3, Fault.NO_REPLY)]


def test_one_of_the_files_has_the_reply() -> None:
    """Who adds examples need not write the reply again."""
    ours = made("acts:\n  refuses: {reply: {nl: Goed., en: Fine.}, nl: {}, en: {}}\n")
    assert not [*check_listening([ours, made("acts:\n  refuses: {nl: {}, en: {}}\n")])]


def test_every_command_can_be_said_in_words() -> None:
    """Each but help, which is a question about the question, is known by words of ours."""
    document = read(HERE / "common" / "listening.yaml", HERE)
    _, model = made(document.text)
    assert {*model.acts[Act.COMMAND].kinds} == {*COMMANDS} - {"help"}
