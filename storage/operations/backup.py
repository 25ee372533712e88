"""A copy of the SQLite database while it is in use, and the way back, both checked by content.

A copy is made with SQLite's own backup, in one read transaction on a connection of its own: whoever
writes goes on writing, and the copy is the state of one moment. It is written beside its place and
gets its name when it has been checked. A restore checks before it changes anything, and throws
nothing away.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.core.crypto import load_keys
from storage.core.errors import StorageError
from storage.database.sqlite import database_file, lock, put_in_place
from storage.operations.integrity import Counts, check, check_whole, count, reading
from storage.repositories.fingerprints import Gone

BESIDE = ("-journal", "-wal", "-shm")
Erase = Callable[[Path, list[Gone]], int]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    counts: what the copy holds
    opened: how many sealed values of it were opened
    aside: where the database of before is now, if there was one
    erased: how many were erased since the copy, and so are erased in it too
    unknown: the database of before cannot tell who was erased
    """

    counts: Counts
    opened: int
    aside: Path | None
    erased: int = 0
    unknown: bool = False


def back_up(url: str, target: Path) -> Counts:
    """Copy the database to a new file. Raises StorageError, and then leaves nothing."""
    source = database_file(url)
    if target.exists():
        raise StorageError(f"{target} is there already: choose another name, or move it away")
    with _undisturbed(source), _draft(target) as draft:
        counts = _copy(source, draft)
        os.rename(draft, target)
    _sync(target.absolute().parent)
    return counts


def restore(
    url: str, file: Path, key_file: Path, stamp: str, erase: Erase = lambda *_: 0
) -> Restored:
    """Put a copy in the place of the database, which is kept under a name with `stamp` in it.

    `erase` takes out of the copy whom the database says to be gone, before it gets its place.

    Raises StorageError, and then all is as it was: when the coach runs, or the copy is damaged, of
    a newer version, or sealed with another key.
    """
    place = put_in_place(url)
    if not file.is_file():
        raise StorageError(f"there is no file {file}: give the file of a backup")
    if place.exists() and file.samefile(place):
        raise StorageError(f"{file} is the database itself: give the file of a backup")
    vault = load_keys(key_file, may_make=False)
    with reading(file) as copy:
        check(copy, file, vault)
    with closing(lock(place)), _draft(place) as draft:
        counts = _copy(file, draft)
        with reading(draft) as copy:
            opened = check(copy, file, vault)
        gone = _gone(place)
        erased = erase(draft, gone) if gone else 0
        _sync(draft)
        aside = _aside(place, stamp)
        os.replace(draft, place)
        _sync(place.parent)
    return Restored(counts, opened, aside, erased, unknown=gone is None)


def _gone(place: Path) -> list[Gone] | None:
    """Who was erased, as the database of before has it; None when that cannot be read."""
    beside = [place.with_name(place.name + end) for end in BESIDE]
    there = [path for path in beside if path.exists()]
    try:
        with reading(place) as present:
            return [
                Gone(*row) for row in present.execute("SELECT mark, kind, day FROM fingerprints")
            ]
    except (StorageError, sqlite3.Error):
        return None
    finally:
        for path in beside:  # reading makes them, and leaves them
            if path not in there:
                path.unlink(missing_ok=True)


@contextmanager
def _undisturbed(path: Path) -> Iterator[None]:
    """Keep a coach from starting meanwhile; one that runs already does no harm to a reader."""
    try:
        held = lock(path)
    except StorageError:
        yield
        return
    with closing(held):
        yield


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A file beside `target` that only we can read; nothing is left of it after a fault."""
    draft = target.with_name(f"{target.name}.part")
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written ({error.strerror}): choose a folder that is there, and "
            "that you may write"
        ) from None
    try:
        yield draft
    except sqlite3.Error as error:
        raise StorageError(f"{target} cannot be written ({error}): nothing is changed") from None
    finally:
        for end in ("", ".lock", *BESIDE):
            draft.with_name(draft.name + end).unlink(missing_ok=True)


def _copy(source: Path, draft: Path) -> Counts:
    """Copy into an empty file, made to stand by itself; returns what both hold."""
    with reading(source) as old, closing(sqlite3.connect(draft)) as new:
        new.execute("PRAGMA journal_mode = OFF")
        new.execute("PRAGMA synchronous = OFF")
        old.execute("BEGIN")
        counts = count(old)
        old.backup(new)
    with closing(sqlite3.connect(draft)) as new:
        new.execute("PRAGMA journal_mode = DELETE")
    with reading(draft) as copy:
        check_whole(copy, draft)
        if count(copy) != counts:
            raise StorageError(f"the copy of {source} lacks rows: try again")
    _sync(draft)
    return counts


def _aside(place: Path, stamp: str) -> Path | None:
    """Keep the present database and its log under another name; it also stays in its place."""
    aside = place.with_name(f"{place.name}.before-{stamp}")
    if aside.exists():
        raise StorageError(f"{aside} is there already: try again in a moment")
    for end in BESIDE:
        if (log := place.with_name(place.name + end)).exists():
            os.rename(log, aside.with_name(aside.name + end))
    if not place.exists():
        return None
    os.link(place, aside)
    return aside


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
