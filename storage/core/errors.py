"""What can keep the storage from opening, in words for an operator."""

from __future__ import annotations

from frameworks.definition.errors import SamenspraakError


class StorageError(SamenspraakError):
    """The data cannot be used as it is; the message says why and what to do."""


class InUseError(StorageError):
    """Another process has the database."""


class ConcurrentWriteError(StorageError):
    """Another replica wrote the same at the same time; nothing of ours was written."""


class PublishError(SamenspraakError):
    """The result of a round could not be made; the round stays as it is."""
