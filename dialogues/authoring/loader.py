"""All content of a bot: read, expanded and checked, or refused with every fault at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

import frameworks
from dialogues.authoring.check_case import case_faults
from dialogues.authoring.check_faq import faq_faults
from dialogues.authoring.check_law import law_faults
from dialogues.authoring.check_listening import check_listening
from dialogues.authoring.check_reflections import reflection_faults
from dialogues.authoring.check_signs import sign_faults
from dialogues.authoring.folders import folder_faults, yaml_files
from dialogues.authoring.reader import ROOT, ContentReader
from dialogues.definition.case_rules import CaseRules, CaseWords
from dialogues.definition.compiler import dependents, expand
from dialogues.definition.content import Content
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.round_template import rateable, round_of
from dialogues.definition.source import Playback, Question, RawDialogue, SharedQuestions
from dialogues.definition.states import State
from dialogues.listening.faq import Faq
from dialogues.listening.faq_source import FaqFile
from dialogues.listening.listener import Listener
from dialogues.listening.reflections import Reflections
from dialogues.listening.reflections_source import ReflectionFile
from dialogues.listening.signs import SignFile, Signs
from dialogues.listening.source import ListeningFile
from dialogues.model.source import ModelWords, PromptFile, RuleFile
from dialogues.parsing.known_names import KnownNames
from dialogues.parsing.vocabulary import Vocabulary
from dialogues.texts.catalogue import Catalogue, Strings
from dialogues.texts.municipalities import MunicipalityFile
from dialogues.texts.people_list import PeopleListFile
from dialogues.texts.signals import SignalFile, Signals
from dialogues.texts.synonyms import SynonymFile
from frameworks.case.points import CaseFile
from frameworks.definition.conditions import forget
from frameworks.definition.faults import Fault
from frameworks.definition.issues import ContentError, Issue
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.law import LawFile
from frameworks.definition.methods import FacilitationGuide, MeetingFrame, Method
from frameworks.definition.model import Framework, Scale, Scales, Text
from frameworks.definition.yaml_loader import YamlFile, build, named

HERE = Path(__file__).parents[1] / "content"
FRAMEWORKS = Path(frameworks.__file__).parent / "content"
COMMON = ("questions", "signals", "synonyms")
"""Files in `common` that every dialogue is made of."""


@dataclass(frozen=True)
class Shared:
    """What the dialogues share: questions, and the name of the choice for what is not listed."""

    questions: Mapping[str, Question | Playback]
    other: Text


def load(extra: Path | None = None, reader: ContentReader | None = None) -> Content:
    """Read our own content and that of the folder `extra` (its `frameworks/` and `dialogues/`).

    Raises ContentError with every fault.
    """
    from dialogues.authoring.check_dialogues import check

    reader = reader or ContentReader()
    for path, text in folder_faults(extra) if extra else ():
        reader.issues.append(Issue(named(path, ROOT), 0, *text))
    base = [FRAMEWORKS, *([extra / "frameworks"] if extra else [])]
    talks = [HERE, *([extra / "dialogues"] if extra else [])]
    scales = _scales(reader, base)
    bodies = reader.folder(Framework, yaml_files(base), scales)
    flows = reader.folder(RawDialogue, yaml_files(talks))
    guide = _guide(reader, base)
    shared = reader.model(SharedQuestions, HERE / "common" / "questions.yaml")
    signals = reader.model(SignalFile, HERE / "common" / "signals.yaml")
    synonyms = reader.model(SynonymFile, HERE / "common" / "synonyms.yaml")
    people_list = reader.model(PeopleListFile, HERE / "common" / "people_list.yaml")
    strings = _strings(reader)
    listening = _listening(reader, talks)
    case = _case(reader, base, talks)
    asks = _asks(reader)
    reflections = _reflections(reader, talks)
    faq = reader.folder(FaqFile, yaml_files(talks, "faq"))
    law = reader.folder(LawFile, yaml_files(base, "law"))
    _ids_are_file_names(reader, {**bodies, **flows})
    if shared is None or signals is None or synonyms is None or strings is None:
        raise ContentError(reader.issues)
    if guide is None or scales is None or listening is None or case is None or asks is None:
        raise ContentError(reader.issues)
    if people_list is None:
        raise ContentError(reader.issues)
    content = Content(
        frameworks={f.id: f for f in bodies.values()},
        dialogues={},
        catalogue=Catalogue(strings),
        signals=Signals({rule.id: rule for rule in signals.signals}, signals.label),
        listener=Listener(listening),
        reflections=Reflections(reflections.values()),
        faq=Faq(entry for file in faq.values() for entry in file.entries),
        law={fact.id: fact for file in law.values() for fact in file.facts},
        names_together=_names(reader, talks, signals.names_together),
        names_without=[word for words in signals.names_without.values() for word in words],
        people_list=people_list,
        guide=guide,
        case=case,
        asks=asks,
        vocabularies={one: Vocabulary.of(synonyms, one) for one in LANGUAGES},
        files=reader.files,
        framework_files={f.id: reader.files[str(path)] for path, f in bodies.items()},
    )
    rounds = _rounds(reader, content)
    _none_is_of_a_round(reader, flows, {raw.id for _, raw in rounds})
    written = [*flows.items(), *rounds]
    made_of = Shared(shared.by_id(), synonyms.other)
    built = [_dialogue(path, raw, made_of, content, reader) for path, raw in written]
    ready = sorted((flow for flow in built if flow is not None), key=lambda flow: flow.raw.order)
    content = replace(content, dialogues={flow.id: flow for flow in ready})
    reader.issues += check(content)
    referring = {**bodies, **flows, **faq, **reader.cases, HERE / "common/questions.yaml": shared}
    for path, place, text in (
        *case_faults(reader.cases, content),
        *reflection_faults(content, reflections),
        *faq_faults(faq),
        *law_faults(law, referring),
    ):
        reader.fault(path, reader.files[str(path)].line(place), text)
    forget()
    if reader.issues:
        raise ContentError(reader.issues)
    return replace(content, files={}, framework_files={})  # lines are for faults


def _scales(reader: ContentReader, folders: Iterable[Path]) -> dict[str, Scale] | None:
    """The scales of all folders by name; None when some cannot be read."""
    found: dict[str, Scale] = {}
    readable = True
    for path in (folder / "common" / "scales_and_bands.yaml" for folder in folders):
        if not path.exists():
            continue
        scales = reader.model(Scales, path)
        readable = readable and scales is not None
        for name, scale in scales.scales.items() if scales else ():
            if name in found:
                line = reader.files[str(path)].line(("scales", name))
                reader.fault(path, line, Fault.TAKEN.told(name=name))
            found.setdefault(name, scale)
    return found if readable else None


def _strings(reader: ContentReader) -> dict[str, Strings] | None:
    """What the coach itself says, by language; None when a file cannot be read.

    Every language has the same files with the same keys, so that one finds them side by side.
    """
    folder = HERE / "strings"
    names = sorted({path.name for path in folder.glob("*/*.yaml")})
    found: dict[str, Strings] = {}
    keys: dict[str, set[str]] = {}
    parts = {
        (language, name): reader.model(Strings, folder / language / name)
        for language in LANGUAGES
        for name in names
    }
    for (_, name), part in parts.items():
        keys.setdefault(name, set()).update(part.strings if part else ())
    for (language, name), part in parts.items():
        path, whole = folder / language / name, found.setdefault(language, Strings())
        for key in sorted(keys[name] - set(part.strings)) if part else ():
            line = reader.files[str(path)].line(("strings",))
            reader.fault(path, line, Fault.MISSING.told(name=key, key=key))
        for key in sorted(set(part.strings) & set(whole.strings)) if part else ():
            line = reader.files[str(path)].line(("strings", key))
            reader.fault(path, line, Fault.TWO_FILES.told(key=key))
        found[language] = whole.joined(part) if part else whole
    return None if None in parts.values() else found


def _listening(reader: ContentReader, folders: Iterable[Path]) -> ListeningFile | None:
    """How acts and themes are known: ours, and what the other folders add; None when unreadable."""
    paths = (folder / "common" / "listening.yaml" for folder in folders)
    models = [(path, reader.model(ListeningFile, path)) for path in paths if path.exists()]
    files = [(reader.files[str(path)], model) for path, model in models if model is not None]
    reader.issues += check_listening(files)
    if len(files) < len(models):
        return None
    return reduce(ListeningFile.joined, (model for _, model in files))


def _case(reader: ContentReader, base: Iterable[Path], folders: Iterable[Path]) -> CaseRules | None:
    """What a case is read by, of all folders; None when our own words for it are unreadable."""
    words = reader.model(CaseWords, HERE / "common" / "case.yaml")
    signs = reader.folder(SignFile, yaml_files(folders, "signs"))
    for path, place, text in sign_faults(signs):
        reader.fault(path, reader.files[str(path)].line(place), text)
    files = reader.folder(CaseFile, yaml_files(base, "case"))
    reader.cases = files
    if words is None:
        return None
    points = [point for file in files.values() for point in file.points]
    return CaseRules.of(words, Signs(signs.values()), points)


def _asks(reader: ContentReader) -> ModelWords | None:
    """What a language model is asked, and what its words are checked by."""
    prompts = reader.model(PromptFile, HERE / "model" / "prompts.yaml")
    rules = reader.model(RuleFile, HERE / "model" / "rules.yaml")
    return ModelWords(prompts, rules) if prompts and rules else None


def _reflections(reader: ContentReader, folders: Iterable[Path]) -> dict[Path, ReflectionFile]:
    """What shows that an answer was heard: our lines, and those of the other folders."""
    paths = (folder / "common" / "reflections.yaml" for folder in folders)
    files = ((path, reader.model(ReflectionFile, path)) for path in paths if path.exists())
    return {path: file for path, file in files if file is not None}


def _names(reader: ContentReader, folders: Iterable[Path], together: Iterable[str]) -> KnownNames:
    """The municipalities of all folders, and other names that must not be split."""
    paths = (folder / "common" / "municipalities.yaml" for folder in folders)
    models = [(path, reader.model(MunicipalityFile, path)) for path in paths if path.exists()]
    files = {path: file for path, file in models if file is not None}
    each = {
        name: [name] for file in files.values() for names in file.names.values() for name in names
    }
    for path, file in files.items():
        for name, others in file.also.items():
            if name in each:
                each[name] += others
            else:
                line = reader.files[str(path)].line(("also", name))
                reader.fault(path, line, Fault.NOT_THERE.told(what=name))
    before = [words for file in files.values() for words in file.before]
    return KnownNames([*each.values(), *([name] for name in together)], before)


def _rounds(reader: ContentReader, content: Content) -> list[tuple[Path, RawDialogue]]:
    """The dialogues for filling in a round, all from one file; its faults are told once."""
    path = HERE / "common" / "round.yaml"
    document = reader.document(path)
    written, found = document.take(), []
    for framework in rateable(content.frameworks.values()) if written else ():
        raw = build(RawDialogue, document, round_of(written, framework))
        if raw is None:
            break
        found.append((path, raw))
    reader.issues += document.issues
    return found


def _guide(reader: ContentReader, folders: Iterable[Path]) -> FacilitationGuide | None:
    ways = reader.folder(Method, yaml_files(folders, "ways"))
    _ids_are_file_names(reader, ways)
    meeting = reader.model(MeetingFrame, FRAMEWORKS / "common" / "agenda.yaml")
    return None if meeting is None else FacilitationGuide(meeting, tuple(ways.values()))


def _ids_are_file_names(
    reader: ContentReader, models: Mapping[Path, Framework | RawDialogue | Method]
) -> None:
    seen: dict[str, Path] = {}
    for path, model in models.items():
        if model.id != path.stem:
            reader.fault(path, 1, Fault.NOT_FILE_NAME.told(id=model.id, stem=path.stem))
        if type(model).__name__ + model.id in seen:
            reader.fault(path, 1, Fault.TAKEN.told(name=model.id))
        seen[type(model).__name__ + model.id] = path


def _none_is_of_a_round(
    reader: ContentReader, flows: Mapping[Path, RawDialogue], rounds: set[str]
) -> None:
    """The dialogues of rounds have no files of their own, and names all the same."""
    for path, flow in flows.items():
        if flow.id in rounds:
            reader.fault(path, 1, Fault.TAKEN_BY_ROUND.told(name=flow.id))


def _dialogue(
    path: Path,
    raw: RawDialogue,
    shared: Shared,
    content: Content,
    reader: ContentReader,
) -> Dialogue | None:
    file = reader.files[str(path)]
    try:
        states = list(
            expand(raw, shared.questions, content.frameworks, content.signals, shared.other)
        )
        rests = dependents({state.id: state for state in states})
    except (KeyError, ValueError) as error:
        what = error.args[0]
        line = next((i for i, t in enumerate(_lines(path), 1) if str(what) in t), 1)
        reader.fault(path, line, Fault.NOT_THERE.told(what=what))
        return None
    _double_states(reader, path, file, states)
    used = _frameworks_of(raw)
    return Dialogue(
        raw=raw,
        digest=_digest(path, used, content),
        file=file.file,
        states={state.id: state for state in states},
        frameworks={n: f for n, f in content.frameworks.items() if n in used},
        dependents=rests,
        lasting=frozenset(rule.id for rule in content.signals.rules.values() if rule.lasts),
        adding=frozenset(rule.id for rule in content.signals.rules.values() if rule.adds),
    )


def _digest(path: Path, used: set[str], content: Content) -> str:
    """Of all that a dialogue says, as it is written: the same in every process."""
    common = [HERE / "common" / f"{name}.yaml" for name in COMMON]
    written = [content.files[str(file)] for file in (path, *common)]
    bodies = sorted(used & set(content.frameworks))
    written += [content.framework_files[name] for name in bodies]
    scales = [scale for name in bodies if (scale := content.frameworks[name].scale)]
    digest = hashlib.sha256()
    for text in (*(file.text for file in written), *(one.model_dump_json() for one in scales)):
        digest.update(text.encode())
    return digest.hexdigest()[:12]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _double_states(reader: ContentReader, path: Path, file: YamlFile, states: list[State]) -> None:
    seen: set[str] = set()
    for state in states:
        if state.id in seen:
            line = file.line(state.place)
            reader.fault(path, line, Fault.DUPLICATE_STATE.told(id=state.id))
        seen.add(state.id)


def _frameworks_of(raw: RawDialogue) -> set[str]:
    used: set[str] = set()
    for state in raw.states:
        if (one := getattr(state, "framework", None)) is not None:
            used.add(one)
        used.update(getattr(state, "frameworks", ()))
    return used
