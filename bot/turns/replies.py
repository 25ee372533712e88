"""From events to messages out: the only place that knows both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import orjson

from bot.documents.available import AvailableDocuments, PublishedResults, gather
from bot.documents.dialog import DocumentDialog
from bot.documents.gather import of_person
from bot.messages.links import Links, leads_here_only
from bot.messages.messages import MODEL, Inbound, Outbound
from bot.reports.document import Document, file_name
from bot.reports.report import Report
from bot.services.personal_data import export
from bot.turns.calendar_feed import own_file
from bot.turns.group_chat_posts import Record, posts
from dialogues.definition.content import Content
from dialogues.messages.events import (
    AnswerReturned,
    Button,
    CalendarRequested,
    ChatWanted,
    DocumentRequested,
    Event,
    ExportRequested,
    InviteShown,
    LinkWanted,
    MessageCreated,
    Part,
    PostWanted,
    Prompt,
    PromptAnswered,
    PromptChanged,
    PulseWanted,
)
from dialogues.messages.model_events import ModelWanted
from dialogues.results.pulse import Pulse, pulse_words
from dialogues.turn.menus import menu
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from storage.database.unit_of_work import Work
from storage.repositories import rounds


@dataclass(slots=True)
class Replies:
    """What one inbound makes us say, in order."""

    messages: list[Outbound] = field(default_factory=list)

    @classmethod
    def failed(cls, content: Content, person: Person, inbound: Inbound) -> Replies:
        """It went wrong on our side; who said something hears that it was not their doing."""
        if inbound.fires:
            return cls()
        words = content.catalogue.say(person.language, "failed_turn")
        prompt = menu(content, person.language, person.sessions, look=False)
        parts = (Part("text", words),)
        return cls([Outbound(inbound.channel, inbound.address, "say", parts, prompt)])


@dataclass(slots=True)
class Loaded:
    """What a turn's events need besides what it knows.

    export: the file of an export
    everything: the same, to read
    calendar: the file for their own calendar
    records: `records[round id]`: what was published of rounds
    pulses: `pulses[collaboration]`: the published pulses
    published: what documents are made of
    """

    export: str = ""
    everything: Report | None = None
    calendar: str = ""
    records: Mapping[str, Record] = field(default_factory=dict)
    pulses: Mapping[str, Sequence[Pulse]] = field(default_factory=dict)
    published: PublishedResults = field(default_factory=PublishedResults)


async def loaded(
    work: Work, content: Content, person: Person, result: TurnResult, now: float
) -> Loaded:
    """Look it up."""
    found = Loaded()
    exports = {event.to_read for event in result.events if isinstance(event, ExportRequested)}
    if False in exports:
        found.export = await export(work, person)
    if True in exports:
        found.everything = await of_person(work, content, person, now)
    if any(isinstance(event, CalendarRequested) for event in result.events):
        found.calendar = await own_file(work, content, person, now)
    wanted = {event.subject for event in result.events if isinstance(event, DocumentRequested)}
    if wanted:
        found.published = await gather(work, person, wanted)
    posted = [event for event in result.events if isinstance(event, PostWanted)]
    about = {event.round for event in posted if event.what in ("result", "agenda")}
    found.records = {name: await rounds.record(work, name) for name in about}
    pulses = {e.collaboration for e in result.events if isinstance(e, PulseWanted)}
    pulses |= {event.collaboration for event in posted if event.what == "result"}
    found.pulses = {name: await rounds.pulses(work, name) for name in pulses}
    return found


def replies_to(
    content: Content,
    person: Person,
    result: TurnResult,
    inbound: Inbound,
    links: Links,
    loaded: Loaded,
    now: float,
) -> Replies:
    """The messages that a turn's events ask for."""
    messages: list[Outbound] = []
    for event in result.events:
        if isinstance(event, PostWanted):
            member = person.membership(event.collaboration)
            assert member  # only theirs is asked for
            record = loaded.records.get(event.round, {})
            found = loaded.pulses.get(event.collaboration, ())
            messages += posts(content, member, event, record, links, found)
        elif isinstance(event, ChatWanted):
            messages.append(_into_group(content, person, inbound, event, links))
        elif isinstance(event, LinkWanted) and not _useful(event, inbound, links):
            continue  # without a web chat there is no such page: the card is all
        elif isinstance(event, LinkWanted | InviteShown):
            if inbound.aside:
                continue  # the page has them
            messages.append(_linked(content, person, inbound, event, links))
        elif isinstance(event, PulseWanted):
            found = loaded.pulses.get(event.collaboration, ())
            messages += _pulse(content, person, inbound, event, found)
        elif isinstance(event, CalendarRequested):
            messages.append(_calendar(content, person, inbound, links, loaded.calendar))
        elif isinstance(event, ModelWanted):
            messages.append(_asked(inbound, event, now))
        else:
            messages += _reply(content, person, result, inbound, event, loaded)
    return Replies(messages)


