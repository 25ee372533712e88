"""The loop that carries everything: a batch in, one transaction, replies out.

In one transaction a batch's inbound rows are stored (a repeat is dropped), the persons and their
sessions are loaded, the pure engine runs on each in the order of arrival, and sessions, replies and
persons are written. Only after the commit may a channel confirm the batch to whoever sent it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial

import structlog

from bot.cancellation import unbroken
from bot.messages.links import Links
from bot.messages.messages import MODEL, Inbound, Outbound
from bot.services import effects, erasure
from bot.services import rounds as rounds_service
from bot.turns.batch import Batch, note_fires, still_due
from bot.turns.inbox_rows import in_row, unread_row
from bot.turns.outcome import Outcome, returned
from bot.turns.prefetch import ends_batch, invitations
from bot.turns.replies import Loaded, Replies, loaded, replies_to
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from dialogues.domain.effects import RoundClosed
from dialogues.messages.events import EraseRequested, Noticed, PostWanted
from dialogues.messages.inputs import Input, Thought
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult
from frameworks.definition.errors import SamenspraakError
from frameworks.definition.languages import DEFAULT, LANGUAGES
from storage.core.errors import PublishError, StorageError
from storage.database.unit_of_work import Store, Work
from storage.repositories import dead_letters, fires, inbox, outbox, people, sessions
from storage.repositories import invitations as stored_invitations

log = structlog.get_logger()
TRIES = 3
Address = tuple[str, str]
Reply = tuple[outbox.OutboxRow, Outbound]
"""A message out as it is stored, and as it is sent."""


class TurnFailedError(SamenspraakError):
    """The engine failed on one inbound; nothing of its batch was committed."""

    def __init__(self, inbound: Inbound, cause: Exception) -> None:
        super().__init__(type(cause).__name__)
        self.inbound = inbound


def token() -> str:
    """An id that cannot be guessed."""
    return secrets.token_hex(6)


class Turns:
    """Takes batches, one at a time. `committed` is called with the replies, once they are stored,
    `elsewhere` with the addresses that got some by another replica. Before that `erased` is called
    with who was erased. `doubted`: a commit failed, and may have been done all the same.

    `fetched` channels fetch their messages by themselves. `language` is for who shows none.
    """

    def __init__(
        self,
        content: Content,
        store: Store,
        clock: Callable[[], float],
        new_id: Callable[[], str] = token,
        fetched: frozenset[str] = frozenset({"web"}),
        language: str = DEFAULT,
    ) -> None:
        self.content, self.store, self.clock, self.new_id = content, store, clock, new_id
        self.fetched, self.language = fetched, language
        self.links = Links(store.vault.secrets("links"), clock)
        self.committed: list[Callable[[Sequence[Reply]], None]] = []
        self.erased: list[Callable[[Collection[str]], None]] = []
        self.doubted: list[Callable[[], None]] = []
        self.elsewhere: list[Callable[[Collection[Address]], None]] = []
        self._waiting: list[tuple[Inbound, asyncio.Future[Outcome]]] = []
        self._one_batch = asyncio.Lock()

    async def submit(self, inbound: Inbound) -> Outcome:
        """Take one inbound; returns after its commit. Those that wait meanwhile share the next."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((inbound, future))
        async with self._one_batch:
            if not future.done():
                batch, self._waiting = self._waiting, []
                await unbroken(self._settle(batch))
        return await future

    async def _settle(self, batch: list[tuple[Inbound, asyncio.Future[Outcome]]]) -> None:
        try:
            outcomes = await self._apply([inbound for inbound, _ in batch])
        except Exception as error:
            for _, future in batch:
                future.set_exception(error)
        else:
            for (_, future), outcome in zip(batch, outcomes, strict=True):
                future.set_result(outcome)

    async def apply(self, batch: Sequence[Inbound]) -> list[Outcome]:
        """Take a batch; returns after the commit. Raises what storage raises: confirm nothing."""
        async with self._one_batch:
            return await self._apply(batch)

    async def _apply(self, batch: Sequence[Inbound]) -> list[Outcome]:
        """An erasure ends its transaction: what follows in the batch is of someone new.

        So does what someone does in a collaboration: others in the batch are to see it so.
        """
        for end, one in enumerate(batch[:-1], 1):
            if ends_batch(one.input):
                return await self._apply(batch[:end]) + await self._apply(batch[end:])
        try:
            return await self._commit(batch)
        except TurnFailedError as fault:
            failed = (fault.inbound.channel, fault.inbound.address)
        except (StorageError, OSError):
            raise
        except Exception:  # something of it cannot be written: by halves it is found whose
            half = len(batch) // 2
            return await self._apply(batch[:half]) + await self._apply(batch[half:])
        others = [one for one in batch if (one.channel, one.address) != failed]
        outcomes = dict(zip(map(id, others), await self._apply(others), strict=True))
        for one in batch:
            if id(one) not in outcomes:
                outcomes[id(one)] = await self._alone(one)
        return [outcomes[id(one)] for one in batch]

    async def _alone(self, inbound: Inbound) -> Outcome:
        """One inbound that may fail: tried again, then parked, so that it delays nobody."""
        for attempt in range(1, TRIES + 1):
            try:
                return (await self._commit([inbound]))[0]
            except TurnFailedError as fault:
                error = str(fault)
                log.warning("turn failed", channel=inbound.channel, error=error, attempt=attempt)
        log.error("turn parked", channel=inbound.channel, update=inbound.update, error=error)
        return (await self._commit([inbound], park=error))[0]

    async def park(self, unread: Sequence[Inbound]) -> None:
        """Keep what could not be read; nobody hears of it but an operator."""
        if not unread:
            return

        async def step(work: Work) -> None:
            known = await people.people_at(work, {(one.channel, one.address) for one in unread})
            rows = [unread_row(one, known.get((one.channel, one.address))) for one in unread]
            await inbox.add_inbound(work, rows)

        async with self._one_batch:
            await self.store.run(step)

    async def replay(self, number: int, inbound: Inbound) -> None:
        """Run a parked turn again, in a transaction of its own.

        Raises TurnFailedError: it stays parked.

        `number` is its row in the inbox. That it was parked was told under its own key then.
        """
        async with self._one_batch:
            with _told_of(inbound):
                async with self.store.begin() as work:
                    batch = await self._again(work, number, inbound)
            if batch.empties:
                await self.store.truncate_log()

    async def _again(self, work: Work, number: int, inbound: Inbound) -> Batch:
        address = (inbound.channel, inbound.address)
        batch = Batch(await people.people_at(work, {address}, hold=True), again="again/")
        person = self._person(batch, inbound)
        await self._run(work, batch, number, inbound, "")
        await dead_letters.settle(work, number, inbound.address, person.id)
        await self._write(work, batch)
        return batch

    async def _commit(self, inbounds: Sequence[Inbound], park: str = "") -> list[Outcome]:
        if not inbounds:
            return []

        async def step(work: Work) -> tuple[list[Outcome], Batch]:
            outcomes, batch = await self._turn(work, inbounds, park)
            replies = await self._write(work, batch)
            if batch.erased:
                work.committed.extend(partial(tell, [*batch.erased]) for tell in self.erased)
            work.committed.extend(partial(tell, replies) for tell in self.committed)
            return outcomes, batch

        alone = len(inbounds) == 1 and not park
        try:
            with _told_of(inbounds[0]) if alone else nullcontext():
                outcomes, batch = await self.store.run(step)
        except StorageError:
            for doubt in self.doubted:
                doubt()
            raise
        if batch.empties:
            await self.store.truncate_log()
        return outcomes

    async def _turn(
        self, work: Work, inbounds: Sequence[Inbound], park: str
    ) -> tuple[list[Outcome], Batch]:
        claimed = await fires.claim(
            work, {key: (i.channel, i.address) for i in inbounds for key in i.fires}
        )
        given: dict[tuple[str, str], Inbound] = {}
        first: dict[tuple[str, str], int] = {}
        for one in inbounds:
            if still := still_due(one, claimed):
                given.setdefault((one.channel, one.update), still)
                first.setdefault((one.channel, one.update), id(one))
        wanted = {(one.channel, one.address) for one in given.values()}
        batch = Batch(
            await people.people_at(work, wanted, hold=True),
            ended=dict.fromkeys(claimed, "skipped"),
        )
        given = {  # of who was erased meanwhile nobody is made anew
            key: one
            for key, one in given.items()
            if not isinstance(one.input, Thought) or (one.channel, one.address) in batch.people
        }
        about = [one.input for one in given.values() if not park]  # its words may be the fault
        await _invited(self.content, work, batch, about)
        came: set[Address] = set()
        rows = [in_row(one, self._person(batch, one).id, park) for one in given.values()]
        numbers = await inbox.add_inbound(work, rows)
        outcomes = {}
        for key, one in given.items():
            if key in numbers:
                came.add((one.channel, one.address))
                outcomes[first[key]] = await self._run(work, batch, numbers[key], one, park)
        batch.keep(came)
        return [outcomes.get(id(one), Outcome(fresh=False)) for one in inbounds], batch

    def _person(self, batch: Batch, inbound: Inbound) -> Person:
        address = (inbound.channel, inbound.address)
        if address not in batch.people:
            language = inbound.language if inbound.language in LANGUAGES else self.language
            person = Person(self.new_id(), language, invites=batch.invites)
            batch.people[address] = person
            batch.new.append((address, person))
        return batch.people[address]

    async def _run(
        self, work: Work, batch: Batch, number: int, inbound: Inbound, park: str
    ) -> Outcome:
        person = batch.people[(inbound.channel, inbound.address)]
        if park:
            failed, words = _beside(inbound, Replies.failed(self.content, person, inbound))
            batch.replies.append((number, inbound, person, failed))
            return Outcome(words)
        try:
            now = self.clock()
            result = handle(self.content, person, inbound.input, now, self.new_id)
            if inbound.channel in self.fetched and not batch.again and (told := returned(result)):
                await inbox.forget(work, number)
                return Outcome(told, returned=True)
            also = await self._load(work, batch, person, result)
            replies = replies_to(self.content, person, result, inbound, self.links, also, now)
        except Exception as error:
            log.exception("the engine failed", channel=inbound.channel)
            raise TurnFailedError(inbound, error) from error
        if result.person_changed:
            batch.touched[person.id] = person
        for session in result.changed.values():
            batch.sessions[session.id] = (person.id, session)
        if any(isinstance(event, EraseRequested) for event in result.events):
            batch.erased[person.id] = number
        replies, words = _beside(inbound, replies)
        batch.replies.append((number, inbound, person, replies))
        batch.effects += ((inbound, effect) for effect in result.effects)
        note_fires(batch, inbound, person.id, result.fires, said=bool(replies.messages))
        notices = [event.text for event in result.events if isinstance(event, Noticed)]
        return Outcome(" ".join(notices) or words, erased=person.id in batch.erased)

    async def _load(self, work: Work, batch: Batch, person: Person, result: TurnResult) -> Loaded:
        """What the words of a turn are made of, besides what it knows."""
        if any(isinstance(event, PostWanted) for event in result.events):
            # A round that was closed just before, in this batch, has its result by now.
            await self._write_effects(work, batch, self.clock())
        return await loaded(work, self.content, person, result, self.clock())

    async def _write(self, work: Work, batch: Batch) -> list[Reply]:
        """Write all that a batch changed; returns its replies."""
        now, fetched = self.clock(), self.fetched
        await people.add_people(work, batch.new, now)
        wrote = {
            (one.channel, one.address)
            for _, one, _, _ in batch.replies
            if not one.aside and not isinstance(one.input, Thought)
        }
        for address, person in batch.people.items():
            if not person.reachable and address in wrote:  # who writes to us can be reached
                await people.set_reachable(work, address, True)
        new = {person.id for _, person in batch.new}
        await people.save_people(work, (p for p in batch.touched.values() if p.id not in new))
        await sessions.save_sessions(work, batch.sessions.values())
        await fires.add(work, batch.fires)
        await fires.settle(work, batch.ended, now)
        await fires.move(work, batch.moved)
        await self._write_effects(work, batch, now)
        waits: dict[Address, float] = {}
        for erased in batch.erased:
            waits |= await erasure.erase(work, erased, now)
        replies = list(_out_rows(batch, now, waits))
        rows = [row for row, _ in replies]
        fetch = [row for row in rows if row.channel in fetched and row.person is not None]
        await outbox.add_outbound(work, fetch, "sent")
        await outbox.add_outbound(work, [r for r in rows if r.channel not in fetched], "pending")
        return replies

    async def _write_effects(self, work: Work, batch: Batch, now: float) -> None:
        """What changed of collaborations; a round is closed with all that came before it."""
        for inbound, effect in batch.effects:
            if isinstance(effect, RoundClosed):
                known = self.content.frameworks
                try:
                    closed = await rounds_service.close(
                        work, effect.collaboration, effect.round, known, now
                    )
                except PublishError as error:
                    raise TurnFailedError(inbound, error) from error
                batch.closed |= closed
            else:
                await effects.apply(work, [effect], now)
        batch.effects.clear()


