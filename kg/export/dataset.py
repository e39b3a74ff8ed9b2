"""What a build holds, for catalogues and for programs that look before they load: VoID and DCAT 3, as Turtle.

Addresses of files are relative, so that the folder can lie anywhere. Nothing in it depends on when it was written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePath
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.census import Census, literal, words
from kg.errors import ExportError
from kg.knowledge.ontology import KG, ontology

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_DCT = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TYPE = _RDF + "type"
#: Stands for the folder that the description lies in, and is taken out again: a scheme that nothing else has.
_HERE = "folder://here/"
_CHINESE = "http://id.loc.gov/vocabulary/iso639-1/zh"
_PREFIXES = {"dcat": _DCAT, "dcterms": _DCT, "void": _VOID, "xsd": _XSD}
#: Media types by ending, and the name that the W3C gives an RDF syntax.
_ENDINGS = {
    ".ttl": ("text/turtle", "Turtle"),
    ".nt": ("application/n-triples", "N-Triples"),
    ".trig": ("application/trig", "TriG"),
    ".nq": ("application/n-quads", "N-Quads"),
    ".jsonld": ("application/ld+json", "JSON-LD"),
    ".rdf": ("application/rdf+xml", "RDF_XML"),
    ".html": ("text/html", ""),
    ".csv": ("text/csv", ""),
    ".json": ("application/json", ""),
    ".graphml": ("application/xml", ""),
    ".gexf": ("application/xml", ""),
}
_PLAIN = ("text/plain", "")
_TITLES = (("民生知识图谱", "zh"), ("Minsheng knowledge graph", "en"))
_DESCRIPTIONS = (
    ("从地方报纸版面读出的人、机构、地方、工程、会议和数字，每条事实都附有原句及其位置。", "zh"),
    (
        "People, bodies, places, works, meetings and figures read from pages of local newspapers; "
        "every fact has its sentence and the place it stands at.",
        "en",
    ),
)

Term = NamedNode | Literal
_Fact = tuple[NamedNode, str, Term]


def dataset(census: Census, base: str, files: Mapping[str, int], license: str | None = None) -> bytes:
    """The description of a graph, given its census, whose individuals live under ``base``, and of its ``files`` (their
    sizes in bytes by path within the folder). ``license`` is the IRI of the licence it is given under.

    Raises ExportError if ``license`` is no IRI.
    """
    node = NamedNode(base + "dataset")
    facts = [
        *_about(node, base, license),
        *_statistics(node, census),
        *_period(node, census.dates),
        *(fact for path in sorted(files) for fact in _distribution(node, path, files[path])),
    ]
    triples = sorted(
        {Triple(s, NamedNode(p), o) for s, p, o in facts},
        key=lambda t: (str(t.subject)[1:-1], t.predicate.value != _TYPE, str(t)),
    )
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES, base_iri=_HERE) or b""
    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in sorted(_PREFIXES.items()))
    body = re.sub(rb"\A(?:@(?:base|prefix) .*\n)+\n*", b"", written)
    return head.encode() + b"\n" + body.replace(b" .\n<", b" .\n\n<")


def _about(node: NamedNode, base: str, license: str | None) -> Iterator[_Fact]:
    yield node, _TYPE, NamedNode(_VOID + "Dataset")
    yield node, _TYPE, NamedNode(_DCAT + "Dataset")
    for prop, texts in ((_DCT + "title", _TITLES), (_DCT + "description", _DESCRIPTIONS)):
        for said, language in texts:
            yield node, prop, Literal(said, language=language)
    yield node, _DCT + "language", NamedNode(_CHINESE)
    yield node, _DCT + "conformsTo", NamedNode(KG.rstrip("#"))
    yield node, _VOID + "uriSpace", Literal(base)
    for namespace in sorted(
        set(ontology().prefixes.values()) - {_XSD, _VOID, "http://www.w3.org/2002/07/owl#"}
    ):
        yield node, _VOID + "vocabulary", NamedNode(namespace)
    if license is not None:
        yield node, _DCT + "license", licence(license)


def licence(iri: str) -> NamedNode:
    """The IRI of a licence. Raises ExportError if it is none, such as a mere name."""
    try:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s:]", iri):
            raise ValueError("it has no scheme")
        return NamedNode(iri)
    except ValueError as error:
        example = "https://creativecommons.org/licenses/by/4.0/"
        raise ExportError(f"the licence {iri!r} is no IRI ({error}); give one such as {example}") from None


def _statistics(node: NamedNode, census: Census) -> Iterator[_Fact]:
    numbers = {
        "triples": census.triples,
        "entities": census.entities,
        "classes": len(census.classes),
        "properties": len(census.properties),
        "distinctSubjects": census.subjects,
        "distinctObjects": census.distinct_objects,
    }
    for name, number in numbers.items():
        yield node, _VOID + name, Literal(number)
    for _, example in census.examples.values():
        yield node, _VOID + "exampleResource", NamedNode(words(example))
    yield from _partitions(node, "class", "entities", census.classes)
    yield from _partitions(node, "property", "triples", census.properties)


def _partitions(node: NamedNode, kind: str, counted: str, sizes: Counter[bytes]) -> Iterator[_Fact]:
    for term, size in sizes.items():
        iri = words(term)
        part = NamedNode(f"{node.value}#{kind}-{_short(iri)}")
        yield node, f"{_VOID}{kind}Partition", part
        yield part, _TYPE, NamedNode(_VOID + "Dataset")
        yield part, _VOID + kind, NamedNode(iri)
        yield part, _VOID + counted, Literal(size)


def _short(iri: str) -> str:
    """``kg-Person``; all of an IRI in an unknown namespace."""
    for prefix, namespace in sorted(ontology().prefixes.items()):
        local = iri.removeprefix(namespace)
        if local != iri and local.isascii() and local.isalnum():
            return f"{prefix}-{local}"
    return quote(iri, safe="")


def _period(node: NamedNode, dates: Collection[bytes]) -> Iterator[_Fact]:
    """From the first to the last date that a page or an article bears; none if none bears any."""
    if dates:
        ordered = sorted(map(literal, sorted(dates)), key=lambda date: date.value)
        period = NamedNode(node.value + "#period")
        yield node, _DCT + "temporal", period
        yield period, _TYPE, NamedNode(_DCT + "PeriodOfTime")
        yield period, _DCAT + "startDate", ordered[0]
        yield period, _DCAT + "endDate", ordered[-1]


def _distribution(node: NamedNode, path: str, size: int) -> Iterator[_Fact]:
    address = quote(path)
    media, syntax = _ENDINGS.get(PurePath(path).suffix, _PLAIN)
    file, made = NamedNode(_HERE + address), NamedNode(f"{node.value}#file-{address}")
    yield node, _DCAT + "distribution", made
    yield made, _TYPE, NamedNode(_DCAT + "Distribution")
    yield made, _DCT + "title", Literal(path)
    yield made, _DCAT + "downloadURL", file
    yield made, _DCAT + "mediaType", NamedNode(_MEDIA + media)
    yield made, _DCAT + "byteSize", Literal(str(size), datatype=NamedNode(_XSD + "nonNegativeInteger"))
    if syntax:
        yield node, _VOID + "dataDump", file
        yield node, _VOID + "feature", NamedNode(_FORMATS + syntax)
