"""Turtle, written from sorted N-Triples lines: grouped by subject, classes first, subject after subject.

The lines are what is sorted and what is kept; the document is made of them as it is written. Names are shortened as
pyoxigraph's serializer shortens them; it is asked once for each name of a vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = b"http://www.w3.org/2001/XMLSchema#"
_TYPED = re.compile(rb'(?s)(".*")\^\^(<[^<>"]*>)\Z')
#: What Turtle writes without quotation marks, by datatype.
_BARE = {
    b"<" + _XSD + name + b">": re.compile(form)
    for name, form in (
        (b"boolean", rb"true|false"),
        (b"integer", rb"[+-]?[0-9]+"),
        (b"decimal", rb"[+-]?[0-9]*\.[0-9]+"),
        (b"double", rb"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    )
}
#: The rest of an IRI behind the base that can stand as it is: its first step holds no colon, no step is a dot or two.
_PLAIN = re.compile(rb"(?![/?#]|[^/?#]*:|\.)(?!.*/\.)[^<>]+")
#: A base that ends in a folder, no step of its path empty.
_FOLDER = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]+(?:/[^/?#]+)*/")
#: Subjects written at once.
_PARTS = 1 << 14
#: Names whose spelling is remembered.
_KNOWN = 1 << 17

#: A property and a value.
Said = tuple[bytes, bytes]


def document(lines: Iterable[bytes], prefixes: Mapping[str, str], base: str | None) -> Iterator[bytes]:
    """The parts of a Turtle document, given its distinct N-Triples lines in order, without line ends."""
    spelling = Spelling(prefixes, base)
    yield head(prefixes, base)
    parts: list[bytes] = []
    for number, (subject, said) in enumerate(by_subject(lines)):
        parts.append(spelling.subject(subject, said, first=not number))
        if number % _PARTS == _PARTS - 1:
            yield b"".join(parts)
            parts.clear()
    yield b"".join(parts)


def head(prefixes: Mapping[str, str], base: str | None) -> bytes:
    """The first lines of a document."""
    lines = [f"@base <{base}> ."] if base else []
    lines += [f"@prefix {name}: <{namespace}> ." for name, namespace in sorted(prefixes.items())]
    return "".join(line + "\n" for line in lines).encode()


def by_subject(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[Said]]]:
    """Each subject of ordered N-Triples lines with what is said of it."""
    subject = b""
    said: list[Said] = []
    for line in lines:
        this, predicate, rest = line.split(b" ", 2)
        if this != subject:
            if said:
                yield subject, said
            subject, said = this, []
        said.append((predicate, rest[:-2]))
    if said:
        yield subject, said


class Spelling:
    """How names are written under a base and prefixes."""

    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        self._prefixes, self._base = dict(prefixes), base
        #: What an IRI begins with that is written without it; no IRI begins with a line end.
        self._stem = f"<{base}".encode() if base and _FOLDER.fullmatch(base) else b"\n"
        self._known: dict[bytes, bytes] = {}
        self._ranks: dict[bytes, tuple[bool, bytes]] = {}

    def subject(self, subject: bytes, said: Iterable[Said], *, first: bool = False) -> bytes:
        """All that is said of a subject: its predicates in order, the classes first. An empty line comes before it, unless
        it has a name of a vocabulary; before the ``first`` of a document in any case."""
        name = self._term(subject)
        parts = [b"\n" if first or name.startswith(b"<") else b"", name]
        before = b""
        for predicate, value in sorted(said, key=self._rank):
            if predicate == before:
                parts += (b" , ", self._term(value))
                continue
            name = b"a" if predicate == _TYPE else self._iri(predicate)
            parts += (b" ;\n\t" if before else b" ", name, b" ", self._term(value))
            before = predicate
        parts.append(b" .\n")
        return b"".join(parts)

    def _rank(self, said: Said) -> tuple[bool, bytes]:
        predicate = said[0]
        rank = self._ranks.get(predicate)
        if rank is None:
            rank = self._ranks[predicate] = (predicate != _TYPE, predicate[1:-1])
        return rank

    def _term(self, term: bytes) -> bytes:
        if not term.startswith(b'"'):
            return self._iri(term)
        if term.endswith(b">") and (typed := _TYPED.match(term)):
            quoted, datatype = typed.groups()
            bare = _BARE.get(datatype)
            if bare is not None and bare.fullmatch(quoted, 1, len(quoted) - 1):
                return quoted[1:-1]
            return quoted + b"^^" + self._iri(datatype)
        return term

    def _iri(self, iri: bytes) -> bytes:
        """An IRI, or the name of a blank node."""
        found = self._known.get(iri)
        if found is None:
            if len(self._known) > _KNOWN:
                self._known.clear()
            found = self._known[iri] = self._spelt(iri)
        return found

    def _spelt(self, iri: bytes) -> bytes:
        if iri.startswith(self._stem) and _PLAIN.fullmatch(iri, len(self._stem), len(iri) - 1):
            return b"<" + iri[len(self._stem) :]
        return self._asked(iri) if iri.startswith(b"<") else iri

    def _asked(self, iri: bytes) -> bytes:
        """As the serializer writes an IRI; triple terms, which hold several, are written in full."""
        if iri.startswith(b"<<"):
            return iri
        node = NamedNode(iri[1:-1].decode())
        asked = Triple(NamedNode("x:"), NamedNode("x:"), node)
        written = serialize([asked], None, RdfFormat.TURTLE, prefixes=self._prefixes, base_iri=self._base)
        return (written or b"").rsplit(b"<x:> <x:> ", 1)[1].removesuffix(b" .\n")