def _beside(inbound: Inbound, replies: Replies) -> tuple[Replies, str]:
    """What a page asked is answered in the page: our words to the person leave the replies."""
    if not inbound.aside:
        return replies, ""
    person = (inbound.channel, inbound.address)
    words = [
        part.text for m in replies.messages if (m.channel, m.address) == person for part in m.parts
    ]
    others = [m for m in replies.messages if (m.channel, m.address) != person]
    return Replies(others), "\n".join(words)


async def _invited(content: Content, work: Work, batch: Batch, came: Collection[Input]) -> None:
    """Load the invitations that this batch may be about; who shares one sees it used up."""
    tokens, ids = invitations(content, came, batch.people.values())
    if tokens or ids:
        batch.invites = await stored_invitations.invitations(work, tokens, ids)
    for person in batch.people.values():
        person.invites = batch.invites


@contextmanager
def _told_of(inbound: Inbound) -> Iterator[None]:
    """What goes wrong inside is the doing of this inbound, unless storage as such fails."""
    try:
        yield
    except (TurnFailedError, StorageError, OSError):
        raise
    except Exception as error:
        log.exception("a turn cannot be written", channel=inbound.channel)
        raise TurnFailedError(inbound, error) from error


def _out_rows(batch: Batch, now: float, waits: Mapping[Address, float]) -> Iterator[Reply]:
    for number, inbound, person, replies in batch.replies:
        if number < batch.erased.get(person.id, 0):
            continue  # what was said before everything was erased is not said any more
        owner = None if person.id in batch.erased else person.id
        for place, out in enumerate(replies.messages):
            own = (out.channel, out.address) == (inbound.channel, inbound.address)
            own = own or out.channel == MODEL
            row = outbox.OutboxRow(
                key=f"{number}/{batch.again}{place}",
                channel=out.channel,
                address=out.address,
                person=owner if own else None,  # else it is for a group
                after=number,
                created=now,
                text=out.dump(),
                not_before=waits.get((out.channel, out.address), 0.0),
                prompt=bool(inbound.fires),
            )
            yield row, out