def _reply(
    content: Content,
    person: Person,
    result: TurnResult,
    inbound: Inbound,
    event: Event,
    loaded: Loaded,
) -> Iterator[Outbound]:
    channel, address = inbound.channel, inbound.address
    match event:
        case MessageCreated(parts, prompt, replaces, picture):
            ref = inbound.ref if replaces else ""
            yield Outbound(channel, address, "say", parts, prompt, ref, picture=picture)
        case AnswerReturned(text):
            yield Outbound(channel, address, "say", (Part("text", text),))
        case PromptChanged(prompt) if inbound.ref:
            yield Outbound(channel, address, "mark", (), prompt, inbound.ref)
        case PromptAnswered(parts) if inbound.ref:
            yield Outbound(channel, address, "done", parts, None, inbound.ref)
        case DocumentRequested():
            documents = AvailableDocuments(content, person, result.changed, loaded.published)
            yield from DocumentDialog(documents, event, inbound).replies()
        case ExportRequested():
            words = content.catalogue.say(person.language, "export_here")
            document = _everything(loaded, person.language)
            yield Outbound(
                channel, address, "document", (Part("text", words),), None, document=document
            )


def _everything(loaded: Loaded, language: str) -> Document:
    """All that is kept of a person: to read, or as data."""
    if report := loaded.everything:
        body, name = report.model_dump_json(), file_name(report, "pdf")
        return Document(name, "pdf", body, language, again="/export pdf")
    return Document("samenspraak.json", "json", loaded.export, language)


def _asked(inbound: Inbound, event: ModelWanted, now: float) -> Outbound:
    """What goes to a language model, with where its answer is to go."""
    request = {
        "channel": inbound.channel, "address": inbound.address, "session": event.session,
        "number": event.number, "job": event.job, "language": event.language,
        "about": event.about, "schema": event.schema, "asked": now,
    }  # fmt: skip
    whole = orjson.dumps(request).decode()
    return Outbound(MODEL, event.session, "think", request=whole)


def _pulse(
    content: Content, person: Person, inbound: Inbound, event: PulseWanted, found: Sequence[Pulse]
) -> Iterator[Outbound]:
    """What came of a pulse, for one of its members."""
    member = person.membership(event.collaboration)
    assert member  # only theirs is asked for
    told = pulse_words(content, person.language, member.collaboration, found, event.round)
    if told is not None:
        parts, picture = told
        yield Outbound(inbound.channel, inbound.address, "say", parts, picture=picture)


def _calendar(content: Content, person: Person, inbound: Inbound, to: Links, file: str) -> Outbound:
    """Everything to come as a file, when there is anything; and where a calendar can follow it."""
    say, language = content.catalogue.say, person.language
    channel, address = inbound.channel, inbound.address
    if not file:
        prompt = menu(content, language, person.sessions, look=False)
        words = Part("text", say(language, "calendar_none"))
        return Outbound(channel, address, "say", (words,), prompt)
    parts = [Part("text", say(language, "calendar_here"))]
    if not leads_here_only(to.origin):
        parts.append(Part("text", say(language, "calendar_follow")))
        parts.append(Part("link", to.settings(channel, address)))
    else:
        parts.append(Part("text", say(language, "follow_nowhere")))
    document = Document("samenspraak.ics", "ics", file, language)
    return Outbound(channel, address, "document", tuple(parts), document=document)


def _useful(event: LinkWanted, inbound: Inbound, links: Links) -> bool:
    return event.kind != "settings" or (links.origin != "" and links.reach(inbound.channel))


def _linked(
    content: Content, person: Person, inbound: Inbound, event: LinkWanted | InviteShown, to: Links
) -> Outbound:
    """A message with links, each in a part of its own; or why there is none to give."""
    parts = []
    if isinstance(event, InviteShown):
        found = list(to.invite(event.token))
        parts += [_nowhere(content, person, "invite_link_nowhere")] if to.local else []
    elif not to.reach(inbound.channel):
        found = []
        parts.append(_nowhere(content, person, "link_nowhere"))
    elif event.kind == "settings":
        found = [("link_settings", to.settings(inbound.channel, inbound.address))]
    else:
        path = f"/groups/{event.collaboration}"
        path += f"/rounds/{event.round}" if event.round else ""
        found = [(f"link_{event.kind}", to.page(inbound.channel, inbound.address, path))]
    for key, link in found:
        parts.append(Part("text", content.catalogue.say(person.language, key)))
        parts.append(Part("link", to.shown(inbound.channel, link)))
    return Outbound(inbound.channel, inbound.address, "say", tuple(parts))


def _nowhere(content: Content, person: Person, key: str) -> Part:
    return Part("text", content.catalogue.say(person.language, key))


def _into_group(
    content: Content, person: Person, inbound: Inbound, event: ChatWanted, to: Links
) -> Outbound:
    """The way to bring us into the members' group chat: only Telegram knows who does so."""
    say = partial(content.catalogue.say, person.language)
    back = Button(say("button_group_back"), f"/group {event.collaboration}")
    key, ways = "chat_not_here", [back]
    if to.username and inbound.channel == "telegram":
        key = "chat_how"
        link = to.group(event.collaboration, inbound.address, inbound.received)
        ways.insert(0, Button(say("button_chat_choose"), link))
    parts = tuple(Part("text", text) for text in say(key).split("\n\n"))
    prompt = Prompt("menu", tuple(ways))
    return Outbound(inbound.channel, inbound.address, "say", parts, prompt)
