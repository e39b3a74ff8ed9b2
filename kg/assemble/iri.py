"""The one place where IRIs are minted: readable, stable, and valid whatever characters a name holds.

Names keep their letters (in Unicode's composed form, NFC); what RFC 3987 forbids in a path segment is
percent-encoded, and so is what a reader could not see or be misled by: spaces, bidirectional and zero-width
characters, controls, detached combining marks. As ``%`` is encoded, too, different names give different IRIs.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.types import Page, Span

DEFAULT_BASE = "https://w3id.org/minsheng/id/"

#: Letters and signs that RFC 3987 allows anywhere in a path segment (``iunreserved``).
_UNRESERVED = (
    r"A-Za-z0-9._~\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF"
    + "".join(rf"\U000{plane:X}0000-\U000{plane:X}FFFD" for plane in range(1, 14))
    + r"\U000E1000-\U000EFFFD"
)
_PLAIN = re.compile(r"[A-Za-z0-9_~\-\u3007\u4E00-\u9FFF]*")
_FORBIDDEN = re.compile(f"[^{_UNRESERVED}]")
#: Invisible, yet letters or symbols to Unicode: Hangul fillers and the empty Braille cell.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
#: Unicode categories that nobody can see: controls, formats, surrogates, private use, marks, separators.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Mn", "Mc", "Me", "Zs", "Zl", "Zp"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
#: Where the name of a file ends and that of a part of it begins.
_RECORD = re.compile(
    r"\.(?:jsonl|ndjson|csv|tsv|zip|tar|tgz|tbz2|txz|gz|bz2|xz|warc|epub|pdf|tiff?)#", re.IGNORECASE
)
_PREFIX_LENGTH = 40


class BaseIriError(KgError):
    """The base IRI given for the graph is no absolute IRI that names can be added to."""


@lru_cache(maxsize=1 << 16)
def segment(name: str) -> str:
    """``name`` as one segment of an IRI's path. Different names (in NFC) stay different."""
    if _PLAIN.fullmatch(name):
        return name
    name = unicodedata.normalize("NFC", name)
    encoded = "".join(_percent(char) if _hidden(char) else char for char in name)
    # A segment of dots alone would climb in the path.
    return encoded.replace(".", "%2E") if encoded in {".", ".."} else encoded


def _hidden(char: str) -> bool:
    return bool(_FORBIDDEN.match(char)) or char in _BLANK or unicodedata.category(char) in _UNSEEN


#: The beginning of an encoded name, no character of it torn apart.
_WHOLE = re.compile(rf"(?:%..|[^%]){{0,{_PREFIX_LENGTH}}}")


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def digest(*parts: str | None, length: int = 16) -> str:
    """A short hash of all parts, in order; no other sequence of parts gives the same text to hash."""
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:length]


