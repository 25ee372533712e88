"""Where documents are made: in processes of their own, which come and go with the work.

Word takes long where a report is long, so it has a bench to itself: nobody's PDF waits for it.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from math import ceil
from pathlib import Path

import structlog

from bot.documents.fair_line import FairLine, TooManyWaitingError
from bot.documents.worker_process import HEAD, packed
from bot.reports.branding import Style
from bot.reports.document import Document
from bot.reports.report import Report
from frameworks.definition.errors import SamenspraakError

IDLE, MAX_SECONDS = 120.0, 20.0
"""Seconds after which an idle worker ends, and that one document may take."""
MAX_MEMORY_MB = 1024
MAX_BODY_CHARS = 2_000_000
"""The longest report that we make ourselves, of forty pages, has 95,000."""
ROOT = Path(__file__).parents[2]
SLOW = "docx"
INHERITED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
"""All that a worker gets of our environment: it has no need of a token, a password, or the place of
a key."""
log = structlog.get_logger()
Answer = tuple[bool, bytes]


class RenderError(SamenspraakError):
    """A document could not be made; the reason holds no content."""


class WorkerPool:
    """Makes documents in the house style."""

    def __init__(
        self,
        style: Style | None = None,
        *,
        log: str = "auto",
        idle: float = IDLE,
        longest: float = MAX_SECONDS,
        memory: int = MAX_MEMORY_MB,
    ) -> None:
        """`longest`: seconds that one may take; `memory`: MB that a worker may use."""
        self.style = style or Style()
        self.bench, self.slow_bench = (
            Worker(self.style, log, idle, longest, memory) for _ in range(2)
        )

    async def make(self, document: Document, person: str = "") -> bytes:
        """The file; of several who wait each person in turn, whoever asks for many.

        Raises RenderError, which is logged here.
        """
        if not document.is_report:
            return document.body.encode()
        made, body = await self._asked(document, person)
        if not made:
            reason = body.decode()
            log.error("a document was not made", format=document.format, reason=reason)
            raise RenderError(reason)
        return body

    async def _asked(self, document: Document, person: str) -> Answer:
        if len(document.body) > MAX_BODY_CHARS:
            return False, f"{document.format}: it is longer than a document may be".encode()
        bench = self.slow_bench if document.format == SLOW else self.bench
        try:
            return await bench.make(document, person)
        except TooManyWaitingError:
            return False, f"{document.format}: too many are waiting".encode()

    async def make_report(self, report: Report, format: str, person: str = "") -> bytes:
        """The same of a report that was not stored."""
        body = report.model_dump_json()
        document = Document("", format, body, report.language, again="/summary")
        return await self.make(document, person)

    async def close(self) -> None:
        await asyncio.gather(self.bench.close(), self.slow_bench.close())


class Worker:
    """One worker at most, which makes one document at a time. The first document starts it."""

    def __init__(self, style: Style, log: str, idle: float, longest: float, memory: int) -> None:
        self._style, self._log, self._idle, self._longest = style, log, idle, longest
        self._memory = memory
        self._process: Process | None = None
        self._line = FairLine()
        self._end: asyncio.TimerHandle | None = None

    @property
    def pid(self) -> int | None:
        """The worker's number, while there is one."""
        return self._process.pid if self._process else None

    async def make(self, document: Document, person: str) -> Answer:
        """The file; or that it was not made, and why. Raises TooManyWaitingError."""
        async with self._line.turn(person):
            if self._end:
                self._end.cancel()
            try:
                return await self._asked(document)
            except BaseException:  # what comes next on that pipe would answer another's question
                self._kill()
                raise
            finally:
                self._end = asyncio.get_running_loop().call_later(self._idle, self._kill)

    async def _asked(self, document: Document) -> Answer:
        """An answer; a worker that was ended while it had nothing to do is started anew, once."""
        fresh = self._process is None
        try:
            async with asyncio.timeout(self._longest):
                return await self._ask(document)
        except TimeoutError:
            self._kill()
            return False, f"{document.format}: not done in {self._longest:g} seconds".encode()
        except (OSError, EOFError) as error:
            self._kill()
            if not fresh:
                return await self._asked(document)
            return False, f"{document.format}: the worker ended ({type(error).__name__})".encode()

    async def _ask(self, document: Document) -> Answer:
        process = self._process or await self._start()
        assert process.stdin and process.stdout
        process.stdin.write(packed(pickle.dumps(document)))
        await process.stdin.drain()
        size = int.from_bytes(await process.stdout.readexactly(HEAD), "big")
        body = await process.stdout.readexactly(size)
        return bool(body[0]), body[1:]

    async def _start(self) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.documents.worker_process",
            self._log, str(ceil(self._longest)), str(self._memory),
            stdin=PIPE, stdout=PIPE,
            start_new_session=True,  # an interrupt is for us: what is under way may end
            env=_environment(),
            cwd="/",  # not where a .env of ours is
        )  # fmt: skip
        assert self._process.stdin
        self._process.stdin.write(packed(pickle.dumps(self._style)))
        return self._process

    def _kill(self) -> None:
        """End the worker; it keeps nothing."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()

    async def close(self) -> None:
        if self._end:
            self._end.cancel()
        process = self._process
        self._kill()
        if process:
            await process.wait()


def _environment() -> dict[str, str]:
    """Of a worker. Open files it does not inherit either: only its pipes, and the log."""
    paths = [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    found = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return found | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, paths))}
