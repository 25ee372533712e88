"""All content that was loaded: dialogues, frameworks, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dialogues.definition.case_rules import CaseRules
from dialogues.definition.controller import Controller
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.source import AskStatements, Makes
from dialogues.definition.vocabulary import vocabulary
from dialogues.listening.faq import Faq
from dialogues.listening.listener import Listener
from dialogues.listening.reflections import Reflections
from dialogues.model.source import ModelUse, ModelWords
from dialogues.parsing.known_names import KnownNames
from dialogues.parsing.vocabulary import Vocabulary
from dialogues.texts.catalogue import Catalogue
from dialogues.texts.people_list import PeopleListFile
from dialogues.texts.signals import Signals
from frameworks.definition.law import LawFact
from frameworks.definition.methods import FacilitationGuide
from frameworks.definition.model import Framework, Text
from frameworks.definition.yaml_loader import YamlFile


@dataclass(frozen=True, eq=False, repr=False)
class Content:
    """Everything that is said and asked. It is never written out: asyncio does that with a task
    each time it looks for a signal's handler, result and all.

    frameworks: by id
    dialogues: by id, those of rounds among them
    catalogue: our own words
    signals: what free text gives away
    listener: hears what someone does by what they type
    reflections: what is said to an answer to show that it was heard
    faq: questions to the coach, with their answers
    law: facts of the law, by id
    case: what a case is read by
    asks: what a language model is asked, and what its words must hold to
    model: the language model that may be asked; None for none
    names_together: names that are known: each is one, also with an *en* in it
    names_without: words around a name that are no part of it
    people_list: the words by which a list of people is read
    guide: what talks on a result are made of
    vocabularies: the words by which typed answers are understood, by language
    files: what was read, by path, while it is checked
    framework_files: those of the frameworks, by the framework's id
    controller: who is responsible for what is kept
    start: id of the dialogue that a bare `/start` begins; empty: it shows the menu
    """

    frameworks: Mapping[str, Framework]
    dialogues: Mapping[str, Dialogue]
    catalogue: Catalogue
    signals: Signals
    listener: Listener
    reflections: Reflections
    faq: Faq
    law: Mapping[str, LawFact]
    names_together: KnownNames
    names_without: Sequence[str]
    people_list: PeopleListFile
    guide: FacilitationGuide
    vocabularies: Mapping[str, Vocabulary]
    case: CaseRules
    asks: ModelWords
    model: ModelUse | None = None
    files: Mapping[str, YamlFile] = field(default_factory=dict)
    framework_files: Mapping[str, YamlFile] = field(default_factory=dict)
    controller: Controller = field(default_factory=Controller)
    start: str = ""

    def made_by(self, makes: Makes) -> Dialogue:
        """The dialogue that this comes of; only ballots come of several.

        Raises StopIteration when the content has none.
        """
        return next(flow for flow in self.dialogues.values() if flow.raw.makes == makes)

    @property
    def pulse(self) -> Framework:
        """What a pulse asks."""
        states = self.made_by("pulse").raw.states
        return self.frameworks[next(s.framework for s in states if isinstance(s, AskStatements))]

    def vocabulary(self, language: str) -> frozenset[str]:
        """The words, folded, that we use ourselves."""
        return _vocabulary(self, language)


@lru_cache(maxsize=8)
def _vocabulary(content: Content, language: str) -> frozenset[str]:
    talks = [flow.raw for flow in content.dialogues.values()]
    strings = content.catalogue.languages[language].strings.values()
    spoken = [one if isinstance(one, str) else f"{one.one} {one.other}" for one in strings]
    own = [content.frameworks, talks, content.case.points, content.faq.entries, content.guide]
    own.append(content.law)
    return vocabulary([*own], language) | vocabulary([Text.same(one) for one in spoken], language)
