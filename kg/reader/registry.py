"""The kinds of files that can be read, each with the module that reads it and what has to be installed for it.

To add a kind: a row here, what tells it from the others in `kg.reader.sniffing`, and a module with one function
``pages(document) -> Iterator[Page | Skipped]`` that raises `Unreadable` for a file it can make nothing of.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from kg.reader.document import Document
from kg.reader.unreadable import Unreadable
from kg.types import Page, Skipped

Reader = Callable[[Document], Iterator[Page | Skipped]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: ``what`` it is called, its ``media`` type, the ``module`` that reads it, the Python modules it
    ``needs`` and the ``extra`` of this package that installs them; in folders, files with its ``suffixes`` are taken.
    What ``holds`` pages does not tell of them by its own name."""

    name: str
    what: str
    media: str
    module: str
    suffixes: tuple[str, ...]
    needs: tuple[str, ...] = ()
    extra: str | None = None
    holds: bool = False


KINDS: tuple[Kind, ...] = (
    Kind("text", "text", "text/plain", "kg.reader.kinds.plain", (".txt", ".md")),
    Kind(
        "jsonl",
        "records of JSON",
        "application/x-ndjson",
        "kg.reader.kinds.jsonl",
        (".jsonl", ".ndjson"),
        holds=True,
    ),
    Kind("csv", "a table", "text/csv", "kg.reader.kinds.table", (".csv", ".tsv"), holds=True),
    Kind("html", "a web page", "text/html", "kg.reader.kinds.html", (".html", ".htm", ".xhtml", ".shtml")),
    Kind(
        "docx",
        "a Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "kg.reader.kinds.docx",
        (".docx",),
        ("docx",),
        "ingest",
    ),
    Kind(
        "odt",
        "an OpenDocument text",
        "application/vnd.oasis.opendocument.text",
        "kg.reader.kinds.odt",
        (".odt",),
    ),
    Kind("epub", "an EPUB book", "application/epub+zip", "kg.reader.kinds.epub", (".epub",)),
    Kind("zip", "a ZIP archive", "application/zip", "kg.reader.kinds.zip", (".zip",), holds=True),
    Kind(
        "tar",
        "a tar archive",
        "application/x-tar",
        "kg.reader.kinds.tar",
        (".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz"),
        holds=True,
    ),
    Kind(
        "warc",
        "a web archive",
        "application/warc",
        "kg.reader.kinds.warc",
        (".warc",),
        ("warcio",),
        "ingest",
        True,
    ),
    Kind("pdf", "a PDF file", "application/pdf", "kg.reader.pdf", (".pdf",), ("pypdfium2",), "ingest"),
    Kind(
        "image",
        "a picture of a page",
        "image/*",
        "kg.reader.scan",
        (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"),
        ("PIL", "rapidocr", "onnxruntime", "cv2"),
        "ocr",
    ),
)

BY_NAME = {kind.name: kind for kind in KINDS}
#: The endings of files that are taken from folders and archives without a look into them.
SUFFIXES = frozenset(suffix for kind in KINDS for suffix in kind.suffixes)


def reader_of(kind: Kind) -> Reader:
    """The function that reads files of a kind; raises `Unreadable` where something is not installed."""
    lacking = [name for name in kind.needs if find_spec(name) is None]
    if lacking or find_spec(kind.module) is None:
        raise Unreadable(
            f"{kind.what}: to read it, {', '.join(lacking) or kind.module} must be installed",
            f"pip install 'minsheng-kg[{kind.extra}]' (in a checkout: pip install '.[{kind.extra}]')",
            "not-installed",
        )
    found: Reader = importlib.import_module(kind.module).pages
    return found
