"""Encryption at rest: AES-256-GCM, with the key's id in front so that keys can be replaced.

A sealed value is 4 bytes of key id, 12 bytes of nonce, then the ciphertext. What it belongs to is
authenticated with it: a value moved to another row does not open. Keys stand one a line in a file
of their own, the current one first; older ones stay there to read what they sealed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import cached_property
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
    """Seals with the first key, opens with any."""

    def __init__(self, keys: list[bytes]) -> None:
        self._keys = {key_id(key): AESGCM(key) for key in keys}
        self._current = key_id(keys[0])
        self._root = keys[-1]

    def seal(self, text: bytes, about: str) -> bytes:
        """Encrypt a text that belongs to `about`, such as `sessions/ab12`."""
        nonce = os.urandom(NONCE)
        sealed = self._keys[self._current].encrypt(nonce, text, about.encode())
        return self._current + nonce + sealed

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

    def fingerprint(self, text: str) -> str:
        """A mark by which we know a text again; without a key it tells nothing."""
        return hmac.new(self._marks, text.encode(), hashlib.sha256).hexdigest()[:MARK]

    @cached_property
    def _marks(self) -> bytes:
        return self.derive("fingerprints")

    def derive(self, purpose: str) -> bytes:
        """A key of `KEY` bytes for another purpose, such as signing cookies. Outlives a rotation.

        Source: HKDF with SHA-256, RFC 5869.
        """
        return HKDF(SHA256(), KEY, None, purpose.encode()).derive(self._root)


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
    return Vault(_read(path))


def rotate(path: Path) -> None:
    """Put a new key in front. What is written from the next start on is sealed with it.

    Raises StorageError when there is no key file, or it is damaged.
    """
    if not path.exists():
        raise StorageError(
            f"the key file {path} is missing: put it back, or start Samenspraak, which makes one"
        )
    _write(path, [os.urandom(KEY), *_read(path)])


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
