"""Whether the outcome is recognised: what is not right or missing in it changes it at once."""

from __future__ import annotations

from dialogues.engine.menus import completed_menu
from dialogues.engine.model.telling import tell_best
from dialogues.engine.run import Run
from dialogues.messages.events import OutcomeJudged

JUDGED = ("yes", "no", "missing")


def judge(talk: Run, judged: str) -> bool:
    """Take in whether the main thing is recognised. False where there is none to judge."""
    session = talk.session
    if not session.points or judged not in JUDGED:
        return False
    main = session.points[0]
    talk.events.append(OutcomeJudged(main, judged))
    session.judged, session.correcting = judged, judged != "yes"
    if judged == "yes":
        talk.add("text", talk.say("outcome_known"))
    elif judged == "no":
        session.dismissed.append(main)
        _anew(talk)
    if session.correcting:
        talk.add("strong", talk.say("outcome_wrong"))
    talk.send(completed_menu(talk))
    return True


def correct(talk: Run, text: str) -> None:
    """Weigh what was said of the outcome with all the rest, and tell it again."""
    session = talk.session
    session.correction, session.correcting = text, False
    _anew(talk)
    talk.send(completed_menu(talk))


def _anew(talk: Run) -> None:
    talk.add("text", talk.say("outcome_anew"))
    tell_best(talk)
    if not talk.session.points:
        talk.add("text", talk.say("outcome_none"))
