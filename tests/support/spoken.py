"""Every text that the content can say, as somebody who reads all of it would find it."""

from __future__ import annotations

from dialogues.definition.content import Content
from dialogues.definition.vocabulary import texts_in


def spoken(content: Content, language: str) -> list[str]:
    """All texts of dialogues, frameworks, answers, points, facts and our own words."""
    parts = [
        content.frameworks, [flow.raw for flow in content.dialogues.values()],
        content.case.points, content.faq.entries, content.guide, content.law,
    ]  # fmt: skip
    ours = content.catalogue.languages[language].strings.values()
    plain = [one if isinstance(one, str) else f"{one.one} {one.other}" for one in ours]
    return [*texts_in(parts, language), *plain]
