"""The SHACL shapes of ``ontology/shapes.ttl``, parsed once."""

from __future__ import annotations

import re
from functools import cache

from rdflib import RDF, SH, Graph, URIRef

from kg.errors import KnowledgeError
from kg.knowledge.locate import ontology_dir
from kg.knowledge.ontology import KG, ontology

#: The node that whole-graph rules hang on; they give the node at fault as the value.
GRAPH_NODE = URIRef("https://w3id.org/minsheng/shapes#graph")


@cache
def shapes() -> Graph:
    """The shapes graph. Treat it as read-only: it is shared.

    Raises KnowledgeError if the file is missing or not Turtle.
    """
    path = ontology_dir() / "shapes.ttl"
    try:
        return Graph().parse(path, format="turtle")
    except Exception as error:  # rdflib's parser raises several unrelated classes
        reason = " ".join(str(error).split())
        raise KnowledgeError(f"{path}: cannot be read as Turtle: {reason}") from error


@cache
def predicates_of_shapes() -> frozenset[str]:
    """Every IRI that the shapes name: a triple with another predicate cannot change their verdict."""
    named = {str(t) for triple in shapes() for t in triple if isinstance(t, URIRef)}
    prefixes = dict(shapes().namespaces())
    queries = " ".join(str(query) for query in shapes().objects(None, SH.select))
    for prefix, name in re.findall(r"\b(\w+):(\w+)", queries):
        if prefix in prefixes:
            named.add(str(prefixes[prefix]) + name)
    return frozenset(named)


@cache
def vocabulary_for_shapes() -> tuple[tuple[URIRef, URIRef, URIRef], ...]:
    """The triples of the vocabulary that the shapes look up: the kinds of terms and the units they take."""
    known = ontology()
    unit = URIRef("http://qudt.org/schema/qudt/applicableUnit")
    kinds = [(p.iri, "FactProperty") for p in known.facts] + [(p.iri, "DateProperty") for p in known.dates]
    kinds += [(m.iri, "MeasureProperty") for m in known.measures.values()]
    kinds += [(v.iri, v.kind) for v in known.values.values()]
    rows = [(URIRef(iri.value), RDF.type, URIRef(KG + kind)) for iri, kind in kinds]
    for m in known.measures.values():
        rows += [(URIRef(m.iri.value), unit, URIRef(known.units[code].iri.value)) for code in m.units]
    return tuple(rows)
