"""Encryption at rest: AES-256-GCM, with the key's id in front so that keys can be replaced.

A sealed value is 4 bytes of key id, 12 bytes of nonce, then the ciphertext. What it belongs to is
authenticated with it: a value moved to another row does not open. Keys stand one a line in a file
of their own, the current one first; older ones stay there to read what they sealed, and to know
again what they signed. The file is looked at while we run: a new key in it is used at once.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.core.errors import StorageError

HEADER = "# Keys of Samenspraak: keep this file secret, and apart from the data and its backups.\n"
ID, NONCE, KEY = 4, 12, 32
ROOT = 0
MARK = 32
"""Characters of a fingerprint."""


def key_id(key: bytes) -> bytes:
    """The first bytes of a key's hash: it names the key and gives nothing away."""
    return hashlib.sha256(key).digest()[:ID]


class Vault:
    """Seals and signs with the first key, opens and verifies with any. `file`: where they are."""

    def __init__(self, keys: list[bytes], file: Path | None = None) -> None:
        self._file, self._seen = file, _stamp(file)
        self._use(keys)

    def _use(self, keys: list[bytes]) -> None:
        self._roots = keys
        self._keys = {key_id(key): AESGCM(key) for key in keys}
        self.newest = key_id(keys[0])
        self._derived: dict[str, tuple[bytes, ...]] = {}

    def refresh(self) -> None:
        """Use the keys as they are in the file now; as long as it is not right, those of before."""
        if self._file is None or (seen := _stamp(self._file)) == self._seen:
            return
        self._seen = seen
        try:
            self._use(_read(self._file))
        except (StorageError, OSError):
            return

    def seal(self, text: bytes, about: str) -> bytes:
        """Encrypt a text that belongs to `about`, such as `sessions/ab12`."""
        nonce = os.urandom(NONCE)
        sealed = self._keys[self.newest].encrypt(nonce, text, about.encode())
        return self.newest + nonce + sealed

    def open(self, sealed: bytes, about: str) -> bytes:
        """Decrypt. Raises StorageError for an unknown key or a value that was tampered with."""
        cipher = self._keys.get(sealed[:ID])
        if cipher is None:
            raise StorageError(
                f"the data was sealed with key {sealed[:ID].hex()}, which the key file lacks: "
                "put back the key file that belongs to this data"
            )
        try:
            return cipher.decrypt(sealed[ID : ID + NONCE], sealed[ID + NONCE :], about.encode())
        except InvalidTag:
            raise StorageError(f"{about} was changed outside Samenspraak, or damaged") from None

    def fingerprints(self, text: str) -> list[str]:
        """Marks by which we know a text again, of each key, the newest first; without a key they
        tell nothing."""
        keys = self._all("fingerprints")
        return [hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:MARK] for key in keys]

    def secrets(self, purpose: str) -> Callable[[], tuple[bytes, ...]]:
        """Keys of `KEY` bytes for another purpose, such as signing cookies, the newest first. Asked
        anew each time, for a key can be replaced meanwhile."""
        return partial(self._all, purpose)

    def _all(self, purpose: str) -> tuple[bytes, ...]:
        """Source: HKDF with SHA-256, RFC 5869."""
        if purpose not in self._derived:
            self._derived[purpose] = tuple(
                HKDF(SHA256(), KEY, None, purpose.encode()).derive(root) for root in self._roots
            )
        return self._derived[purpose]


def load_keys(path: Path, *, may_make: bool) -> Vault:
    """Read the key file, or make it at the first start. Raises StorageError in plain words."""
    if not path.exists():
        if not may_make:
            raise StorageError(
                f"the key file {path} is missing, and without it the data cannot be read: "
                "put it back, or move the data away to begin anew"
            )
        _write(path, [os.urandom(KEY)])
    info = path.stat()
    mode = info.st_mode & 0o777
    if mode & (0o037 if info.st_uid == ROOT else 0o077):  # root may let a group of ours read it
        raise StorageError(f"the key file {path} has mode {mode:o}: run chmod 600 {path}")
    return Vault(_read(path), path)


def rotate(path: Path) -> None:
    """Put a new key in front. What is written from now on is sealed with it.

    Raises StorageError when there is no key file, or it is damaged.
    """
    if not path.exists():
        raise StorageError(
            f"the key file {path} is missing: put it back, or start Samenspraak, which makes one"
        )
    _write(path, [os.urandom(KEY), *_read(path)])


def _stamp(path: Path | None) -> tuple[int, int, int]:
    """What tells that a file is another one than before; of one that is not there, nothing."""
    try:
        found = path.stat() if path else None
    except OSError:
        found = None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found else (0, 0, 0)


def _read(path: Path) -> list[bytes]:
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
        keys = [base64.b64decode(x, validate=True) for x in lines if x and not x.startswith("#")]
    except ValueError:
        keys = []
    if not keys or any(len(key) != KEY for key in keys):
        raise StorageError(f"the key file {path} is damaged: put back a copy of it")
    return keys


def _write(path: Path, keys: list[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(HEADER + "".join(base64.b64encode(key).decode() + "\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
