"""Keys and sealed values."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.core import crypto
from storage.core.crypto import Vault, key_id, load_keys, rotate
from storage.core.errors import StorageError


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "key"
    load_keys(path, may_make=True)
    return path


def test_a_sealed_value_opens_again_and_shows_nothing() -> None:
    """The key's id stands in front; the text is nowhere to be seen."""
    key = os.urandom(32)
    vault = Vault([key])
    sealed = vault.seal(b"de wethouder twijfelt", "sessions/1")
    assert sealed.startswith(key_id(key))
    assert b"wethouder" not in sealed
    assert vault.open(sealed, "sessions/1") == b"de wethouder twijfelt"


def test_a_value_belongs_to_its_row() -> None:
    """Copied to another row, or changed by one bit, it does not open."""
    vault = Vault([os.urandom(32)])
    sealed = vault.seal(b"x", "sessions/1")
    for wrong, about in ((sealed, "sessions/2"), (sealed[:-1] + b"\0", "sessions/1")):
        with pytest.raises(StorageError, match="changed outside"):
            vault.open(wrong, about)


def test_the_key_file_is_made_once_for_its_owner_only(key_file: Path) -> None:
    """Mode 0600; the next start reads the same key."""
    assert key_file.stat().st_mode & 0o777 == 0o600
    sealed = load_keys(key_file, may_make=False).seal(b"x", "a")
    assert load_keys(key_file, may_make=True).open(sealed, "a") == b"x"


def test_rotation_reads_old_and_writes_new(key_file: Path) -> None:
    """What the old key sealed still opens, and what it signed or marked is known still; the new one
    comes first."""
    before = load_keys(key_file, may_make=False)
    old = before.seal(b"x", "a")
    rotate(key_file)
    after = load_keys(key_file, may_make=False)
    assert after.open(old, "a") == b"x"
    assert after.seal(b"x", "a")[:4] != old[:4]
    for made in (lambda v: list(v.secrets("cookies")()), lambda v: v.fingerprints("person/1")):
        new, old_one = made(after)
        assert [old_one] == made(before) and new != old_one
    with pytest.raises(StorageError, match="lacks"):
        before.open(after.seal(b"x", "a"), "a")


def test_a_missing_key_is_refused_when_there_is_data(tmp_path: Path) -> None:
    """Making a new one would look like an empty start and lose everything."""
    with pytest.raises(StorageError, match="is missing"):
        load_keys(tmp_path / "gone", may_make=False)


def test_a_key_that_others_can_read_is_refused(key_file: Path) -> None:
    """With the command that mends it."""
    key_file.chmod(0o644)
    with pytest.raises(StorageError, match="chmod 600"):
        load_keys(key_file, may_make=False)


@pytest.mark.parametrize("text", ["", "# only a remark\n", "not base64!\n", "YWJj\n"])
def test_a_damaged_key_is_refused(key_file: Path, text: str) -> None:
    """No guessing at keys."""
    key_file.write_text(text)
    with pytest.raises(StorageError, match="damaged"):
        load_keys(key_file, may_make=False)


@pytest.mark.parametrize(("mode", "fine"), [(0o440, True), (0o640, True), (0o644, False),
                                            (0o660, False), (0o400, True)])  # fmt: skip
def test_roots_key_may_be_read_by_a_group(
    key_file: Path, monkeypatch: pytest.MonkeyPatch, mode: int, fine: bool
) -> None:
    """So secrets are mounted; a file of one's own stays one's own."""
    key_file.chmod(mode)
    monkeypatch.setattr(crypto, "ROOT", key_file.stat().st_uid)
    if fine:
        load_keys(key_file, may_make=False)
    else:
        with pytest.raises(StorageError, match="chmod 600"):
            load_keys(key_file, may_make=False)
    monkeypatch.setattr(crypto, "ROOT", key_file.stat().st_uid + 1)
    if mode & 0o077:
        with pytest.raises(StorageError, match="chmod 600"):
            load_keys(key_file, may_make=False)


@pytest.mark.parametrize("content", [b"\xe9\xff", b"\xff\xfe#\0", b""])
def test_a_key_file_that_is_none_gets_one_line(key_file: Path, content: bytes) -> None:
    key_file.write_bytes(content)
    with pytest.raises(StorageError, match="is damaged"):
        load_keys(key_file, may_make=False)
