"""What makes a text unfit for a talk on a result: it asks nothing, or asks who answered what."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.content import Content
from frameworks.definition.issues import Issue
from frameworks.definition.methods import opening_faults


def check_agenda(content: Content) -> Iterator[Issue]:
    """All faults of what a chair reads aloud to open a point."""
    for framework in content.frameworks.values():
        file = content.framework_files[framework.id]
        for index, item in enumerate(framework.items):
            for text in opening_faults(item.opening) if item.opening else ():
                line = file.line(("items", index, "opening"))
                yield Issue(file.file, line, *text.of(item.id))
