"""`python -m bot` is the command `samenspraak`."""

from bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
