"""The organisation's own look, read from its files."""

from __future__ import annotations

from bot.config.settings import Settings
from bot.reports.branding import Style


def house_style(settings: Settings) -> Style:
    """What the settings say; the files are read once."""
    logo, template = settings.style_logo, settings.style_template
    return Style(
        name=settings.style_name,
        logo=logo.read_bytes() if logo else b"",
        colour=settings.style_colour,
        template=template.read_bytes() if template else b"",
    )
