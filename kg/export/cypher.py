"""A property graph as a Cypher script: for ``cypher-shell < load.cypher``, or any store that speaks openCypher.

Running it twice changes nothing (MERGE). Text is written such that no version of the language reads anything else: a
backslash never stands before a ``u``, because some replace ``\\uXXXX`` before they parse, escaped or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kg.export.property_graph import RESOURCE, Node, PropertyGraph, Relationship, Value

#: Rows a statement: few enough for one transaction, many enough to be quick.
_BATCH = 500
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_SPECIAL = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
#: Where a backslash would come to stand before a u, or before the escape of what cannot be seen.
_BEFORE_U = re.compile("(?<=\\\\)(?=[uU\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff])")
_HEAD = f"CREATE CONSTRAINT minsheng_iri IF NOT EXISTS FOR (n:{RESOURCE}) REQUIRE n.iri IS UNIQUE;\n"


def script(graph: PropertyGraph) -> str:
    """The whole script; every statement ends in a semicolon and a line end."""
    nodes = (node for each in graph.nodes.values() for node in each)
    relationships = (each for group in graph.relationships.values() for each in group)
    return "".join((_HEAD, *_nodes(nodes), *_relationships(relationships)))


def literal(value: Value) -> str:
    """A value as Cypher writes it; a text may become a sum of texts."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return " + ".join(f"'{_SPECIAL.sub(_escape, part)}'" for part in _BEFORE_U.split(value))


def name(text: str) -> str:
    """A label, a type or a property's name, quoted."""
    return "`" + text.replace("`", "``") + "`"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or f"\\u{ord(char):04x}"


def _nodes(nodes: Iterator[Node]) -> Iterator[str]:
    ordered = sorted(nodes, key=lambda node: (node.labels, node.iri))
    for labels, group in groupby(ordered, key=lambda node: node.labels):
        for rows in _batches([_map({"iri": node.iri, **node.properties}) for node in group]):
            marks = "".join(f":{name(label)}" for label in labels)
            yield f"UNWIND [\n{rows}\n] AS row\nMERGE (n:{RESOURCE} {{iri: row.iri}}) SET n += row, n{marks};\n"


def _relationships(relationships: Iterator[Relationship]) -> Iterator[str]:
    ordered = sorted(
        relationships, key=lambda each: (each.type, each.source, each.target, repr(each.properties))
    )
    for (kind, keyed), group in groupby(ordered, key=lambda each: (each.type, "id" in each.properties)):
        key = " {id: row.p.id}" if keyed else ""
        for rows in _batches([_row(each) for each in group]):
            yield (
                f"UNWIND [\n{rows}\n] AS row\n"
                f"MATCH (a:{RESOURCE} {{iri: row.a}}), (b:{RESOURCE} {{iri: row.b}})\n"
                f"MERGE (a)-[r:{name(kind)}{key}]->(b) SET r += row.p;\n"
            )


def _row(each: Relationship) -> str:
    return f"{{a: {literal(each.source)}, b: {literal(each.target)}, p: {_map(each.properties)}}}"


def _batches(rows: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(rows), _BATCH):
        yield ",\n".join(rows[start : start + _BATCH])


def _map(properties: Mapping[str, Value]) -> str:
    return "{" + ", ".join(f"{name(key)}: {literal(value)}" for key, value in properties.items()) + "}"
