"""The library in a few verbs, each returning typed objects: ``kg.read``, ``kg.build``, ``kg.mentions``, ``kg.load``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.assemble import DEFAULT_BASE
from kg.assemble.iri import Minter
from kg.knowledge.judgements import Judgements
from kg.pipeline import understand
from kg.reader import Wanted
from kg.types import Page, Resolution, ResolvedMention, Skipped, Span

if TYPE_CHECKING:
    from kg.api import Graph

_BODIES = frozenset({"Agency", "Organization"})
_PLACES = frozenset({"Area", "Community", "Place"})


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A name where it stands: ``doc[start:end] == text`` in code points of the page as given; ``type`` is a class of the
    vocabulary, ``name`` the canonical name and ``id`` the IRI of the entity that it was resolved to."""

    doc: str
    start: int
    end: int
    text: str
    type: str
    name: str
    id: str


def read(
    inputs: str | Sequence[str], *, columns: Mapping[str, str] | None = None, meta: str | Path | None = None
) -> Iterator[Page | Skipped]:
    """The pages of files, folders and globs, and what could not be read with the reason.

    ``columns`` says which column of tables and records is what (``{"text": "正文"}``); ``meta`` is a table of what is
    known of the pages. Raises InputError if nothing is found, or a row of ``meta`` is wrong.
    """
    from kg.reader import read as pages

    return pages(_listed(inputs), wanted=_wanted(columns, meta))


def build(
    inputs: str | Sequence[str],
    *,
    base: str = DEFAULT_BASE,
    jobs: int | None = 1,
    columns: Mapping[str, str] | None = None,
    meta: str | Path | None = None,
) -> Graph:
    """The graph of the pages that ``inputs`` name; ``Graph.skipped`` says what could not be read and why.

    ``jobs`` is the number of processes, None for one a core; ``columns`` and ``meta`` are those of `read`. Raises
    InputError if nothing can be read at all.
    """
    from kg.api import Graph
    from kg.engine import build as _build

    with _build(_listed(inputs), base=base, jobs=jobs, wanted=_wanted(columns, meta)) as built:
        return Graph(built.quads, built.skipped, built.texts())


def mentions(
    inputs: str | Sequence[str], *, base: str = DEFAULT_BASE, jobs: int | None = 1
) -> tuple[NamedMention, ...]:
    """Every name in the pages, in order of page and place, resolved over all of them."""
    return tuple(named(understand(_listed(inputs), jobs=jobs), base))


def judgements(*paths: str | Path) -> Judgements:
    """The project's own judgements and those of tables (TSV, or CSV in whatever encoding a spreadsheet saved it).

    An empty file decides nothing. Raises KnowledgeError that names the file, the line and the column that is wrong, or two
    rows that contradict each other; InputError if a file cannot be read.
    """
    from kg.knowledge.judgement_rows import parse
    from kg.knowledge.judgements import judgements_with

    return judgements_with(row for path in paths for row in parse(_table(Path(path)), str(path)))


def _table(path: Path) -> str:
    from kg.durable import read_small
    from kg.errors import InputError
    from kg.reader.decoding import Undecodable, decode

    try:
        return decode(read_small(path)).text
    except Undecodable as error:
        if error.code == "empty":
            return ""
        raise InputError(f"{path}: {error.reason}; {error.advice}") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; name a table of judgements") from error


def load(path: str | Path) -> Graph:
    """A graph from a file (ttl, nt, trig, nq, jsonld, rdf). Raises InputError if it is missing or broken."""
    from kg.api import Graph

    return Graph.load(path)


def named(resolution: Resolution, base: str = DEFAULT_BASE) -> Iterator[NamedMention]:
    """The names in a resolved corpus, in order of page and place; not what only points at one (该局, 全区, 他), nor a
    place's name that is the beginning of a body's (文峰区 in 文峰区住建局)."""
    minter = Minter(base)
    texts = {page.id: page.text for page in resolution.pages}
    names = {entity.key: entity.name for entity in resolution.entities}
    ordered = sorted(resolution.mentions, key=lambda m: (m.page, m.mention.span, m.mention.type, m.entity))
    spans = _with_areas(ordered)
    bodies = _Inside(
        (m.page, spans[at])
        for at, m in enumerate(ordered)
        if m.mention.type in _BODIES and not m.mention.pointer
    )
    for at, found in enumerate(ordered):
        span, kind = spans[at], found.mention.type
        if found.mention.pointer or (kind in _PLACES and bodies.hold(found.page, span)):
            continue
        text = texts[found.page][span.start : span.end]
        iri = minter.entity(found.entity)
        yield NamedMention(found.page, span.start, span.end, text, kind, names[found.entity], iri)


class _Inside:
    """Stretches of pages, asked whether one of them holds a mention."""

    def __init__(self, spans: Iterable[tuple[str, Span]]) -> None:
        self._ends: dict[tuple[str, int], int] = {}
        for page, span in spans:
            for at in range(span.start, span.end):
                self._ends[page, at] = max(span.end, self._ends.get((page, at), 0))

    def hold(self, page: str, span: Span) -> bool:
        """Whether a stretch begins at or before ``span`` and goes on to its end."""
        return self._ends.get((page, span.start), 0) >= span.end


def _with_areas(mentions: Sequence[ResolvedMention]) -> list[Span]:
    """Where each mention stands; that of a body which begins with an area also takes in the areas right before that one:
    福建省|宁德市经贸委."""
    named = [m for m in mentions if m.mention.type == "Area" and not m.mention.pointer]
    begins = {(m.page, m.mention.span.end): m.mention.span.start for m in named}
    areas = {(m.page, m.mention.span.start) for m in named}
    found: list[Span] = []
    for each in mentions:
        span = each.mention.span
        start = span.start
        if each.mention.type in _BODIES and not each.mention.pointer and (each.page, start) in areas:
            while (each.page, start) in begins:
                start = begins[each.page, start]
        found.append(replace(span, start=start))
    return found


def _wanted(columns: Mapping[str, str] | None, meta: str | Path | None) -> Wanted:
    return Wanted(columns or {}, None if meta is None else Path(meta))


def _listed(inputs: str | Sequence[str]) -> Sequence[str]:
    return [inputs] if isinstance(inputs, str) else inputs
