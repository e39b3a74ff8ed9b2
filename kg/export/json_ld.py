"""JSON-LD: the triples of all graphs as compact JSON objects, the context written out in the file.

Compaction follows the context's own terms; whatever a term's coercion does not express is written as an
explicit value object, which means the same under any context.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import ExportError
from kg.export.rdf import triples
from kg.knowledge.jsonld_context import jsonld_context

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
#: Integers that every JSON reader keeps exactly.
_SHORT_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")

Term = NamedNode | BlankNode | Literal | Triple


def jsonld(quads: Iterable[Quad]) -> bytes:
    """One object a subject and line, in the order of Turtle."""
    compact = _Compactor(jsonld_context())
    groups = groupby(triples(quads), key=lambda triple: triple.subject)
    nodes = (json.dumps(compact.node(s, facts), ensure_ascii=False) for s, facts in groups)
    head = json.dumps(jsonld_context(), ensure_ascii=False, indent=1)
    body = ",\n".join(nodes)
    return f'{{"@context": {head},\n"@graph": [\n{body}\n]}}\n'.encode()


@dataclass(frozen=True, slots=True)
class _Definition:
    """What the context says of a term: how its values are coerced, None for not at all."""

    key: str
    coercion: str | None
    language: str | None


class _Compactor:
    def __init__(self, terms: Mapping[str, Any]) -> None:
        self._terms = terms
        self._language = terms.get("@language")
        self._prefixes = {name: iri for name, iri in terms.items() if _is_prefix(name, iri)}
        self._id, self._type = self._keyword("@id"), self._keyword("@type")
        self._definitions = self._read_definitions()
        self._classes = {self._expand(self._id_of(name)): name for name in terms if not name.startswith("@")}
        self.iri = lru_cache(maxsize=1 << 12)(self._compact_iri)

    def node(self, subject: Term, facts: Iterable[Triple]) -> dict[str, Any]:
        """The object of one subject; ``facts`` are sorted, the types first."""
        node: dict[str, Any] = {self._id: self._reference(subject)}
        for predicate, group in groupby(facts, key=lambda triple: triple.predicate.value):
            definition = self._definition(predicate)
            values = [self._value(triple.object, definition) for triple in group]
            node[definition.key] = values[0] if len(values) == 1 else values
        return node

    def _value(self, term: Term, definition: _Definition) -> Any:
        if definition.coercion == "@class":
            return self._classes.get(_value(term)) or self.iri(_value(term))
        if not isinstance(term, Literal):
            name = self._reference(term)
            return name if definition.coercion in ("@id", "@vocab") else {self._id: name}
        if term.language:
            plain = definition.coercion is None and definition.language == term.language
            return term.value if plain else {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if datatype == definition.coercion:
            return _native(term)
        if datatype != _XSD + "string":
            return {"@type": self.iri(datatype), "@value": _native(term)}
        plain = definition.coercion is None and definition.language is None
        return term.value if plain else {"@value": term.value}

    def _reference(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            # An own name is shown whole: what is clicked or copied is the IRI itself.
            return term.value
        if isinstance(term, BlankNode):
            return str(term)
        raise ExportError("JSON-LD cannot hold a triple about a triple; export as trig or nq")

    def _definition(self, predicate: str) -> _Definition:
        if predicate == _RDF_TYPE:
            return _Definition(self._type, "@class", None)
        return self._definitions.get(predicate) or _Definition(self.iri(predicate), None, self._language)

    def _read_definitions(self) -> dict[str, _Definition]:
        found: dict[str, _Definition] = {}
        for name, said in sorted(self._terms.items()):
            if name.startswith("@") or name in self._prefixes:
                continue
            detail = said if isinstance(said, dict) else {}
            iri = self._expand(self._id_of(name))
            if "@reverse" in detail or detail.get("@container") not in (None, "@set", ["@set"]):
                continue
            language = detail.get("@language", self._language)
            coercion = detail.get("@type")
            coercion = coercion if coercion in (None, "@id", "@vocab") else self._expand(coercion)
            found.setdefault(iri, _Definition(name, coercion, language))
        return found

    def _id_of(self, name: str) -> str:
        said = self._terms[name]
        named = said.get("@id", name) if isinstance(said, dict) else said
        return named if isinstance(named, str) else name

    def _expand(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if colon and prefix in self._prefixes:
            return f"{self._prefixes[prefix]}{local}"
        return name if colon or name.startswith("@") else f"{self._terms.get('@vocab', '')}{name}"

    def _compact_iri(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            if (
                local != iri
                and local.isascii()
                and local.isalnum()
                and f"{prefix}:{local}" not in self._terms
            ):
                return f"{prefix}:{local}"
        return iri

    def _keyword(self, keyword: str) -> str:
        return next((name for name, said in self._terms.items() if said == keyword), keyword)


def _is_prefix(name: str, said: object) -> bool:
    return not name.startswith("@") and isinstance(said, str) and "://" in said and said[-1] in "/#"


def _native(literal: Literal) -> str | bool | int:
    """A boolean or an integer as JSON's own, if that is read back with the same digits."""
    if literal.datatype.value == _XSD + "boolean" and literal.value in ("true", "false"):
        return literal.value == "true"
    if literal.datatype.value == _XSD + "integer" and _SHORT_INTEGER.fullmatch(literal.value):
        return int(literal.value)
    return literal.value


def _value(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
