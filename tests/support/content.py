"""Content as most tests want it: read once in a process, for nothing changes it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dialogues.authoring.loader import FRAMEWORKS, HERE, load
from dialogues.authoring.reader import ContentReader, M
from dialogues.definition.content import Content
from frameworks.definition.yaml_loader import YamlFile


@cache
def loaded(extra: Path | None = None) -> Content:
    """Our own content, and that of a folder that stays as it is."""
    return load_beside(extra)


def load_beside(extra: Path | None) -> Content:
    """Our own content, with that of a folder as it is now.

    Raises ContentError with every fault.
    """
    return load(extra, OwnFilesOnce())


class OwnFilesOnce(ContentReader):
    """Reads each file of our own content once in a process, and those of a folder every time."""

    def model(self, model: type[M], path: Path, known: object = None) -> M | None:
        ours = path.is_relative_to(HERE) or path.is_relative_to(FRAMEWORKS)
        if known is not None or not ours:
            return super().model(model, path, known)
        built: M
        self.files[str(path)], built = _own(model, path)
        return built


@cache
def _own(model: type[M], path: Path) -> tuple[YamlFile, M]:
    reader = ContentReader()
    built = reader.model(model, path)
    assert built is not None and not reader.issues, reader.issues
    return reader.files[str(path)], built
