"""How hard the texts are to read: sentence length and the Flesch-Douma score, in Dutch.

`python -m tests.readability` lists every dialogue and framework, with the sentences that stand out.
Source of the formula: W.H. Douma (1960), 206.84 - 0.93 words a sentence - 77 syllables a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dialogues.authoring.loader import load
from dialogues.definition.content import Content
from frameworks.definition.model import Text, fields_of

LONGEST_MEAN, LEAST_SCORE, LONG = 15.0, 55.0, 25
SENTENCE = re.compile(r"[^.!?]+(?:[.!?]+|$)")
WORD = re.compile(r"[^\W\d_]+(?:[\u2019'-][^\W\d_]+)*")
VOWELS = re.compile(
    r"aai|oei|ooi|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|ai|oi|[aeiouy\u00e0-\u00ff]"
)
TEMPLATE = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True)
class Score:
    """What a body of text measures."""

    sentences: int
    words: int
    syllables: int

    @property
    def length(self) -> float:
        return self.words / self.sentences

    @property
    def flesch_douma(self) -> float:
        return 206.84 - 0.93 * self.length - 77 * self.syllables / self.words


def sentences(texts: Iterator[str]) -> list[str]:
    """All sentences; a template's names count as one word each."""
    found = []
    for text in texts:
        plain = TEMPLATE.sub("Wijchen", text)
        found += [one.strip() for one in SENTENCE.findall(plain) if WORD.search(one)]
    return found


def score(texts: list[str]) -> Score:
    """Measure sentences."""
    words = [word for one in texts for word in WORD.findall(one)]
    return Score(len(texts), len(words), sum(map(syllables, words)))


def syllables(word: str) -> int:
    """Groups of vowels, of which Dutch has long ones."""
    return max(1, len(VOWELS.findall(word.lower())))


def bodies(content: Content) -> Mapping[str, list[str]]:
    """The Dutch sentences of each dialogue and each framework, and of the ways of working."""
    found = {f"dialogue {d.id}": sentences(_dutch(d.raw)) for d in content.dialogues.values()}
    found |= {f"framework {f.id}": sentences(_dutch(f)) for f in content.frameworks.values()}
    guide = [content.guide.meeting, *content.guide.ways]
    return found | {"ways of working": sentences(_dutch(guide))}


def _dutch(part: object) -> Iterator[str]:
    """Every Dutch text below a part of the content."""
    if isinstance(part, Text):
        yield part["nl"]
    elif isinstance(part, Mapping):
        for one in part.values():
            yield from _dutch(one)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _dutch(one)
    else:
        for name in fields_of(part):
            yield from _dutch(getattr(part, name))


def main() -> None:
    for name, texts in bodies(load()).items():
        found = score(texts)
        print(f"{name}: {found.length:.1f} words a sentence, Flesch-Douma {found.flesch_douma:.0f}")
        for text in texts:
            if len(WORD.findall(text)) > LONG:
                print(f"  {len(WORD.findall(text))} words: {text}")


if __name__ == "__main__":
    main()
