"""For Neo4j: CSV files with the headers of ``neo4j-admin database import``, their options, and a Cypher script.

Both ways load the same property graph; the script needs no access to the server's files. Cells are data, not a
spreadsheet: nothing is put before a formula, or it would be part of the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pyoxigraph import Quad

from kg.errors import ExportError
from kg.export.cypher import script
from kg.export.property_graph import RESOURCE, PropertyGraph, Value, property_graph

#: Neo4j's types of the properties that are no plain text.
_TYPES = {
    "aliases": "string[]",
    "attested": "string[]",
    "former": "boolean",
    "confidence": "double",
    "start": "int",
    "end": "int",
}
_COLUMNS = {
    "entities": ("label", "aliases"),
    "sources": ("label", "issued"),
    "values": ("property", "value", "unit", "counted"),
    "evidence": ("predicate", "quote", "start", "end", "rule", "status", "role", "title", "confidence"),
    "facts": ("id", "title", "former", "attested", "status", "confidence", "quote"),
    "links": (),
}
#: What may stand between the items of a list: the first that none of them holds.
_DELIMITERS = (";", "|", "\x1f", "\x1e", "\x1d", "\x1c", *map(chr, range(0xE000, 0xE100)))


def neo4j(quads: Iterable[Quad]) -> dict[str, bytes]:
    """The files by name: a CSV file a kind of node or relationship, ``import.args`` and ``load.cypher``.

    Raises ExportError if the names in the graph leave no character to separate lists with.
    """
    graph = property_graph(quads)
    delimiter = _delimiter(graph)
    files = {f"{kind}.csv": _csv(rows) for kind, rows in _tables(graph, delimiter).items()}
    return {
        **files,
        "import.args": _arguments(graph, delimiter).encode(),
        "load.cypher": script(graph).encode(),
    }


def _tables(graph: PropertyGraph, delimiter: str) -> dict[str, list[list[str]]]:
    tables: dict[str, list[list[str]]] = {}
    for kind, nodes in graph.nodes.items():
        head = ["iri:ID", *_head(kind), ":LABEL"]
        rows = [
            [node.iri, *_cells(kind, node.properties, delimiter), delimiter.join((RESOURCE, *node.labels))]
            for node in nodes
        ]
        tables[kind] = [head, *rows]
    for kind, relationships in graph.relationships.items():
        head = [":START_ID", *_head(kind), ":END_ID", ":TYPE"]
        rows = [
            [each.source, *_cells(kind, each.properties, delimiter), each.target, each.type]
            for each in relationships
        ]
        tables[kind] = [head, *rows]
    return tables


def _head(kind: str) -> list[str]:
    return [f"{name}:{_TYPES[name]}" if name in _TYPES else name for name in _COLUMNS[kind]]


def _cells(kind: str, properties: Mapping[str, Value], delimiter: str) -> list[str]:
    return [_cell(properties[name], delimiter) for name in _COLUMNS[kind]]


def _cell(value: Value, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return delimiter.join(value) if isinstance(value, tuple) else str(value)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Every cell that holds anything is quoted, so that no space is trimmed; an empty one is no property at all."""
    return "".join(",".join(map(_quoted, row)) + "\n" for row in rows).encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if cell else ""


def _delimiter(graph: PropertyGraph) -> str:
    used = {char for value in _values(graph) if isinstance(value, tuple) for item in value for char in item}
    free = next((char for char in _DELIMITERS if char not in used), None)
    if free is None:
        problem = "the other names in the graph use every character that could stand between them"
        raise ExportError(f"{problem}; export as csv or graphml instead")
    return free


def _values(graph: PropertyGraph) -> Iterator[Value]:
    for nodes in graph.nodes.values():
        yield from chain.from_iterable(node.properties.values() for node in nodes)
    for relationships in graph.relationships.values():
        yield from chain.from_iterable(each.properties.values() for each in relationships)


def _arguments(graph: PropertyGraph, delimiter: str) -> str:
    """For ``neo4j-admin database import full @import.args``, run in the folder of the files."""
    nodes = [f"--nodes={kind}.csv" for kind in graph.nodes]
    relationships = [f"--relationships={kind}.csv" for kind in graph.relationships]
    options = [
        f"--array-delimiter=U+{ord(delimiter):04X}",
        "--multiline-fields=true",
        "--ignore-empty-strings=false",
        "--trim-strings=false",
    ]
    return "".join(f"{line}\n" for line in (*nodes, *relationships, *options))
