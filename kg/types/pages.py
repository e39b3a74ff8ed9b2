"""What is read: a page, what was noted of it, and where in its file its words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Why an input was skipped, or what is to be noted of a page: words that programs may rely on, each explained in
#: docs/warnings.md.
Code = Literal[
    # skipped
    "bad-record",  # a line of a file of records is no record
    "binary",  # no text
    "crash",  # the process that read it died
    "defect",  # this program failed
    "empty",  # no characters but white space
    "encoding",  # no known encoding, or text that was damaged by a wrong one
    "locked",  # it has a password
    "no-file",  # a device, a socket, a link to a folder
    "not-found",  # nothing has that name
    "not-installed",  # a library that reads it is not there
    "repeated-id",  # two records of one id
    "too-large",  # more than --max-bytes
    "too-much-memory",  # more than --max-memory
    "too-slow",  # more than --max-seconds
    "unknown-kind",  # a file that is not of a kind that is read
    "unreadable",  # it cannot be opened
    # noted
    "hidden-characters",  # marks of direction and the like, which can make a text look like another one
    "homonymous-area",  # an area that has namesakes, and nothing on the page says which is meant
    "odd-date",  # a record's date is no date
    "odd-quote",  # the quotes of a row are none of a table
    "own-output",  # what a build has written lies among the inputs, and is passed over
    "same-text",  # two pages say the same, word for word
    "unmatched-judgement",  # a decision about what no page names or says
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of code points in the page as given."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not a range")


@dataclass(frozen=True, slots=True)
class ElementPath:
    """Where in a document of elements: an XPath 1.0 that names one element of the page's file. Of a DOCX the path is in
    ``word/document.xml``, of an ODT in ``content.xml``; each file of an EPUB is a page of its own."""

    path: str


@dataclass(frozen=True, slots=True)
class Region:
    """Where on a picture of a page: a box in ``unit``, from the top left corner; ``page`` counts from 1.

    Units are those of W3C Media Fragments: pixels of the picture as it was given, or percent of its width and height.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    unit: Literal["pixel", "percent"] = "percent"


Locator = ElementPath | Region


@dataclass(frozen=True, slots=True)
class Anchor:
    """The characters [start, end) of a page's text come from ``locator`` of the file."""

    start: int
    end: int
    locator: Locator


@dataclass(frozen=True, slots=True)
class Legibility:
    """The characters [start, end) of a page's text were recognised on a picture with ``confidence`` 0…1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """One input: a file, a page of one, or one record of a file of records.

    ``id`` is the path as it was given, or ``PATH#ID`` for a record or a member. ``text`` is the decoded input, untouched,
    or what was extracted from a document of another ``media`` type than plain text; then ``anchors``, sorted and apart,
    lead from it back to the place in the file; ``legibility``, sorted and apart, says where it was recognised on a picture
    and how surely. ``title``, ``date`` (ISO prefix), ``source``, ``paper`` (the newspaper's
    name), ``number`` (of the page in its issue: 02, A3) and ``city`` (where it appears) are what is stated beside the
    text; ``origins`` tells for each of them by what: pairs such as ("date", "file name"). Its words begin at ``begins``,
    behind the front matter. ``notices`` are what was noted while it was read.
    """

    id: str
    text: str
    encoding: str = "utf-8"
    title: str | None = None
    date: str | None = None
    source: str | None = None
    paper: str | None = None
    number: str | None = None
    city: str | None = None
    media: str = "text/plain"
    anchors: tuple[Anchor, ...] = ()
    legibility: tuple[Legibility, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    begins: int = 0
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning: something of a page that was read, yet perhaps not as it was meant. Nothing is lost by it.

    ``code`` is stable and listed in the documents, ``message`` says what, in words that hold by themselves, ``advice``
    what to do. ``page`` is None for what concerns the whole corpus; ``span`` is in the page.
    """

    code: Code
    page: str | None
    message: str
    advice: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that could not be read: what, where, why, what to do. It costs only itself.

    ``code`` says why in a word that does not change, for programs; the documents list them. ``held`` is the name under
    which it lies in quarantine, if it does.
    """

    id: str
    reason: str
    advice: str = ""
    code: Code = "unreadable"
    held: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: bytes of its file and of its text, seconds for each of its pages, MiB of memory."""

    bytes: int = 64 << 20
    seconds: float = 120.0
    memory_mb: int = 2048
