"""Stage 7: a graph as a file, in the syntaxes of RDF, as a network, as tables; and RDF files read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from kg.durable import write_files
from kg.errors import ExportError
from kg.export.canonical import canonical_hash
from kg.export.dataset import dataset, licence
from kg.export.decisions import decisions_table
from kg.export.ftm import ftm
from kg.export.json_ld import jsonld
from kg.export.loading import ENDINGS, load, stream
from kg.export.model import EdgeRow, FactRow, NodeRow
from kg.export.neo4j import neo4j
from kg.export.networks import gexf, graphml, network
from kg.export.quickstatements import quickstatements
from kg.export.rdf import nquads, ntriples, rdfxml, trig
from kg.export.rdf import turtle as turtle_parts
from kg.export.rows import Rows
from kg.export.spreadsheet import columns, tables
from kg.export.turtle import Spelling, by_subject, head
from kg.knowledge.mappings import wikibase_mapping

__all__ = [
    "ENDINGS",
    "FORMATS",
    "EdgeRow",
    "FactRow",
    "Format",
    "NodeRow",
    "Rows",
    "Spelling",
    "by_subject",
    "canonical_hash",
    "columns",
    "dataset",
    "decisions_table",
    "export",
    "head",
    "licence",
    "load",
    "network",
    "stream",
    "turtle",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A format to export to: the ending its files usually have, what it is, and what writes it (one file, or several by
    their names). ``mapped`` formats are told with a file which terms of another vocabulary to use. ``parts`` gives the
    same file part by part, where it need not be held at once."""

    name: str
    ending: str
    title: str
    write: Callable[..., bytes | dict[str, bytes]]
    mapped: bool = False
    parts: Callable[[Iterable[Quad]], Iterator[bytes]] | None = None


def _wikibase(quads: Iterable[Quad], mapping: Path | None = None) -> bytes:
    return quickstatements(quads, wikibase_mapping(mapping))


def turtle(quads: Iterable[Quad]) -> bytes:
    """A graph as a Turtle document: all named graphs in one, grouped by subject."""
    return b"".join(turtle_parts(quads))


#: The formats by name.
FORMATS = {
    format.name: format
    for format in (
        Format("ttl", "ttl", "Turtle", turtle, parts=turtle_parts),
        Format("nt", "nt", "N-Triples", ntriples),
        Format("trig", "trig", "TriG, a named graph a page", trig),
        Format("nq", "nq", "N-Quads, a named graph a page", nquads),
        Format("jsonld", "jsonld", "JSON-LD, its context inlined", jsonld),
        Format("rdfxml", "rdf", "RDF/XML", rdfxml),
        Format("graphml", "graphml", "GraphML", graphml),
        Format("gexf", "gexf", "GEXF", gexf),
        Format("csv", "csv", "CSV: nodes, edges, facts", tables),
        Format("neo4j", "neo4j", "CSV for neo4j-admin, and a Cypher script", neo4j),
        Format("ftm", "ftm.json", "FollowTheMoney: entities with statements", ftm),
        Format("wikibase-quickstatements", "qs.txt", "QuickStatements, V1", _wikibase, mapped=True),
    )
}


def export(quads: Iterable[Quad], path: Path, format: str, mapping: Path | None = None) -> None:
    """Write a graph to a file, whole or not at all; the same graph gives the same bytes.

    ``csv`` writes three files: ``nodes.csv``, ``edges.csv`` and ``facts.csv`` in the folder ``path``, or, if
    ``path`` ends in ``.csv`` (``graph.csv``), beside each other as ``graph.nodes.csv`` and so on. ``neo4j`` writes
    several into the folder ``path``. ``mapping`` is a file that replaces the project's own of a mapped format.

    Raises ExportError if the format is unknown, takes no mapping, cannot hold the graph, or the place cannot be
    written to; KnowledgeError if the mapping is wrong.
    """
    if format not in FORMATS:
        raise ExportError(f"{format!r} is no export format; use one of {', '.join(FORMATS)}")
    chosen = FORMATS[format]
    if mapping is not None and not chosen.mapped:
        raise ExportError(f"the format {format} takes no mapping; leave --mapping away")
    if chosen.parts is not None:
        write_files({path: chosen.parts(quads)})
        return
    content = chosen.write(tuple(quads), mapping) if chosen.mapped else chosen.write(tuple(quads))
    if isinstance(content, bytes):
        write_files({path: content})
        return
    folder, prefix = (path.parent, path.stem + ".") if path.suffix.lower() == ".csv" else (path, "")
    write_files({folder / f"{prefix}{name}": each for name, each in content.items()})
