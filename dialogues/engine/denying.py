"""*No* to *did you mean this?*: then all of the question is asked again, and nothing is kept."""

from __future__ import annotations

from dialogues.engine.run import Run
from dialogues.parsing.words import phrase


def denies_offered(talk: Run, text: str) -> bool:
    """Whether it says that what was asked about is not meant; beside one alone, *no* is second. A
    number may be the answer itself where one is asked for."""
    if not talk.session.offered:
        return False
    known, words = talk.content.vocabularies[talk.language], phrase(text)
    bare = known.bare(words)
    said = [*map(phrase, (talk.say("none_of_it"), *known.also("no", "")))]
    place = known.place(bare[0]) if len(bare) == 1 else None
    second = talk.one_offered and place == 1 and talk.state.kind not in ("number", "rating")
    return second or words in said or bare in said
