"""From a prompt to an inline keyboard, and the words that its buttons leave out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.links import TELEGRAM
from dialogues.messages.events import Button, Part, Prompt

NARROW, WIDEST = 14, 36
"""Labels up to NARROW stand two in a row; a phone cuts off what is longer than WIDEST."""
VERBS_A_ROW, WIDEST_ROW = 3, 8
MAX_BUTTONS = 100
ON, OFF = "☑ ", "☐ "
Row = list[dict[str, str]]
Markup = dict[str, list[list[dict[str, str]]]]
"""An inline keyboard as Telegram wants it."""


def keyboard(prompt: Prompt | None) -> Markup | None:
    """The prompt's choices, and its verbs below them."""
    if prompt is None or not (prompt.choices or prompt.verbs):
        return None
    done = [verb for verb in prompt.verbs if verb.data.endswith(".done")]
    others = [verb for verb in prompt.verbs if verb not in done]
    rows = [*_choices(prompt), *_rows(done, 1), *_rows(others, VERBS_A_ROW)]
    return {"inline_keyboard": rows}


def legend(prompt: Prompt | None) -> tuple[Part, ...]:
    """What cannot be read on the buttons: what a scale's numbers mean, and long choices in full."""
    if prompt is None or prompt.kind == "menu" or not prompt.choices:
        return ()
    labels = [choice.label for choice in prompt.choices]
    if prompt.kind == "rating":
        return (Part("small", f"1 = {labels[0]}, {len(labels)} = {labels[-1]}"),)
    if max(map(len, labels)) <= WIDEST:
        return ()
    return tuple(Part("item", label) for label in labels)


def _choices(prompt: Prompt) -> list[Row]:
    choices = prompt.choices[-(MAX_BUTTONS - len(prompt.verbs)) :]
    if prompt.kind == "rating":
        return _rows([Button(str(i), one.data) for i, one in enumerate(choices, 1)], WIDEST_ROW)
    if prompt.kind == "several":
        marks = (ON if place in prompt.marked else OFF for place in range(len(choices)))
        return [
            [_key(mark + one.label, one.data)] for mark, one in zip(marks, choices, strict=True)
        ]
    narrow = all(len(choice.label) <= NARROW for choice in choices)
    return _rows(choices, 2 if narrow else 1)


def _rows(buttons: Sequence[Button], wide: int) -> list[Row]:
    keys = [_key(button.label, button.data) for button in buttons]
    return [keys[start : start + wide] for start in range(0, len(keys), wide)]


def _key(label: str, data: str) -> dict[str, str]:
    return {"text": label, "url" if data.startswith(TELEGRAM) else "callback_data": data}
