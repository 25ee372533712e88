"""Charts: what is drawn is said too, it all fits, and shapes tell what colours do."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from itertools import combinations, pairwise
from xml.etree import ElementTree

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.messages import Outbound
from bot.reports.charts.draw import LAYOUTS, svg
from bot.reports.charts.png import WIDE, png
from bot.reports.charts.text import ANY, EDGE, LATO, WIDTH
from bot.reports.charts.wrap import width
from bot.reports.report import Drawn
from dialogues.messages.pictures import (
    Arrows,
    Balance,
    MetroLine,
    Picture,
    Scores,
    Side,
    Station,
)
from frameworks.definition.model import Framework
from frameworks.groups.results import GroupPart, GroupResult
from frameworks.groups.rules import Rules
from tests.support.chart_data import (
    FACTORS,
    HOSTILE,
    SVG,
    charts,
    drawn,
    figure,
    of_items,
    radar,
    result,
    scores,
    texts,
)

LONG = (
    "Het gesprek over de gemeenschappelijke begrotingscyclus en de meerjarenraming, elk najaar weer"
)
FEW = of_items(FACTORS, "Vertrouwen", "Leiderschap", "Belangen", "Tempo", "Geld en mensen")
UGLY = of_items(FACTORS, *(f"{HOSTILE} {number}" for number in range(12)))
FRAMEWORKS = {
    "ten long titles": FACTORS,
    "short titles": FEW,
    "one item": of_items(FACTORS, "Vertrouwen"),
    "very long": of_items(FACTORS, *(f"{LONG} {number}" for number in range(12))),
    "hostile": UGLY,
}
ALL = [
    pytest.param(picture, id=f"{kind}, {name}")
    for name, framework in FRAMEWORKS.items()
    for kind, picture in drawn(
        framework, {"Vlietdam": HOSTILE} if name == "hostile" else {}
    ).items()
]
REAL = drawn(FACTORS)
WIDE_DAYS = charts().trend(
    [("Nulmeting, november 2026", result(FACTORS)), ("Evaluatie, november 2027", result(FACTORS))],
    ["sf1"],
)
ALL.append(pytest.param(WIDE_DAYS, id="trend, wide days"))


def letters(text: str) -> str:
    """Without what wrapping changes, and what cannot be seen."""
    return "".join(c for c in text if c.isprintable() and c not in " -")


def titles(picture: Picture) -> list[str]:
    match picture.shows:
        case Arrows(note=note, moves=moves):
            return [note] + [one.title for one in moves] + [one.word for one in moves]
        case Scores(kind=kind, heads=heads, series=series, note=note):
            days = [] if kind == "trend" else [title for title, _ in heads]
            return [note, *days, *(one.name for one in series), *(one.word for one in series)]
        case MetroLine(stations=stations):
            return [one.title for one in stations] + [one.word for one in stations]
        case _:
            return []


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("picture", ALL)
def test_every_label_is_there_and_fits(picture: Picture, alone: bool) -> None:
    """No words are lost, and none are wider than the picture, in a page nor on their own."""
    found = texts(picture, alone)
    said = letters("".join(one.text or "" for one in found))
    assert [one for one in titles(picture) if letters(one) not in said] == []
    font = LATO if alone else ANY
    for one in found:
        size = int(one.attrib["font-size"])
        ems = size * (font.bold if one.get("font-weight") == "700" else font.plain)
        assert size >= 15
        if one.text == "?":  # on a station
            continue
        wide, x = width(one.text or "", ems), float(one.attrib["x"])
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[one.get("text-anchor", "start")]
        edge = EDGE if alone else 1
        assert left >= -edge, one.text
        assert left + wide <= WIDTH + edge, one.text


@pytest.mark.parametrize("picture", ALL)
def test_words_hold_every_number_that_is_drawn(picture: Picture) -> None:
    """Who cannot see it misses nothing. Items around a radar may be numbered: that says nothing."""
    told = set(re.findall(r"[\d.,]*\d", " ".join(picture.words)))
    shown = " ".join(one.text or "" for one in texts(picture))
    heads = len(picture.shows.heads) if isinstance(picture.shows, Scores) else 0
    numbers = {str(number) for number in range(1, max(heads, 5) + 1)}
    assert set(re.findall(r"[\d.,]*\d", shown)) - numbers <= told


@pytest.mark.parametrize("picture", ALL)
def test_a_chart_is_named_and_described(picture: Picture) -> None:
    """Also with hostile words it is one image, without script or style, that says what it shows."""
    root = ElementTree.fromstring(drawing := svg(picture, "p"))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "p-title p-words"
    assert letters(picture.words[-1]) in letters(root.findtext(f"{SVG}desc", ""))
    assert not list(root.iter(f"{SVG}script"))
    assert "style" not in drawing


@pytest.mark.parametrize("picture", ALL)
def test_a_chart_travels_as_data(picture: Picture) -> None:
    """The outbox and a report give the same picture back, in a few thousand bytes."""
    out = Outbound("telegram", "7", "say", picture=picture)
    assert Outbound.load(out.dump(), "telegram", "7") == out
    report = Drawn(id="x", picture=picture)
    assert Drawn.model_validate_json(report.model_dump_json()) == report
    assert len(out.dump()) < 8000


def test_pictures_of_before_there_were_charts_are_read() -> None:
    """They lie in outboxes, on their own and in reports."""
    station = {"title": "Begin", "state": "good", "word": "goed"}
    side = {"label": "Wat helpt", "options": ["Geld"]}
    old = {"title": "De reis", "language": "nl"}
    line = old | {"stations": [station], "sides": []}
    balance = old | {"stations": [], "sides": [side, side]}
    line_now = Picture("De reis", "nl", MetroLine((Station("Begin", "good", "goed"),)))
    balance_now = Picture("De reis", "nl", Balance((Side("Wat helpt", ("Geld",)),) * 2))
    for then, now in ((line, line_now), (balance, balance_now)):
        message = orjson.loads(Outbound("web", "7", "say").dump()) | {"picture": then}
        assert Outbound.load(orjson.dumps(message), "web", "7").picture == now
        stored = orjson.dumps({"kind": "picture", "id": "x", "picture": then})
        assert Drawn.model_validate_json(stored).picture == now


def pixels(image: bytes) -> bytes:
    """The rows of a PNG, as differences with what is beside or above: paper is nothing but 0."""
    found, at = b"", 8
    while at < len(image):
        (size,), kind = struct.unpack(">I", image[at : at + 4]), image[at + 4 : at + 8]
        found += image[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return zlib.decompress(found)


@pytest.mark.parametrize("kind", REAL)
def test_a_png_is_of_its_size_and_is_not_blank(kind: str) -> None:
    picture = REAL[kind]
    root = ElementTree.fromstring(svg(picture, "p", alone=True))
    image = png(picture)
    wide, high = struct.unpack(">II", image[16:24])
    assert wide == WIDE
    assert high == pytest.approx(WIDE * float(root.attrib["height"]) / (WIDTH + 2 * EDGE), abs=2)
    drawn_on = pixels(image)
    assert drawn_on.count(0) < 0.99 * len(drawn_on)


def changed(picture: Picture) -> Picture:
    """With one other score, and all words as they are."""
    if isinstance(picture.shows, Arrows):
        first, *others = picture.shows.moves
        moves = (replace(first, now=(first.now or 0) + 0.1), *others)
        return replace(picture, shows=replace(picture.shows, moves=moves))
    shows = scores(picture)
    mark, *marks = shows.series[0].marks
    one = replace(shows.series[0], marks=(replace(mark, at=(mark.at or 0) + 0.1), *marks))
    return replace(picture, shows=replace(shows, series=(one, *shows.series[1:])))


@pytest.mark.parametrize("kind", ["means", "dots", "trend", "radar", "arrows"])
def test_another_score_is_another_drawing(kind: str) -> None:
    """The shapes stand where the scores are, and not only the words say them."""
    picture, other = REAL[kind], changed(REAL[kind])
    paths = [re.findall(r"<(?:path|rect)[^>]*>", svg(one, "p")) for one in (picture, other)]
    assert picture != other
    assert paths[0] != paths[1]


def test_every_kind_has_its_layout_and_template() -> None:
    kinds = {picture.shows.kind for picture in REAL.values()} | {"balance"}
    assert set(LAYOUTS) == kinds


def test_bars_of_before_there_were_shifts_keep_their_words() -> None:
    """They lie in outboxes too; how they looked is gone."""
    bar = {"title": "Vertrouwen", "word": "6 antwoorden", "counts": [1, 5], "span": None}
    points = [[1, "oneens"], [1.5, "1,5"], [2, "eens"]]
    shows = {"points": points, "bars": [bar], "kind": "bars"}
    picture = Picture.load({"title": "Toen", "language": "nl", "shows": shows})
    assert picture.words == ("", "Vertrouwen: 6 antwoorden")
    assert "Vertrouwen" in svg(picture, "p")


def test_dots_differ_in_shape_and_do_not_hide_each_other() -> None:
    """Sixteen municipalities with the same score stand above each other."""
    framework = of_items(FACTORS, "Vertrouwen")
    same = {"item0": figure(3, 6)}
    parts = tuple(GroupPart("municipality", f"Dorp {n:02}", 6, same) for n in range(16))
    picture = charts(framework).dots(GroupResult("x", Rules(), parts), "municipality")
    assert picture is not None
    placed = [
        (e.attrib["transform"], e.attrib["d"], e.attrib["class"].startswith("back"))
        for e in ElementTree.fromstring(svg(picture, "p")).iter(f"{SVG}path")
        if "transform" in e.attrib
    ]
    keys, marks = placed[:16], placed[16:]
    assert len({key[1:] for key in keys}) == 16
    assert [key[1:] for key in keys] == [mark[1:] for mark in marks]
    spots = [tuple(map(float, re.findall(r"[\d.]+", place))) for place, *_ in marks]
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) >= 20 for a, b in combinations(spots, 2))


def test_last_scores_of_a_trend_do_not_touch() -> None:
    """Four lines that end at the same score: their words stand below each other."""
    framework = of_items(FACTORS, "Een", "Twee", "Drie", "Vier")
    for value in (1, 3, 5):
        items = {item.id: figure(value, 18) for item in framework.items}
        one = GroupResult("x", Rules(), (GroupPart(None, "", 18, items),))
        picture = charts(framework).trend([("toen", one), ("nu", one)], list(items))
        assert picture is not None
        word = scores(picture).series[0].marks[0].word.split(" ")[0]
        ends = [
            float(e.attrib["y"]) for e in texts(picture) if e.text == word and e.get("font-weight")
        ]
        assert len(ends) == 4
        assert all(low - high >= 18 for high, low in pairwise(ends))


@pytest.mark.parametrize(("framework", "around"), [(FEW, True), (FACTORS, False)])
def test_titles_stand_around_a_radar_where_they_fit(framework: Framework, around: bool) -> None:
    """Else their numbers do, and the titles stand in a list below it."""
    found = texts(drawn(framework)["radar"], alone=True)
    bold = {e.text for e in found if e.get("font-weight") == "700"}
    assert ("1" not in bold) == around


def test_the_series_of_a_radar_differ_in_dash_and_fill() -> None:
    """As it is now it is a closed line with a fill, as it was then it has dashes."""
    full = of_items(FACTORS, "Een", "Twee", "Drie")
    picture = radar(full, result(full), result(full, 1))
    rings = [
        e
        for e in ElementTree.fromstring(svg(picture, "p")).iter(f"{SVG}path")
        if e.attrib["d"].endswith(" z") and e.get("transform") is None
    ]
    assert [(e.get("stroke-dasharray"), "fill-opacity" in e.attrib) for e in rings] == [
        ("9 5", False), (None, True), ("none", False),
    ]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=90).filter(str.strip), min_size=1, max_size=13))
def test_any_titles_can_be_drawn(words: list[str]) -> None:
    """Whatever someone calls an item, each picture is XML, and no words stand outside it."""
    for picture in drawn(of_items(FACTORS, *words)).values():
        for one in texts(picture):
            ems = int(one.attrib["font-size"]) * (
                ANY.bold if one.get("font-weight") == "700" else 1
            )
            assert width(one.text or "", ems) <= WIDTH + 1
