"""From an input to the feature that takes it in: the one place that knows them all. Pure."""

from __future__ import annotations

from collections.abc import Callable

from dialogues.collaborations.collaborations import Collaborations
from dialogues.collaborations.losses import losses
from dialogues.definition.content import Content
from dialogues.documents.commands import DocumentCommands
from dialogues.engine.migration import ANSWERING
from dialogues.engine.session import Session
from dialogues.messages.documents import DOCUMENT_MARK
from dialogues.messages.events import (
    AnswerReturned,
    CalendarRequested,
    EraseRequested,
    ExportRequested,
    Part,
)
from dialogues.messages.inputs import Command, Input, Odd, Tap, Thought, Timeout, Typed
from dialogues.messages.links import INVITATION_MARK, ROUND_MARK
from dialogues.notifications.notifier import Notifier
from dialogues.notifications.postpone import Postponement
from dialogues.preferences.commands import PreferenceCommands
from dialogues.preferences.privacy import privacy_words
from dialogues.pulses.own_pulse import OwnPulse
from dialogues.pulses.schedule_choice import ScheduleChoice
from dialogues.talks.by_name import TalkByName
from dialogues.talks.follow_up import FollowUps
from dialogues.talks.open_actions import OpenActions
from dialogues.talks.opening import Opening
from dialogues.talks.plan_reminders import PlanReminders
from dialogues.talks.questions import Questions
from dialogues.talks.reminders import TalkReminders
from dialogues.talks.retention_notice import RetentionNotice
from dialogues.talks.second_look import SecondLook
from dialogues.talks.talks import Talks
from dialogues.texts.catalogue import Verb
from dialogues.turn.agreement import Agreement
from dialogues.turn.context import TurnContext
from dialogues.turn.menus import welcome
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from dialogues.turn.standing import ANSWERED, AT_THE_MENU, standing


def handle(
    content: Content, person: Person, given: Input, now: float, new_id: Callable[[], str]
) -> TurnResult:
    """Take in one input of a person. Changes the person's language, answers and stored sessions."""
    return Dispatcher(TurnContext(content, person, now, new_id)).handle(given)


