"""YAML files → models, every fault with its line.

Only plain YAML: no aliases, no duplicate keys, no tags. Content reads as what it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

from frameworks.definition.faults import Fault, FaultError, FaultText
from frameworks.definition.issues import Issue
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.like_keys import like_key
from frameworks.definition.wrong_values import in_our_words

try:  # the C parser is ten times faster; wheels have it, some systems do not
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # where libyaml is not there

M = TypeVar("M", bound=BaseModel)
UNSEEN = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
"""What YAML cannot hold, and a mark for the order of bytes that came along in the middle."""
IN_A_TEXT = re.compile(r"\{\s*\w+:.*[,:\[\]{}]|:\s.*:\s|:\s+[@`%&*!|>]")
"""A line on which a mark may stand within a text."""
Place = tuple[str | int, ...]
TEXT = "tag:yaml.org,2002:str"
SCALARS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null")}


class YamlFile:
    """One file's plain data. The lines of its places are sought when there is a fault to tell."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.issues: list[Issue] = []
        self.data: Any = None
        self._seen: set[int] = set()
        if unseen := UNSEEN.search(text):
            line = text.count("\n", 0, unseen.start()) + 1
            self._fault(line, Fault.UNSEEN.told(code=f"U+{ord(unseen[0]):04X}"))
            self.text = text = UNSEEN.sub("", text)
        self._loader = Loader(text)
        try:
            node = self._loader.get_single_node()
            self.data = None if node is None else self._plain(node)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self._fault(line, self._misspelt(line, error.problem))
        finally:
            self._loader.dispose()
            del self._loader, self._seen  # the loader remembers every node

    def take(self) -> Any:
        """The data, once: it weighs more than the models that are made of it."""
        data, self.data = self.data, None
        return data

    @cached_property
    def lines(self) -> dict[Place, int]:
        """The line of each place; of a file that is no YAML only its first."""
        try:
            node = yaml.compose(self.text, Loader)
        except yaml.MarkedYAMLError:
            node = None
        return {(): 1} if node is None else dict(_lines(node, (), node.start_mark.line + 1))

    def line(self, place: Iterable[str | int]) -> int:
        """The line of the nearest known place on the way to `place`."""
        known = tuple(place)
        while known not in self.lines:
            known = known[:-1]
        return self.lines[known]

    def beside(self, place: Place) -> list[str]:
        """The keys that stand where this one does, it included."""
        return [str(one[-1]) for one in self.lines if one and one[:-1] == place[:-1]]

    def place(self, told: Iterable[str | int]) -> Place:
        """A place as the file has it: without the names of models that validation puts between."""
        pieces, place = list(told), cast(Place, ())
        for piece in pieces[:-1]:
            if (*place, piece) in self.lines:
                place = (*place, piece)
        last = pieces[-1:]
        known = not last or (*place, *last) in self.lines or "[" not in str(last[0])
        return (*place, *last) if known else place

    def _misspelt(self, line: int, problem: str | None) -> FaultText:
        """What is no YAML; mostly a mark in a text that should stand in quotes."""
        written = self.text.splitlines()[line - 1 : line]
        if any("\t" in one[: len(one) - len(one.lstrip())] for one in written):
            return Fault.TAB.told()
        if any(IN_A_TEXT.search(one) for one in written):
            return Fault.QUOTES.told()
        return Fault.YAML.told(problem=problem)

    def _fault(self, line: int, text: FaultText) -> None:
        self.issues.append(Issue(self.file, line, *text))

    def _plain(self, node: yaml.Node) -> Any:
        if id(node) in self._seen:
            self._fault(node.start_mark.line + 1, Fault.ALIAS.told())
        self._seen.add(id(node))
        if node.tag == TEXT and isinstance(node, yaml.ScalarNode):  # nearly all of it
            return node.value
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(child) for child in node.value]
        if node.tag not in SCALARS:
            line = node.start_mark.line + 1
            self._fault(line, Fault.TAG.told(value=node.value, tag=node.tag))
            return str(node.value)
        return self._loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, child in node.value:
            key = str(key_node.value)
            if key in found:
                line = key_node.start_mark.line + 1
                self._fault(line, Fault.DUPLICATE_KEY.told(key=key))
            found[key] = self._plain(child)
        return found