class Minter:
    """Mints every IRI of a graph under one base."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        """Raises BaseIriError unless ``base`` is an absolute IRI that ends in ``/``, ``#`` or ``:``."""
        problem = _base_problem(base)
        if problem:
            raise BaseIriError(f"base IRI {base!r} {problem}; give one such as {DEFAULT_BASE}")
        self.base = base

    def entity(self, key: str) -> str:
        """The IRI of the entity with that key, such as ``Area/河南省安阳市文峰区``."""
        return self.base + _path(key)

    def page(self, page: Page) -> str:
        """From the file's own name and its content; the folder does not count."""
        names = page_name(page.id)
        stated = (page.title, page.date, page.source, *_beside(page))
        content = digest(*names, page.text, *stated, length=12)
        return f"{self.base}page/{'-'.join(map(segment, names))}-{content}"

    def article(self, page_iri: str, article: str) -> str:
        """The IRI of an article of the page."""
        return f"{page_iri}/{segment(article)}"

    def source(self, page_iri: str, article: str, span: Span, rule: str) -> str:
        """What a rule saw: words at a place of an article."""
        return f"{page_iri}/{segment(article)}/{span.start}-{span.end}/{segment(rule)}"

    def selector(self, page_iri: str, span: Span, kind: str) -> str:
        """A selector of words of a page; ``kind`` is position, quote, element …"""
        return f"{page_iri}/{span.start}-{span.end}/{kind}"

    def rule(self, rule: str) -> str:
        """The IRI of an extractor's rule."""
        return f"{self.base}rule/{_path(rule)}"

    def membership(self, person: str, body: str, title: str) -> str:
        """One person's post in one body, whoever reports it and when. ``person`` and ``body`` are keys."""
        readable = f"{_readable(_last(person))}-{_readable(title)}"
        return f"{self.base}membership/{readable}-{digest(_path(person), _path(body), title)}"

    def nomination(self, person: str, body: str, title: str) -> str:
        """One person proposed for one post in one body. ``person`` and ``body`` are keys."""
        readable = f"{_readable(_last(person))}-{_readable(title)}"
        return f"{self.base}nomination/{readable}-{digest(_path(person), _path(body), title)}"

    def office(self, body: str, title: str) -> str:
        """One post in one body (a key), whoever fills it."""
        return f"{self.base}post/{_readable(_last(body))}-{_readable(title)}-{digest(_path(body), title)}"

    def interval(self, membership: str, since: str | None, until: str | None) -> str:
        """The time in which somebody holds a post, by what is known of its ends (ISO prefixes)."""
        return f"{self.base}interval/{_last(membership)}/{since or ''}--{until or ''}"

    def instant(self, date: str) -> str:
        """A year, a month or a day (ISO)."""
        return f"{self.base}time/{date}"

    def measure(self, subject: str, property: str, *parts: str | None) -> str:
        """One number about one entity (a key); ``parts``: value, unit and what else tells it."""
        readable = f"{_readable(_last(subject))}-{segment(property)}"
        return f"{self.base}measure/{readable}-{digest(_path(subject), property, *parts)}"

    def decisions(self) -> str:
        """The graph that holds what was decided over all pages."""
        return f"{self.base}decisions"

    def decision(self, left: str, right: str) -> str:
        """The decision whether what two keys name is one."""
        return f"{self.base}decision/{_readable(_last(left))}-{digest(_path(left), _path(right))}"

    def statement(
        self, subject: str, predicate: str, object: str, status: str | None, role: str | None
    ) -> str:
        """What is said about one triple. ``subject`` is an IRI, ``object`` an IRI or an N-Triples literal."""
        parts = (subject.removeprefix(self.base), predicate, object.removeprefix(self.base), status, role)
        readable = f"{_tail(subject)}-{segment(predicate)}"
        return f"{self.base}statement/{readable}-{digest(*parts)}"


def page_name(page_id: str) -> tuple[str, ...]:
    """The file's name without folder and ending, and the record's id where the page is a record of a file."""
    path, *record = _RECORD.split(page_id, maxsplit=1)
    name = re.split(r"[/\\]", path)[-1]
    stem = name if record else re.sub(r"(?<=.)\.[^.]*$", "", name)
    return (stem, *record)


def _beside(page: Page) -> tuple[str | None, ...]:
    """What tells a page from others of the same words, where it is stated: a plain page states none of it."""
    beside = (page.paper, page.number, page.city)
    return beside if any(beside) else ()


def _base_problem(base: str) -> str | None:
    if not _SCHEME.match(base):
        return "is not absolute"
    if base[-1] not in "/#:":
        return "must end in '/', '#' or ':'"
    try:
        NamedNode(base)
    except ValueError as error:
        return f"is no valid IRI ({error})"
    return (
        None
        if base.isascii() or not any(_hidden(c) for c in base if not c.isascii())
        else "holds hidden characters"
    )


def _path(key: str) -> str:
    """A key's parts, each encoded; ``/`` separates them."""
    return "/".join(map(segment, key.split("/")))


def _last(key: str) -> str:
    return key.rsplit("/", 1)[-1]


def _readable(name: str) -> str:
    """The beginning of a name, for the eye; the hash that follows tells the rest."""
    return segment(name[:_PREFIX_LENGTH])


def _tail(iri: str) -> str:
    """The last segment of an IRI, cut where no percent-encoded character is torn apart."""
    return _WHOLE.match(_last(iri))[0]  # type: ignore[index]
