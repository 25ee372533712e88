"""The house style of the organisation that a report is of."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reports.sanitize import legible

PAPER_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Style:
    """The house style of an organisation. Raises ValueError for what is no colour.

    name: the organisation's
    logo: a PNG, JPEG or SVG; empty without one
    logo_alt: what the logo shows
    colour: as `#rrggbb`
    template: a Word document whose styles, header and footer are taken
    """

    name: str = ""
    logo: bytes = b""
    logo_alt: str = ""
    colour: str = "#0b5963"
    template: bytes = b""

    def __post_init__(self) -> None:
        for name in ("name", "logo_alt"):
            object.__setattr__(self, name, legible(getattr(self, name)))
        try:
            right = len(bytes.fromhex(self.colour.removeprefix("#"))) == 3
        except ValueError:
            right = False
        if not right or not self.colour.startswith("#"):
            raise ValueError(f"house style: colour {self.colour!r}: write it as #0b5963")

    @property
    def ink(self) -> str:
        """The colour, as much darker as it takes to be read on paper.

        Source: contrast of 4.5:1, WCAG 2.1, 1.4.3.
        """
        red, green, blue = bytes.fromhex(self.colour[1:])
        while _contrast(red, green, blue) < PAPER_CONTRAST:
            red, green, blue = (int(one * 0.95) for one in (red, green, blue))
        return f"#{red:02x}{green:02x}{blue:02x}"

    @property
    def instead(self) -> str:
        """The words in the place of the logo; without any no PDF is made for everyone."""
        return self.logo_alt or self.name or "Logo"

    @property
    def logo_format(self) -> str:
        """`png`, `jpg` or `svg`, by how the file begins; empty without a logo."""
        if self.logo.startswith(b"\x89PNG"):
            return "png"
        if self.logo.startswith(b"\xff\xd8"):
            return "jpg"
        return "svg" if self.logo else ""


def _contrast(*rgb: int) -> float:
    """With white."""
    parts = [one / 255 for one in rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
