"""`samenspraak rotate-key`: a new key in front of the old ones."""

from __future__ import annotations

import argparse
import sys


def rotate_keys(_: argparse.Namespace) -> int:
    """`rotate-key`. Returns the exit code."""
    from bot.config.given import SettingsError
    from bot.config.settings import read_settings
    from storage.core.crypto import rotate
    from storage.core.errors import StorageError

    try:
        settings = read_settings()
        rotate(settings.keys)
    except (SettingsError, StorageError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"A new key stands in front in {settings.keys}. Start Samenspraak again to use it.")
    return 0
