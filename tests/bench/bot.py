"""The production wiring, started as a benchmark's driver starts a bot: by its environment.

BOT_TOKEN, API_BASE, MODE (polling or webhook), WEBHOOK_PORT, DATA_DIR.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

CONTENT = Path(__file__).parent / "content"


def settings() -> dict[str, str]:
    """The same settings that an operator has; nothing is switched off."""
    data, port = os.environ["DATA_DIR"], os.environ.get("WEBHOOK_PORT", "8443")
    return {
        "TOKEN": os.environ["BOT_TOKEN"],
        "TELEGRAM_API": os.environ["API_BASE"],
        "MODE": os.environ.get("MODE", "polling"),
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_PORT": port,
        "WEBHOOK_SECRET": "benchmark",
        "DATA_DIR": f"{data}/data",
        "KEY_FILE": f"{data}/key",
        "WEB_PORT": "0",
        "CONTENT": str(CONTENT),
        "START": "bench",
        "LOG": "json",
    }


if __name__ == "__main__":
    os.environ.update({f"SAMENSPRAAK_{name}": value for name, value in settings().items()})
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))
    from bot.cli.main import main

    raise SystemExit(main(["run"]))
