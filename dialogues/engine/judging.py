"""Whether the outcome is recognised, and later how it went: either changes it at once."""

from __future__ import annotations

from dialogues.engine.menus import completed_menu
from dialogues.engine.model.telling import tell_best
from dialogues.engine.run import Run
from dialogues.messages.events import OutcomeJudged
from dialogues.parsing.words import after, phrase

SAID = {
    "no": ("button_judge_no", "said_wrong"),
    "missing": ("button_judge_missing", "said_not_quite"),
}
"""The words that one may begin with, by what is judged."""
JUDGED = ("yes", "no", "missing")
FOLLOWED = ("done", "partly", "not")
"""How it went with what was to be done."""


def judge(talk: Run, judged: str) -> bool:
    """Take in whether the main thing is recognised, or how it went with it. False where there is
    none to judge."""
    session = talk.session
    if not session.points or judged not in (*JUDGED, *FOLLOWED):
        return False
    main = session.points[0]
    talk.events.append(OutcomeJudged(main, judged))
    if judged in FOLLOWED:
        _followed(talk, main, judged)
    else:
        _recognised(talk, main, judged)
    talk.send(completed_menu(talk))
    return True


def judged_in_words(talk: Run, text: str) -> bool:
    """Whether a text begins with the words of *not right* or *something is missing*; what follows
    them is weighed at once."""
    session = talk.session
    if not session.points or session.judged:
        return False
    begun = [
        (len(words), judged)
        for judged, keys in SAID.items()
        for key in keys
        for words in map(phrase, talk.say(key).split(","))
        if phrase(text)[: len(words)] == words
    ]
    if not begun:
        return False
    length, judged = max(begun)
    if more := after(text, length):
        _amended(talk, judged, more)
    else:
        judge(talk, judged)
    return True


def _amended(talk: Run, judged: str, more: str) -> None:
    main = talk.session.points[0]
    talk.events.append(OutcomeJudged(main, judged))
    talk.session.judged = judged
    if judged == "no":
        talk.session.dismissed.append(main)
    correct(talk, more)


def _followed(talk: Run, main: str, how: str) -> None:
    """What was done makes room for what comes next; what stood in the way is weighed."""
    session = talk.session
    talk.add("text", talk.say(f"followed_{how}"))
    session.correcting = how != "done"
    if how == "done":
        session.done.append(main)
        tell_best(talk)
        if not session.points:
            talk.add("text", talk.say("followed_all"))


def _recognised(talk: Run, main: str, judged: str) -> None:
    session = talk.session
    session.judged, session.correcting = judged, judged != "yes"
    if judged == "yes":
        talk.add("text", talk.say("outcome_known"))
    elif judged == "no":
        session.dismissed.append(main)
        _anew(talk)
    if session.correcting:
        talk.add("strong", talk.say("outcome_wrong"))


def correct(talk: Run, text: str) -> None:
    """Weigh what was said of the outcome with all the rest, and tell it again."""
    session = talk.session
    session.correction = f"{session.correction} {text}".strip()
    session.correcting = False
    _anew(talk)
    talk.send(completed_menu(talk))


def _anew(talk: Run) -> None:
    talk.add("text", talk.say("outcome_anew"))
    tell_best(talk)
    if not talk.session.points:
        talk.add("text", talk.say("outcome_none"))
