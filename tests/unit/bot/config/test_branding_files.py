"""Logos and templates that break documents are refused at the start, with how to mend them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.run import _try_out
from bot.config.branding_files import check_logo, check_template
from bot.config.given import SettingsError
from bot.config.settings import read_settings
from bot.reports.branding import Style
from bot.reports.formats import render_report
from tests.support.brand_files import EXIF, document2, dotx, jpeg, png, svg, word
from tests.support.reports import everything

DTD = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
RIGHT = {
    "png": png(), "jpeg": jpeg(), "jpeg of a camera": jpeg(first=EXIF), "grey": jpeg(1),
    "svg": svg(), "svg as drawn by others": svg(head='<?xml version="1.0"?>' + DTD),
    "svg that uses itself": svg('<g id="a"/><use xlink:href="#a"/><g fill="url(#a)"/>'),
    "without a name": png(3, 3),
}  # fmt: skip
WRONG = {
    "cut PNG": (png()[:-30], "cut off"),
    "PNG with a fault": (png().replace(b"\x0b\x59", b"\x0b\x58", 1), "damaged"),
    "vast PNG": (png(5000, 1), "4000 pixels"),
    "CMYK": (jpeg(4), "CMYK"),
    "without JFIF": (jpeg(first=b""), "without JFIF"),
    "cut JPEG": (jpeg()[:-20], "cut off"),
    "JPEG without an end": (jpeg()[:-2], "cut off"),
    "link": (svg('<a href="https://x.example"><rect/></a>'), "a link (https://x.example)"),
    "picture elsewhere": (svg('<image xlink:href="https://x.example/a.png"/>'), "a link"),
    "file": (svg('<image href="/etc/passwd"/>'), "a link (/etc/passwd)"),
    "style": (svg("<style>@import 'https://x.example/a.css'</style>"), "a style from elsewhere"),
    "fill": (svg('<rect fill="url(https://x.example/a#b)"/>'), "a link in fill"),
    "script": (svg("<script>alert(1)</script>"), "<script>"),
    "act": (svg('<rect onload="alert(1)"/>'), "a script (onload)"),
    "page": (svg("<foreignObject/>"), "<foreignObject>"),
    "entity": (svg("<text>&b;</text>", LAUGHS), "entities"),
    "no end": (svg("<g>"), "line 1"),
    "no size": (svg().replace(b"viewBox", b"x"), "viewBox"),
    "no xmlns": (b'<svg viewBox="0 0 1 1"/>', "xmlns"),
    "no picture": (b"GIF89a", "no PNG, JPEG or SVG"),
}
TEMPLATES = {
    "template of Word": (dotx(), ".dotx"),
    "macros": (word((b"document.main", b"document.macroEnabled.main")), "macros"),
    "no Word": (b"no zip", "no Word document"),
    "cut": (word()[:-200], "no Word document"),
    "a zip": (word(without="[Content_Types].xml"), "no Word document"),
}


def written(folder: Path, body: bytes) -> Path:
    path = folder / "ours"
    path.write_bytes(body)
    return path


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("format", ["pdf", "docx", "html"])
def test_what_is_taken_stands_in_every_document(name: str, format: str, tmp_path: Path) -> None:
    """Also without a name of the organisation to say instead of it."""
    check_logo(written(tmp_path, RIGHT[name]))
    assert render_report(everything(), format, Style(logo=RIGHT[name]))


@pytest.mark.parametrize("name", WRONG)
def test_a_logo_that_breaks_documents_is_refused(name: str, tmp_path: Path) -> None:
    """With its path and what is wrong with it."""
    body, why = WRONG[name]
    with pytest.raises(ValueError, match="ours") as found:
        check_logo(written(tmp_path, body))
    assert why in str(found.value) and "\n" not in str(found.value)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_breaks_documents_is_refused(name: str, tmp_path: Path) -> None:
    body, why = TEMPLATES[name]
    with pytest.raises(ValueError, match="save it as Word document") as found:
        check_template(written(tmp_path, body))
    assert why in str(found.value)


def test_a_template_of_word_online_is_taken(tmp_path: Path) -> None:
    """Its main part has a name of its own."""
    check_template(written(tmp_path, document2()))
    assert render_report(everything(), "docx", Style(template=document2())).startswith(b"PK")


async def test_what_no_look_finds_is_found_by_trying(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A document of each kind is made before the start; one line says which setting it is."""
    template = written(tmp_path, word(without="word/styles.xml"))
    check_template(template)
    monkeypatch.setenv("SAMENSPRAAK_STYLE_TEMPLATE", str(template))
    with pytest.raises(SettingsError) as found:
        await _try_out(read_settings())
    (line,) = str(found.value).splitlines()
    assert (
        line.startswith(f"SAMENSPRAAK_STYLE_TEMPLATE: {template}: no document") and "docx" in line
    )
    monkeypatch.setenv("SAMENSPRAAK_STYLE_TEMPLATE", str(written(tmp_path, document2())))
    await _try_out(read_settings())
