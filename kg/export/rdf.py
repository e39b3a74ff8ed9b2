"""The RDF syntaxes: sorted, so that the same graph is the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import ExportError
from kg.export.turtle import document
from kg.export.xml import escape_returns, storable
from kg.knowledge.ontology import KG, ontology

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*$")
_PAGE = NamedNode(KG + "Page")


def turtle(quads: Iterable[Quad]) -> Iterator[bytes]:
    """All graphs in one, grouped by subject, classes first; in parts, so that only the sorted lines are held at once."""
    lines = _lines(quad.triple for quad in quads)
    if any(b"<<(" in line for line in lines):  # triple terms: not written here
        found = triples(quads)
        return iter([_serialize(found, RdfFormat.TURTLE, _base(found))])
    return document(lines, dict(ontology().prefixes), _base_of(lines))


def _lines(items: Iterable[Triple]) -> list[bytes]:
    """The sorted N-Triples lines of ``items``, each once, without line ends."""
    return sorted(set(_serialize(items, RdfFormat.N_TRIPLES).split(b"\n")) - {b""})


def _base_of(lines: Iterable[bytes]) -> str | None:
    """Where the individuals live, as the IRI of a page shows: they are written relative to it."""
    page = f" {_PAGE} .".encode()
    subject = next((line.split(b" ", 1)[0] for line in lines if line.endswith(page)), b"")
    base, found, _ = subject.decode().removeprefix("<").rpartition("/page/")
    return base + "/" if found and subject.startswith(b"<") else None


def ntriples(quads: Iterable[Quad]) -> bytes:
    """All graphs in one, one sorted line a triple."""
    return b"".join(line + b"\n" for line in _lines(quad.triple for quad in quads))


def trig(quads: Iterable[Quad]) -> bytes:
    """Graph by graph, in each grouped by subject."""
    found = sorted(set(quads), key=lambda quad: (str(quad.graph_name), *_order(quad)))
    return _serialize(found, RdfFormat.TRIG, _base(found))


def nquads(quads: Iterable[Quad]) -> bytes:
    """One sorted line a quad."""
    return b"".join(
        line + b"\n" for line in sorted(set(_serialize(quads, RdfFormat.N_QUADS).split(b"\n"))) if line
    )


def rdfxml(quads: Iterable[Quad]) -> bytes:
    """All graphs in one. Characters that XML cannot hold become U+FFFD.

    Raises ExportError if a property's IRI does not end in an XML name, which RDF/XML makes an element of.
    """
    quads = tuple(quads)
    for predicate in sorted({quad.predicate.value for quad in quads}):
        if not _XML_NAME.search(predicate):
            raise ExportError(f"RDF/XML cannot name the property {predicate}; use another format")
    found = sorted({_storable(triple) for triple in triples(quads)}, key=_order)
    return escape_returns(_serialize(found, RdfFormat.RDF_XML))


def triples(quads: Iterable[Quad]) -> list[Triple]:
    """The union of all graphs, each triple once, in the order of reading: by subject, classes first."""
    return sorted({quad.triple for quad in quads}, key=_order)


def _order(item: Quad | Triple) -> tuple[str, bool, str, str]:
    predicate = item.predicate.value
    return str(item.subject), predicate != _TYPE, predicate, str(item.object)


def _base(items: Iterable[Quad | Triple]) -> str | None:
    """Where the individuals live, as the IRI of a page shows: they are written relative to it."""
    for item in items:
        if item.object == _PAGE and isinstance(item.subject, NamedNode):
            base, found, _ = item.subject.value.rpartition("/page/")
            return base + "/" if found else None
    return None


def _serialize(items: Iterable[Quad] | Iterable[Triple], format: RdfFormat, base: str | None = None) -> bytes:
    prefixes = {} if format in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS) else dict(ontology().prefixes)
    try:
        written = serialize(items, format=format, prefixes=prefixes, base_iri=base) or b""
    except (ValueError, OSError) as error:
        problem = f"the graph cannot be written as {format.name}: {error}"
        raise ExportError(f"{problem}; use another format") from error
    return _with_head(written, prefixes, base) if format in (RdfFormat.TURTLE, RdfFormat.TRIG) else written


def _with_head(written: bytes, prefixes: dict[str, str], base: str | None) -> bytes:
    """The same document with own first lines, prefixes in order and in full, and empty lines between subjects
    (a line end within a literal is escaped, so none of them is taken for one)."""
    head = [f"@base <{base}> ."] if base else []
    head += [f"@prefix {name}: <{namespace}> ." for name, namespace in sorted(prefixes.items())]
    body = written.split(b"\n", len(head))[-1]
    return "\n".join(head).encode() + b"\n\n" + body.replace(b" .\n<", b" .\n\n<")


def _storable(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or value.value.isprintable():
        return triple
    text = storable(value.value)
    if value.language:
        return Triple(triple.subject, triple.predicate, Literal(text, language=value.language))
    return Triple(triple.subject, triple.predicate, Literal(text, datatype=value.datatype))