class Dispatcher:
    """Builds the features, each with the context and the features that it needs, and asks them."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx = ctx
        self.talks, self.by_name = Talks(ctx), TalkByName(ctx)
        self.opening, self.open_actions = Opening(ctx, self.talks), OpenActions(ctx)
        choice, postponement = ScheduleChoice(ctx), Postponement(ctx)
        self.own_pulse = OwnPulse(ctx, self.talks, choice, postponement)
        self.talk_reminders = TalkReminders(ctx, postponement)
        self.plan_reminders = PlanReminders(ctx, postponement)
        self.follow_ups = FollowUps(ctx, postponement)
        self.retention_notice = RetentionNotice(ctx)
        self.collaborations = Collaborations(ctx, self.talks, choice, postponement)
        self.second_look = SecondLook(ctx)
        self.preferences = PreferenceCommands(ctx, self.talks, choice, self.second_look)
        self.documents = DocumentCommands(ctx)
        self.questions = Questions(ctx)
        sources = [
            self.talk_reminders, self.own_pulse, self.collaborations.notifications,
            self.plan_reminders, self.follow_ups, self.retention_notice,
        ]  # fmt: skip
        self.notifier = Notifier(ctx, sources, postponement)

    def handle(self, given: Input) -> TurnResult:
        """Take in an input, unless it is a yes that is worn out, or answers an earlier question."""
        if isinstance(given, Typed) and self._answers_earlier(given):
            self.ctx.event(AnswerReturned(self.ctx.say("answer_returned")))
            return self.ctx.result
        agreement = Agreement(self.ctx)
        settled = agreement.settle(given)
        if settled is not None:
            self._take(settled)
        agreement.stamp()
        return self.ctx.result

    def _answers_earlier(self, given: Typed) -> bool:
        """A verb in words, such as stop, is said to the coach and not to a question."""
        here = standing(self.ctx.person)
        if given.under in ("", here) or (given.under, here) == (ANSWERED, AT_THE_MENU):
            return False
        verb = self.ctx.content.catalogue.phrase(given.text, self.ctx.person.language)
        return verb in (None, "back", *ANSWERING)

    def _take(self, given: Input) -> None:
        match given:
            case Command(verb, argument):
                self.command(verb, argument)
            case Tap():
                self.tap(given)
            case Typed(text):
                self.typed(given, self.ctx.content.catalogue.phrase(text, self.ctx.person.language))
            case Odd():
                self.odd(given)
            case Timeout():
                self.notifier.due(given)
            case Thought():
                self.second_look.thought(given)
        for session in self.ctx.completed:
            self._completed(session)

    def _completed(self, session: Session) -> None:
        """What comes of a completed talk besides its words."""
        match self.ctx.content.dialogues[session.dialogue].raw.makes:
            case "collaboration":
                self.collaborations.founding.founded(session)
            case "membership":
                self.collaborations.invitations.joined(session)
            case "pulse" if not session.subject:
                self.own_pulse.completed(session)
            case "ballot" | "pulse":
                self.collaborations.rounds.cast(session)

    # --- what came in

    def command(self, verb: Verb, argument: str) -> None:
        self.documents.leave()
        match verb:
            case "start":
                self._start(argument)
            case "group":
                self.collaborations.commands.command(argument)
            case "fill":
                self.collaborations.rounds.fill(argument)
            case "linked":
                self.collaborations.group_chat.linked(argument)
            case "menu":
                self.ctx.show_menu()
            case "language":
                self.talks.set_language(argument)
            case "privacy":
                self._privacy()
            case "export":
                self.ctx.event(ExportRequested(to_read=argument == "pdf"))
            case "erase":
                self._erase(argument)
            case "settings":
                self.preferences.command(argument)
            case "pulse":
                self.own_pulse.command(argument)
            case "later":
                self.notifier.later(*argument.split())
            case "calendar":
                self.ctx.event(CalendarRequested())
            case "summary":
                self.documents.command(argument)
            case "resume":
                self.talks.resume(argument)
            case "more":
                self.talks.more(argument)
            case "actions":
                self.open_actions.show()
            case "judge":
                self.talks.judge(argument)
            case "remind":
                self._remind(*(*argument.split(), "", "")[:2])
            case _:
                self._in_talk(verb, argument)

    def _start(self, argument: str) -> None:
        dialogue = argument or self.ctx.content.start
        if argument.startswith(INVITATION_MARK):
            self.collaborations.invitations.invited(argument.removeprefix(INVITATION_MARK))
        elif argument.startswith(ROUND_MARK):
            self.collaborations.rounds.fill(argument.removeprefix(ROUND_MARK))
        elif dialogue:
            self.talks.begin(*dialogue.split())
        else:
            first = welcome(self.ctx.content, self.ctx.person.language)
            self.ctx.message(first.parts, self.ctx.menu())

    def _remind(self, what: str, session_id: str) -> None:
        """`plan ID` brings up the days of a plan, `follow ID` asks how it went in two weeks,
        `followed ID` now, `keep ID` keeps a talk or a person from being erased; the rest is about a
        talk that was left."""
        if what == "plan":
            self.plan_reminders.remind(session_id)
        elif what == "follow":
            self.follow_ups.want(session_id)
        elif what == "followed":
            self.follow_ups.ask(session_id)
        elif what == "keep":
            self.retention_notice.keep(session_id)
        else:
            self.talk_reminders.remind(what, session_id)

    def _in_talk(self, verb: Verb, argument: str) -> None:
        """A verb for the talk that is going on; `edit ID` opens one that has ended."""
        named = self.ctx.find(argument) if verb == "edit" else None
        talk = named or self.ctx.active()
        if talk is not None:
            self.talks.take(talk, Command(verb, "" if named else argument))
        elif verb == "help":
            self.ctx.tell("commands_help", self.ctx.menu())
        else:
            self.ctx.tell("nothing_open", self.ctx.menu())

    def tap(self, tap: Tap) -> None:
        self.documents.leave()
        talk = self.ctx.find(tap.session)
        if tap.session.startswith(DOCUMENT_MARK):
            self.documents.tap(tap)
        elif talk is None:
            self.ctx.notice()
        elif talk.status == "active" or tap.what.startswith("edit"):
            self.talks.take(talk, tap)
        elif talk.status == "completed":
            self.ctx.notice()
        else:
            self.talks.waiting(talk)

    def typed(self, given: Typed, verb: Verb | None) -> None:
        talk = self.ctx.active()
        if self.documents.asks:
            self.documents.typed(given.text, verb)
        elif talk is not None:
            self.talks.take(talk, given)
        elif verb is not None:
            self.command(verb, "")
        elif self.talks.correct(given):
            return
        elif named := self.by_name.take(given.text):
            if isinstance(named, Command):
                self.command(named.verb, named.argument)
        elif entry := self.questions.entry(given.text):
            self.questions.answer(entry)
        else:
            self.opening.take(given.text)

    def odd(self, given: Odd) -> None:
        if talk := self.ctx.active():
            self.talks.take(talk, given)
        else:
            self.ctx.tell(f"odd_{given.kind}", self.ctx.menu())

    # --- the person

    def _privacy(self) -> None:
        words = privacy_words(self.ctx.content, self.ctx.person.language)
        parts = tuple(Part("text", text) for text in words)
        ways = {"export_pdf": "/export pdf", "export": "/export", "erase": "/erase"}
        self.ctx.message(parts, self.ctx.choose(**ways, menu="/menu"))

    def _erase(self, argument: str) -> None:
        ctx = self.ctx
        catalogue, language = ctx.content.catalogue, ctx.person.language
        lost = losses(catalogue, language, ctx.person.memberships, ctx.now)
        match argument:
            case "yes" if lost:
                words = (*lost, ctx.say("erase_lost"))
                ways = ctx.choose(erase_yes="/erase yes really", erase_no="/erase no")
                ctx.message(tuple(Part("text", one) for one in words), ways)
            case "yes" | "yes really":
                ctx.event(EraseRequested())
                ctx.person.sessions, ctx.person.shared, ctx.person.draft = [], {}, None
                ctx.message((Part("text", ctx.say("erased")),), None)
            case "no":
                ctx.tell("not_erased", ctx.menu())
            case _:
                ctx.tell("erase_sure", ctx.choose(erase_yes="/erase yes", erase_no="/erase no"))
