"""The graph as a network of entities, for networkx and for the programs that draw networks.

networkx is imported where it is needed: reading pages and writing Turtle should not wait for it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from pyoxigraph import Quad

from kg.export.model import EdgeRow, NodeRow
from kg.export.rows import Rows
from kg.export.xml import escape_returns, storable
from kg.knowledge.ontology import ontology

if TYPE_CHECKING:
    import networkx as nx


def network(quads: Iterable[Quad]) -> nx.MultiDiGraph:
    """Entities as nodes, by IRI (label, type, classes, aliases); facts and posts as edges, keyed by relation
    and number (relation, label, title, former, attested, status, confidence, quote)."""
    import networkx as nx

    rows = Rows(quads)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node.iri, _node(node)) for node in rows.nodes)
    for edge in rows.edges:
        number = graph.number_of_edges(edge.source, edge.target)
        graph.add_edge(edge.source, edge.target, f"{edge.relation}-{number}", **_edge(edge))
    return graph


def graphml(quads: Iterable[Quad]) -> bytes:
    """For yEd, Cytoscape, Gephi, igraph. Lists are written with semicolons."""
    import networkx as nx

    target = io.BytesIO()
    nx.write_graphml_xml(_flat(network(quads)), target, named_key_ids=True)
    return escape_returns(target.getvalue())


def gexf(quads: Iterable[Quad]) -> bytes:
    """For Gephi. Lists are written with semicolons; no date of writing: same graph, same bytes."""
    import networkx as nx

    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_flat(network(quads)))
    for element in writer.xml.iter():
        element.attrib.pop("lastmodifieddate", None)
        if element.tag == "creator":
            element.text = "Minsheng KG"
    ElementTree.indent(writer.xml)
    return escape_returns(ElementTree.tostring(writer.xml, encoding="utf-8", xml_declaration=True) + b"\n")


def _node(row: NodeRow) -> dict[str, Any]:
    return {"label": row.label, "type": row.type, "classes": row.classes, "aliases": row.aliases}


def _edge(row: EdgeRow) -> dict[str, Any]:
    prop = ontology().properties.get(row.relation)
    return {
        "relation": row.relation,
        "label": row.title or (prop.zh if prop else row.relation),
        "title": row.title,
        "former": row.former,
        "attested": row.attested,
        "status": row.status,
        "confidence": row.confidence,
        "quote": row.quote,
    }


def _flat(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same network with values that an XML attribute can hold; edges are numbered in their order."""
    import networkx as nx

    flat = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(storable(node), **dict(_plain(data)))
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        flat.add_edge(storable(source), storable(target), number, **dict(_plain(data)))
    return flat


def _plain(data: dict[str, Any]) -> Iterator[tuple[str, str | float]]:
    for name, value in data.items():
        if isinstance(value, tuple):
            yield name, storable("; ".join(value))
        elif isinstance(value, bool):
            yield name, str(value).lower()
        elif isinstance(value, str):
            yield name, storable(value)
        elif value is not None:
            yield name, value
