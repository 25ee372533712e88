"""`python -m tests.examples` makes docs/examples anew."""

from __future__ import annotations

from pathlib import Path

from bot.reports.formats import render_report
from dialogues.authoring.loader import load
from tests.examples.make import Example, page, reports

FOLDER = Path(__file__).parent.parent.parent / "docs" / "examples"
HEAD = """# Examples of reports

`make examples` makes these files. All people, municipalities and words in them are made up: the
collaboration *Sociaal domein aan de Vliet* has three municipalities and eighteen members, who held
two rounds and six pulses. The results come from the same engine as real ones, so what is too little
to show is not shown.

"""


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["| | report | files |", "|---|---|---|"]
    for example, report in reports(load()):
        for format in example.formats:
            (folder / f"{example.name}.{format}").write_bytes(render_report(report, format))
        (folder / f"{example.name}.png").write_bytes(page(report))
        rows.append(_row(example))
    (folder / "README.md").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"Made {len(rows) - 2} reports in {folder}.")


def _row(example: Example) -> str:
    files = " · ".join(f"[{f.upper()}]({example.name}.{f})" for f in example.formats)
    picture = f"![First page: {example.about}]({example.name}.png)"
    return f"| {picture} | {example.about} | {files} |"


if __name__ == "__main__":
    main()
