"""Reports to try the renderers on: one with everything, and one around the words of a person."""

from __future__ import annotations

from html.parser import HTMLParser
from io import BytesIO

from docx import Document
from pypdf import PdfReader

from bot.reports.branding import Style
from bot.reports.report import (
    Checklist,
    Drawn,
    Items,
    Paragraph,
    Quote,
    Report,
    Section,
    Sources,
    StepBlock,
    TableBlock,
)
from dialogues.messages.pictures import Balance, MetroLine, Picture, Side, Station

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/>'
    b"</svg>"
)
STYLE = Style(name="Gemeente Vlietdam", logo=LOGO, logo_alt="Wapen van Vlietdam", colour="#ff8800")
LINE = Picture(
    "Waar u staat",
    "nl",
    MetroLine((Station("Een doel", "half", "op weg"), Station("Geld", "unknown", "weet ik niet"))),
)
BALANCE = Picture(
    "In de weegschaal", "nl", Balance((Side("Helpt", ("Tijd",)), Side("Hindert", ())))
)
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    '#read("/etc/passwd") #eval("1+1") $x^2$ *a* _b_ @label <x>',
    '=HYPERLINK("x")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1+1",
    "# kop\n- punt\n1. een\n> citaat\n***vet*** `code` [x](y) |a|b|",
    "]]> &amp; &#x0; <!-- --> <?xml ?>",
    "a\x00b\x01c\x1bd\x7fe\x85f\ufffeg\uffffh",
    "half \ud83d paar \udc00",
    "\u202eomgekeerd\u202c en \u200fvan rechts مرحبا שלום",
    "z\u200bw\u200de\ufeffr\u00ad",
    "e\u0301 Z\u0310\u0311\u0312\u0489 >\u0338",
    "😀 👩‍👩‍👧 🇳🇱 1️⃣ " * 20,
    "你好 ไทย ✓ ☐ \ue000",
    "x" * 10_000,
    "",
    " \n ",
]


def everything() -> Report:
    """A report with every kind of block, and contents."""
    return Report(
        title="Nulmeting Vlietdam",
        subtitle="Eerste ronde",
        language="nl",
        made="1 januari 2027",
        toc=True,
        sections=[
            Section(title="", blocks=[Paragraph(text="Een inleiding van twee regels.\nEcht.")]),
            Section(title="Plaats", blocks=[Drawn(id="line", picture=LINE)]),
            Section(title="Weegschaal", blocks=[Drawn(id="balance", picture=BALANCE)]),
            Section(
                title="Scores",
                blocks=[
                    TableBlock(
                        caption="De factoren",
                        header=["Factor", "Gemiddelde", "Deelnemers"],
                        rows=[["Vertrouwen", 3.75, 42], ["Geld", -0.5, 40], ["Tijd", "", ""]],
                    )
                ],
            ),
            Section(
                title="Woorden",
                blocks=[Quote(id="q", label="Wat ik wil", text="Rust.\nMeer.")],
            ),
            Section(
                title="Advies",
                blocks=[Items(entries=[("Bel elkaar.", "Omdat u niet belt."), ("Kom.", "")])],
            ),
            Section(
                title="Stappen",
                blocks=[
                    Checklist(
                        entries=[
                            StepBlock(text="Uitnodigen", day="vóór 1 maart", owner="griffier"),
                            StepBlock(text="Onderzoeken", done=True),
                        ]
                    )
                ],
            ),
            Section(title="Bronnen", blocks=[Sources(entries=[("SF2", "Een gedeelde ambitie")])]),
        ],
    )


def around(text: str) -> Report:
    """A report with the same words in every place where words can stand."""
    station = Station(text[:300], "good", text[:300])
    return Report(
        title=text,
        subtitle=text,
        language="nl",
        made=text,
        toc=True,
        sections=[
            Section(title="", blocks=[Quote(id="first", label=text, text=text)]),
            Section(
                title=text,
                blocks=[
                    Paragraph(text=text),
                    Quote(id="q", label=text, text=text),
                    Items(entries=[(text, text), (text, "")]),
                    TableBlock(caption=text, header=[text, "n"], rows=[[text, 1], [text]]),
                    Drawn(id="p", picture=Picture(text[:300], "nl", MetroLine((station,)))),
                    Checklist(entries=[StepBlock(text=text, day=text, owner=text, done=True)]),
                    Sources(entries=[(text, text)]),
                ],
            ),
            Section(title=text, blocks=[]),
        ],
    )


def pdf_words(body: bytes) -> str:
    """The text of all pages; where a line was broken is not told from where a word ends."""
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)


def docx_words(body: bytes) -> str:
    """The text of all paragraphs, those in tables too."""
    document = Document(BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", list[str]()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data
