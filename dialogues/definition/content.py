"""All content that was loaded: dialogues, frameworks, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dialogues.definition.dialogue import Dialogue
from dialogues.definition.source import AskStatements, Makes
from dialogues.listening.faq import Faq
from dialogues.listening.listener import Listener
from dialogues.parsing.vocabulary import Vocabulary
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.signals import Signals
from frameworks.definition.methods import FacilitationGuide
from frameworks.definition.model import Framework
from frameworks.definition.yaml_loader import YamlFile


@dataclass(frozen=True)
class Content:
    """Everything that is said and asked. `files` are what was read, while it is checked, and
    `framework_files` those of the frameworks by id. `vocabularies` are the words by which typed
    answers are understood, by language. `guide` is what talks on a result are made of.

    `start` is the dialogue that a bare `/start` begins; without one it shows the menu.
    """

    frameworks: Mapping[str, Framework]
    dialogues: Mapping[str, Dialogue]
    catalogue: Catalogue
    signals: Signals
    listener: Listener
    faq: Faq
    names_together: Sequence[str]
    names_without: Sequence[str]
    guide: FacilitationGuide
    vocabularies: Mapping[str, Vocabulary]
    files: Mapping[str, YamlFile] = field(repr=False, default_factory=dict)
    framework_files: Mapping[str, YamlFile] = field(repr=False, default_factory=dict)
    start: str = ""

    def made_by(self, makes: Makes) -> Dialogue:
        """The dialogue that this comes of; only ballots come of several."""
        return next(flow for flow in self.dialogues.values() if flow.raw.makes == makes)

    @property
    def pulse(self) -> Framework:
        """What a pulse asks."""
        states = self.made_by("pulse").raw.states
        return self.frameworks[next(s.framework for s in states if isinstance(s, AskStatements))]
