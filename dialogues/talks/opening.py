"""*What is on your mind?*: what someone tells outside a talk is heard, and leads to one that fits.

Their words stand ready as first answers there, to confirm and never to retype.
"""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.engine.labels import talk_label
from dialogues.engine.questions import keep
from dialogues.engine.session import Answer
from dialogues.engine.story import STORY, WONDERS
from dialogues.listening.acts import Act, Asked, Heard
from dialogues.listening.themes import Found, names_in
from dialogues.messages.events import Button, Part, Prompt, Reflected
from dialogues.talks.talks import Talks
from dialogues.texts.templates import render
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import listed

MAX_THEMES, MAX_NAMES, MAX_TALKS = 3, 3, 2
HEEDED = (Act.EMOTION, Act.SMALL_TALK, Act.QUESTION_TO_COACH)
"""What is replied to; the rest is asked to tell more."""
LEAST_WORDS = 8
"""From so many words on it is a story, also when we know no theme in it."""
COMMANDS = ("menu", "language", "erase", "summary")


class Opening:
    """Takes in what is typed while no talk goes on."""

    def __init__(self, ctx: TurnContext, talks: Talks) -> None:
        self.ctx, self.talks = ctx, talks
        self.listener = ctx.content.listener

    def take(self, text: str) -> None:
        """Respond to what was typed, be it a story or something else."""
        language = self.ctx.person.language
        heard = self.listener.heard(text, Asked(), language)
        if heard.aside and heard.act not in (Act.REFERS_BACK, Act.DISAGREES):
            self._respond(heard)
        elif (found := self.listener.themes.found(text, language)) or _is_story(text):
            self._offer(text, found)
        elif paused := self.ctx.last("paused"):
            self.talks.waiting(paused)
        else:
            self.ctx.tell("tell_more", self.ctx.menu())

    def _respond(self, heard: Heard) -> None:
        """One sentence to what is no story, and the menu."""
        ctx = self.ctx
        if heard.act is Act.COMMAND and heard.kind in COMMANDS:
            ctx.tell("did_you_mean", ctx.buttons(heard.kind), count=1)
            return
        act = self.listener.file.acts[heard.act]
        kind = act.kinds.get(heard.kind)
        reply = (kind.reply if kind else None) or act.reply
        if heard.act is Act.QUESTION_TO_COACH:
            self._keep(heard.said)
        personal = heard.act in HEEDED and reply
        words = reply[ctx.person.language] if personal and reply else ctx.say("tell_more")
        ctx.message((Part("text", words),), ctx.menu())

    def _keep(self, question: str) -> None:
        """A question without an answer waits for the next talk, whose summary has it."""
        ctx = self.ctx
        before = ctx.person.shared.get(WONDERS, Answer(())).value
        kept = [*before] if isinstance(before, tuple) else []
        keep(kept, question)
        ctx.person.shared[WONDERS] = Answer(tuple(kept))
        ctx.result.person_changed = True

    def _offer(self, text: str, found: list[Found]) -> None:
        """Say in two sentences what was understood, and which talks fit, each with its reason."""
        ctx, language = self.ctx, self.ctx.person.language
        ctx.person.shared[STORY] = Answer(text)
        ctx.result.person_changed = True
        themes = [one.theme for one in found]
        parts = [Part("text", self._understood(text, themes))]
        buttons = []
        if paused := ctx.last("paused"):
            buttons.append(Button(ctx.say("button_resume"), f"/resume {paused.id}"))
        fitting = self._fitting(themes)
        if not themes:
            fitting = [(name, []) for name in listed(ctx.content)[:1]]
        for name, about in fitting:
            raw = ctx.content.dialogues[name].raw
            if about:
                why = ctx.say("fits_because", title=raw.title[language], about=self._labels(about))
                parts.append(Part("item", why))
            buttons.append(Button(talk_label(ctx.content, name, language), f"/start {name} now"))
        parts.append(Part("small", ctx.say("words_stand_ready" if fitting else "choose_a_talk")))
        buttons.append(Button(ctx.say("button_menu"), "/menu"))
        ctx.message(tuple(parts), Prompt("menu", tuple(buttons)))

    def _understood(self, text: str, themes: list[str]) -> str:
        ctx = self.ctx
        about = ctx.say("story_about", about=self._labels(themes)) if themes else ""
        told = self._reflected(text) or [about or ctx.say("story_read")]
        if names := names_in(text)[:MAX_NAMES]:
            told.append(ctx.say("story_names", names=self._listed(names)))
        if any(self.listener.file.themes[theme].is_form for theme in themes):
            told.append(ctx.say("story_form"))
        return " ".join(told)

    def _reflected(self, text: str) -> list[str]:
        """What the story means to who tells it, by their own word; empty where unsure."""
        reflections, language = self.ctx.content.reflections, self.ctx.person.language
        one = next(reflections.fitting(text, (STORY,), language), None)
        if one is None:
            return []
        self.ctx.result.events.append(Reflected(STORY, one.id, one.line.adds))
        return [render(one.line.text[language], {one.line.needs: one.own})]

    def _fitting(self, themes: list[str]) -> list[tuple[str, list[str]]]:
        """The talks about most of the themes, with those; of equals the first in the menu."""
        content = self.ctx.content
        shared = [
            (name, [one for one in themes if one in content.dialogues[name].raw.about])
            for name in listed(content)
        ]
        found = [(name, about) for name, about in shared if about]
        return sorted(found, key=lambda one: -len(one[1]))[:MAX_TALKS]

    def _labels(self, themes: Iterable[str]) -> str:
        language = self.ctx.person.language
        labels = [self.listener.file.themes[theme].label[language] for theme in themes]
        return self._listed(labels[:MAX_THEMES])

    def _listed(self, words: list[str]) -> str:
        *first, last = words
        return self.ctx.say("and", first=", ".join(first), last=last) if first else last


def _is_story(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS
