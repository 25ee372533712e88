"""What `municipalities.yaml` holds: names that are known, so that each is read as one."""

from __future__ import annotations

from frameworks.definition.model import Model


class MunicipalityFile(Model):
    """The names of municipalities.

    names: `names[province, or whatever they stand under]`, spelt as they are shown
    also: `also[name]`: what the same municipality is called besides
    before: words that may stand before a name
    """

    names: dict[str, list[str]] = {}
    also: dict[str, list[str]] = {}
    before: list[str] = []
