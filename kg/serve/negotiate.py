"""Content negotiation: the representation that an Accept header likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_QUALITY = re.compile(r"[01](\.\d{0,3})?")


@dataclass(frozen=True, slots=True)
class Media:
    """A media type and the name of the format that it stands for."""

    type: str
    format: str

    @property
    def header(self) -> str:
        """As Content-Type; texts say that they are UTF-8."""
        return f"{self.type}; charset=utf-8" if self.type.startswith("text/") else self.type


TABLES = (
    Media("application/sparql-results+json", "json"),
    Media("application/sparql-results+xml", "xml"),
    Media("text/csv", "csv"),
    Media("text/tab-separated-values", "tsv"),
    Media("application/json", "json"),
    Media("application/xml", "xml"),
    Media("text/xml", "xml"),
)
GRAPHS = (
    Media("text/turtle", "ttl"),
    Media("application/n-triples", "nt"),
    Media("application/ld+json", "jsonld"),
    Media("application/rdf+xml", "rdfxml"),
    Media("application/trig", "trig"),
    Media("application/x-turtle", "ttl"),
    Media("application/json", "jsonld"),
)
#: Of a whole dataset.
DATASETS = (
    Media("application/trig", "trig"),
    Media("application/n-quads", "nq"),
)
HTML = Media("text/html", "html")


@dataclass(frozen=True, slots=True)
class _Range:
    pattern: str
    quality: float
    place: int

    def match(self, type: str) -> int:
        """How closely the range names the type; 0 is not at all."""
        if self.pattern == type:
            return 3
        if self.pattern.endswith("/*") and type.startswith(self.pattern[:-1]):
            return 2
        return int(self.pattern == "*/*")


def best(accept: str | None, offered: Sequence[Media]) -> Media | None:
    """The one of ``offered`` that the header wants most, the first where it does not care; None if it wants
    none of them."""
    ranges = list(_ranges(accept or "*/*"))
    rated = [(media, _rate(media.type, ranges)) for media in offered]
    wanted = [(quality, -place, media) for media, (quality, place) in rated if quality > 0]
    return max(wanted, key=lambda found: found[:2])[2] if wanted else None


def _rate(type: str, ranges: Sequence[_Range]) -> tuple[float, int]:
    """The closest range decides; among equals the one named first is liked better."""
    fitting = [r for r in ranges if r.match(type)]
    if not fitting:
        return 0.0, 0
    closest = max(fitting, key=lambda r: (r.match(type), -r.place))
    return closest.quality, closest.place


def _ranges(accept: str) -> Iterator[_Range]:
    for place, part in enumerate(accept.split(",")):
        pattern, *parameters = (piece.strip() for piece in part.lower().split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if pattern and _QUALITY.fullmatch(quality):
            yield _Range(pattern, float(quality), place)
