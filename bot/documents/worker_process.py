"""A process that makes documents: started when one is first asked for, ended when none is.

Making a PDF or a Word file takes memory that stays taken, and time in which nothing else could be
said; here neither is felt by who is talking. Jobs and answers go over the pipe, with their length
in front. It ends when the pipe does.
"""

from __future__ import annotations

import os
import pickle
import resource
import sys
from typing import BinaryIO

from bot.config.logs import set_up_logs
from bot.reports.branding import Style
from bot.reports.document import Document
from bot.reports.formats import render_document

HEAD = 4
"""Bytes of the length in front."""
POLITE = 5
"""How much others go first when the machine is busy."""


def packed(body: bytes) -> bytes:
    """A message with its length in front: `HEAD` bytes, big-endian."""
    return len(body).to_bytes(HEAD, "big") + body


def answer(document: Document, style: Style) -> tuple[bool, bytes]:
    """Whether it was made, and the file; else why not, in words without content."""
    try:
        return True, render_document(document, style)
    except BaseException as error:  # typst's own panics are no Exceptions
        return False, f"{document.format}: {type(error).__name__}".encode()


def bound(memory: int) -> None:
    """No more memory than so many MB, and no file of what was in it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_next(seconds: int) -> None:
    """No more of the processor for the next document; who goes beyond is ended by the system."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(spent.ru_utime + spent.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def work(jobs: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Make what is asked, one after another. The first that comes is the house style."""
    style = None
    while head := jobs.read(HEAD):
        given = pickle.loads(jobs.read(int.from_bytes(head, "big")))
        if style is None:
            style = given
            continue
        bound_next(seconds)
        made, body = answer(given, style)
        answers.write(packed(bytes([made]) + body))
        answers.flush()


def main(log: str, seconds: int, memory: int) -> None:
    """What anyone prints must not get between the answers, so it goes where the log goes."""
    bound(memory)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.nice(POLITE)
    set_up_logs(log)
    work(sys.stdin.buffer, answers, seconds)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
