"""A graph for rdflib, and one of rdflib's back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store
from rdflib.term import Node

from kg.errors import ExportError

Term = NamedNode | BlankNode | Literal


def rdflib_dataset(quads: Iterable[Quad]) -> rdflib.Dataset:
    """The graph as an rdflib dataset with a named graph a page; queries see the union of them.

    Where the package oxrdflib is installed, Oxigraph holds the quads and answers SPARQL; else rdflib does, more slowly.
    """
    quads = tuple(quads)
    try:
        from oxrdflib import OxigraphStore
    except ImportError:
        return _in_memory(quads)
    store = Store()
    store.bulk_extend(quads)
    return rdflib.Dataset(store=OxigraphStore(store=store), default_union=True)


def quads_of(graph: rdflib.Graph) -> Iterator[Quad]:
    """The quads of an rdflib graph or dataset; those of a plain graph are in the default graph.

    Raises ExportError for a term that RDF 1.1 does not have there, such as a variable.
    """
    if not isinstance(graph, rdflib.Dataset):
        for subject, predicate, value in graph:
            yield Quad(_subject(subject), _iri(predicate), _term(value), DefaultGraph())
        return
    for subject, predicate, value, name in graph.quads():
        # rdflib's name for the graph without a name.
        named = name is not None and str(name) != str(rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
        where = _subject(name) if named and name is not None else DefaultGraph()
        yield Quad(_subject(subject), _iri(predicate), _term(value), where)


def _in_memory(quads: Iterable[Quad]) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    for quad in quads:
        name = quad.graph_name
        graph = dataset.default_graph if isinstance(name, DefaultGraph) else dataset.graph(_node(name))  # type: ignore[arg-type]
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return dataset


def _node(term: object) -> Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        # rdflib would write the digits of a number anew.
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise ExportError("rdflib cannot hold a triple about a triple; export as trig or nq")


def _term(node: Node) -> Term:
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        raise ExportError(f"{node!r} is no IRI, blank node or literal")
    if node.language:
        return Literal(str(node), language=node.language)
    datatype = node.datatype or rdflib.XSD.string
    # rdflib may have taken the decimal point from a whole number: a decimal of this vocabulary has one.
    whole = datatype == rdflib.XSD.decimal and str(node).lstrip("+-").isdecimal()
    return Literal(f"{node}.0" if whole else str(node), datatype=NamedNode(str(datatype)))


def _subject(node: Node) -> NamedNode | BlankNode:
    term = _term(node)
    if isinstance(term, Literal):
        raise ExportError(f"{node!r} is a literal where an IRI must stand")
    return term


def _iri(node: Node) -> NamedNode:
    term = _term(node)
    if not isinstance(term, NamedNode):
        raise ExportError(f"{node!r} stands where a property's IRI must")
    return term
