"""What is in a file that was made of a report, also where nobody looks."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pypdf import PdfReader

ZIPPED = ("docx", "xlsx")


def everything_in(body: bytes, format: str) -> str:
    """All text of a file: what it says about itself and what pictures are called, too."""
    if format in ZIPPED:
        with ZipFile(BytesIO(body)) as parts:
            return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if format == "pdf":
        reader = PdfReader(BytesIO(body))
        told = [page.extract_text() for page in reader.pages]
        root: Any = reader.trailer["/Root"]
        return "\n".join([*told, str(reader.metadata), *_alts(root.get("/StructTreeRoot"))])
    return body.decode("utf-8-sig")


def _alts(node: Any) -> Iterator[str]:
    """What stands for each picture, from the tree of a tagged PDF."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _alts(one)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        yield from _alts(node.get("/K"))
