"""`python -m bot` is the command `samenspraak`."""

from bot.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
