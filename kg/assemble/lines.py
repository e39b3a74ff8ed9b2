"""Graphs as sorted N-Quads lines: of one page, and of all pages as they become one graph.

A line is bytes without its line end. Lines sort by subject, so that whatever is said of one node lies together, however
many pages say it: that is where pages are made to agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad, RdfFormat, parse, serialize

from kg.assemble import terms as t
from kg.assemble.claims import shortest
from kg.assemble.context import Part
from kg.assemble.draft import Draft, drafted
from kg.assemble.iri import Minter
from kg.assemble.shared import Knowing

#: Of these a node has one value, whatever pages say.
_ONE_VALUE = frozenset(str(t.kg(name)).encode() for name in ("confidence", "text"))


def page_lines(part: Part, knowing: Knowing, minter: Minter) -> list[bytes]:
    """The graph of one page by itself: sorted lines, each once. Its statements are as sure, its measures worded, as this
    page has it; ``knowing`` gives what all pages know of an entity. Raises KnowledgeError if a claim uses a word that the
    ontology lacks."""
    draft = drafted(part, minter)
    return to_lines(draft.finished(_Alone(draft, knowing)))


def to_lines(quads: Iterable[Quad]) -> list[bytes]:
    """Quads as sorted lines, each once."""
    return sorted(set((serialize(quads, None, RdfFormat.N_QUADS) or b"").split(b"\n")) - {b""})


def from_lines(lines: Iterable[bytes]) -> Iterator[Quad]:
    """The quads of lines, in their order."""
    return iter(parse(b"\n".join(lines), RdfFormat.N_QUADS))


def united(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of the one graph, given those of all pages in order: each once; of a statement the highest confidence of
    any page and of a measure the shortest wording, in every graph that has it."""
    before = b""
    kept: list[bytes] = []
    about = b""
    for line in lines:
        if line == before:
            continue
        before = line
        subject, predicate, _ = line.split(b" ", 2)
        if predicate in _ONE_VALUE:
            this = subject + b" " + predicate
            if this != about:
                yield from _agreed(kept)
                kept, about = [], this
            kept.append(line)
            continue
        if kept:
            yield from _agreed(kept)
            kept, about = [], b""
        yield line
    yield from _agreed(kept)


def _agreed(lines: list[bytes]) -> Iterable[bytes]:
    """Lines of one subject and one property, which is to have one value: with that value, each graph once."""
    if len(lines) < 2:
        return lines
    quads = list(from_lines(lines))
    values = {quad.object for quad in quads if isinstance(quad.object, Literal)}
    if len(values) == 1:
        return lines
    best = _surest(values) if quads[0].predicate == t.kg("confidence") else _shortest(values)
    return to_lines({Quad(quad.subject, quad.predicate, best, quad.graph_name) for quad in quads})


def _surest(values: Iterable[Literal]) -> Literal:
    return max(values, key=lambda value: float(value.value))


def _shortest(values: Iterable[Literal]) -> Literal:
    return t.text(shortest(*(value.value for value in values)))


class _Alone:
    """A page that knows its own confidences and wordings, and what all pages know of entities."""

    def __init__(self, draft: Draft, knowing: Knowing) -> None:
        self._draft = draft
        self.entity = knowing

    def confidence(self, statement: str) -> float:
        return self._draft.confidences[statement]

    def words(self, measure: str) -> str:
        return self._draft.words[measure]
