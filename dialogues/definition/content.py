"""All content that was loaded: dialogues, frameworks, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dialogues.definition.dialogue import Dialogue
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.signals import Signals
from frameworks.definition.methods import FacilitationGuide
from frameworks.definition.model import Framework
from frameworks.definition.yaml_loader import YamlFile


@dataclass(frozen=True)
class Content:
    """Everything that is said and asked. `files` are what was read, while it is checked, and
    `framework_files` those of the frameworks by id. `guide` is what talks on a result are made of.

    `start` is the dialogue that a bare `/start` begins; without one it shows the menu.
    """

    frameworks: Mapping[str, Framework]
    dialogues: Mapping[str, Dialogue]
    catalogue: Catalogue
    signals: Signals
    names_together: Sequence[str]
    names_without: Sequence[str]
    guide: FacilitationGuide
    files: Mapping[str, YamlFile] = field(repr=False, default_factory=dict)
    framework_files: Mapping[str, YamlFile] = field(repr=False, default_factory=dict)
    start: str = ""
