"""The names that queries and explanations are written in."""

from __future__ import annotations

from functools import cache

from kg.knowledge.ontology import KG, ontology

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
QUDT = "http://qudt.org/schema/qudt/"

__all__ = ["DCTERMS", "KG", "OA", "ORG", "PROV", "QUDT", "RDF", "RDFS", "SKOS", "XSD", "prefixes", "shorten"]


@cache
def prefixes() -> dict[str, str]:
    """Those of the vocabulary: declared for every query, so that ``kg:leads`` needs no PREFIX line."""
    return dict(ontology().prefixes)


def shorten(iri: str) -> str:
    """``kg:leads`` for an IRI in one of the known namespaces, otherwise the IRI itself."""
    for prefix, namespace in prefixes().items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not set(local) & set("/#"):
            return f"{prefix}:{local}"
    return iri