def _lines(node: yaml.Node, place: Place, line: int) -> Iterator[tuple[Place, int]]:
    """Every place with its line: that of its key, or else of where it begins."""
    yield place, line
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            yield from _lines(child, (*place, str(key.value)), key.start_mark.line + 1)
    elif isinstance(node, yaml.SequenceNode):
        for i, child in enumerate(node.value):
            yield from _lines(child, (*place, i), child.start_mark.line + 1)


def named(path: Path, root: Path) -> str:
    """A path as it is told: from `root`, when it lies there."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def read(path: Path, root: Path) -> YamlFile:
    """Read one file; it is named relative to `root` in what is said of it."""
    name = named(path, root)
    line = 0
    try:
        return YamlFile(name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        text, line = Fault.ENCODING.told(), path.read_bytes()[: error.start].count(b"\n") + 1
    except OSError as error:
        text = Fault.FILE.told(why=error.strerror)
    document = YamlFile(name, "")
    document.issues.append(Issue(name, line, *text))
    return document


def build(
    model: type[M], document: YamlFile, data: Any, at: Place = (), known: Any = None
) -> M | None:
    """Make a model of `data`, which stands at `at` in the document; None adds to its issues.

    `known` is what names in it may stand for, such as `known[scale]`.
    """
    try:
        return model.model_validate(data, context=known)
    except ValidationError as error:
        told: dict[Place, FaultText] = {}
        for fault in map(_plainly, error.errors(include_url=False)):
            place = document.place((*at, *fault["loc"]))
            text = _told(fault, place, model, document)
            document._fault(document.line(place), text)
            told[place] = text
        _tell_slips_once(document, told)
        return None


def _tell_slips_once(document: YamlFile, told: Mapping[Place, FaultText]) -> None:
    """A key that is spelt wrong is not missing as well."""
    meant = {
        (*place[:-1], text.remedy.split("'")[1])
        for place, text in told.items()
        if text.code is Fault.LIKE_KEY
    }
    twice = {
        text for place, text in told.items()
        if place in meant and text.code in (Fault.MISSING, Fault.MISSING_LANGUAGE)
    }  # fmt: skip
    document.issues = [one for one in document.issues if one.told not in twice]


def _plainly(fault: Any) -> Any:
    """A fault in a small part, told as that of a model: authors need not know the difference."""
    match fault["type"]:
        case "unexpected_keyword_argument":
            return {**fault, "type": "extra_forbidden"}
        case "dataclass_type":
            name = fault["ctx"]["class_name"]
            told = f"Input should be a valid dictionary or instance of {name}"
            return {**fault, "type": "model_type", "msg": told}
    return fault


def _told(fault: Any, place: Place, model: type[BaseModel], document: YamlFile) -> FaultText:
    name = ".".join(map(str, place)) or "the file"
    key = str(place[-1]) if place else "the file"
    match fault["type"]:
        case "missing":
            missing = Fault.MISSING_LANGUAGE if key in LANGUAGES else Fault.MISSING
            return missing.told(name=name, key=key)
        case "extra_forbidden":
            return _unknown_key(name, fault, model, document.beside(place))
        case "string_pattern_mismatch":
            return Fault.NO_ID.told(name=name, value=fault["input"])
        case "union_tag_invalid":
            return Fault.UNKNOWN_KIND.told(name=name, kinds=fault["ctx"]["expected_tags"])
        case "string_type" if isinstance(fault["input"], bool):
            return Fault.TRUE_OR_FALSE.told(name=name)
        case "value_error" if isinstance(fault["ctx"]["error"], FaultError):
            return fault["ctx"]["error"].text.of(name)
    return Fault.INVALID.told(name=name, why=in_our_words(fault))


def _unknown_key(
    name: str, fault: Any, model: type[BaseModel], beside: Collection[str]
) -> FaultText:
    """A slip of a key that there is; or the rest of a text that was cut off at its comma."""
    if fault["input"] is None and set(LANGUAGES) & {*beside}:
        return Fault.CUT_OFF.told(name=name.rpartition(".")[0])
    if like := like_key(model, name.rpartition(".")[2], beside):
        return Fault.LIKE_KEY.told(name=name, like=like)
    return Fault.UNKNOWN_KEY.told(name=name)
