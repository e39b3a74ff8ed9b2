"""A Turtle file of the project read as an index of triples that knows on which line a term stands."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KnowledgeError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_FIRST = ox.NamedNode(RDF + "first")
RDF_REST = ox.NamedNode(RDF + "rest")

#: What can stand as subject or object of the files read here.
Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of one file: ``index[subject][predicate]`` are its objects, in the order of the file."""

    path: Path
    text: str
    prefixes: dict[str, str]
    index: dict[Node, dict[str, list[Node]]]

    def objects(self, subject: Node, predicate: str) -> list[Node]:
        return self.index.get(subject, {}).get(predicate, [])

    def iris(self, subject: Node, predicate: str) -> list[str]:
        """The objects that are IRIs."""
        return [o.value for o in self.objects(subject, predicate) if isinstance(o, ox.NamedNode)]

    def value(self, subject: Node, predicate: str, language: str | None = None) -> str | None:
        """The first literal object (in that language), or None."""
        for o in self.objects(subject, predicate):
            if isinstance(o, ox.Literal) and o.language == language:
                return o.value
        return None

    def items(self, head: Node) -> list[Node]:
        """The members of an RDF list."""
        found: list[Node] = []
        while first := self.objects(head, RDF_FIRST.value):
            found.append(first[0])
            head = self.objects(head, RDF_REST.value)[0]
        return found

    def compact(self, iri: str) -> str:
        """``prefix:name`` with the prefixes of this file; the IRI itself if none fits."""
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def where(self, iri: str) -> str:
        """``file:line`` of the line that begins with the term, or only the file."""
        found = re.search(rf"^{re.escape(self.compact(iri))}\s", self.text, re.MULTILINE)
        return f"{self.path}:{self.text.count(chr(10), 0, found.start()) + 1}" if found else str(self.path)


def read_triples(path: Path) -> Triples:
    """Read a Turtle file.

    Raises KnowledgeError, naming file and line, if it is missing or not Turtle.
    """
    try:
        text = path.read_text(encoding="utf-8")
        parser = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
        index: dict[Node, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for quad in parser:
            index[quad.subject][quad.predicate.value].append(quad.object)
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}); is the installation whole?") from error
    except SyntaxError as error:
        raise KnowledgeError(f"{path}:{error.lineno}: not valid Turtle: {error.msg}") from error
    return Triples(path, text, dict(parser.prefixes), {s: dict(po) for s, po in index.items()})
