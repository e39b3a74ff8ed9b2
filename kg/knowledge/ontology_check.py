"""Is the ontology consistent: the vocabulary, and the shapes, context and queries that use its terms?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from kg.errors import KnowledgeError
from kg.knowledge.locate import ontology_dir
from kg.knowledge.ontology import OWL, RDFS, SKOS, TYPE, load_ontology
from kg.knowledge.triples import Node, Triples, read_triples
from kg.knowledge.vocabulary import KG, Ontology

_SH = "http://www.w3.org/ns/shacl#"
_USE = re.compile(r"(?<![\w-])kg:([A-Za-z]\w*)")
_ALIGNING = (RDFS + "subClassOf", RDFS + "subPropertyOf", SKOS + "closeMatch", OWL + "inverseOf")


def check(folder: Path | None = None) -> list[str]:
    """Everything that is wrong with the ontology, one line each with file and line; empty if nothing is.

    ``folder`` holds ``minsheng.ttl``, ``shapes.ttl``, ``context.jsonld`` and ``queries/``; by default the one
    that ships with the project.
    """
    folder = folder or ontology_dir()
    try:
        vocabulary = read_triples(folder / "minsheng.ttl")
        shapes = read_triples(folder / "shapes.ttl")
        found = [*_undescribed(vocabulary), *_unlimited(vocabulary), *_foreign(vocabulary)]
        found += [*_undefined(folder, vocabulary), *_uncovered(folder, vocabulary)]
        return found or [*_unshaped(load_ontology(folder / "minsheng.ttl"), shapes)]
    except KnowledgeError as error:
        return [str(error)]


def _own(vocabulary: Triples) -> Iterator[NamedNode]:
    return (s for s in vocabulary.index if isinstance(s, NamedNode) and s.value.startswith(KG))


def _undescribed(vocabulary: Triples) -> Iterator[str]:
    """Terms without a label or a definition in both languages."""
    for term in _own(vocabulary):
        for predicate in (RDFS + "label", SKOS + "definition"):
            for language in ("zh", "en"):
                if not vocabulary.value(term, predicate, language):
                    yield _says(vocabulary, term, f"has no {vocabulary.compact(predicate)} in @{language}")


def _unlimited(vocabulary: Triples) -> Iterator[str]:
    """Properties without a domain or a range."""
    kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
    for term in _own(vocabulary):
        if kinds.intersection(vocabulary.iris(term, TYPE)):
            for predicate in (RDFS + "domain", RDFS + "range"):
                if not vocabulary.objects(term, predicate):
                    yield _says(vocabulary, term, f"has no {vocabulary.compact(predicate)}")


def _foreign(vocabulary: Triples) -> Iterator[str]:
    """Alignments to a namespace that the file does not declare."""
    known = tuple(vocabulary.prefixes.values())
    for subject in vocabulary.index:
        for predicate in _ALIGNING:
            for target in vocabulary.iris(subject, predicate):
                if not target.startswith(known):
                    yield f"{vocabulary.path}: <{target}> is in no namespace that the file declares"


def _says(vocabulary: Triples, term: NamedNode, fault: str) -> str:
    return f"{vocabulary.where(term.value)}: {vocabulary.compact(term.value)} {fault}"


def _undefined(folder: Path, vocabulary: Triples) -> Iterator[str]:
    """Uses of a ``kg:`` term that the vocabulary does not define, in any file of the folder."""
    defined = {term.value[len(KG) :] for term in _own(vocabulary)}
    files = [p for suffix in ("ttl", "jsonld", "rq") for p in folder.rglob(f"*.{suffix}")]
    for path in sorted(files):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for name in _USE.findall(line):
                if name not in defined:
                    yield f"{path}:{number}: kg:{name} is not defined in minsheng.ttl"


def _uncovered(folder: Path, vocabulary: Triples) -> Iterator[str]:
    """Terms that the JSON-LD context does not name."""
    path = folder / "context.jsonld"
    try:
        named = set(_USE.findall(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}); is the installation whole?") from error
    for term in _own(vocabulary):
        if term.value[len(KG) :] not in named:
            yield f"{path}: kg:{term.value[len(KG) :]} is missing from the context"


def _unshaped(known: Ontology, shapes: Triples) -> Iterator[str]:
    """Facts whose shapes are missing or allow other classes than the vocabulary does."""
    for p in (*known.facts, *known.dates):
        everything = set(p.domain) == set(known.entity_classes)
        sides = [("targetSubjectsOf", p.domain)] if not everything else []
        if p.range:
            sides.append(("path", p.range))
        for by, expected in sides:
            allowed = _allowed(shapes, _SH + by, p.iri)
            if allowed != expected:
                yield (
                    f"{shapes.path}: sh:{by} kg:{p.name} allows {', '.join(sorted(allowed)) or 'nothing'}; "
                    f"the vocabulary says {', '.join(sorted(expected))}"
                )


def _allowed(shapes: Triples, by: str, term: NamedNode) -> set[str]:
    """The ``kg:`` classes in the sh:class or sh:or of the shape that ``by`` ties to the term."""
    tied = [s for s in shapes.index if term in shapes.objects(s, by)]
    options: list[Node] = [*tied]
    for shape in tied:
        for head in shapes.objects(shape, _SH + "or"):
            options += shapes.items(head)
    classes = (c for option in options for c in shapes.iris(option, _SH + "class"))
    return {c.removeprefix(KG) for c in classes}
