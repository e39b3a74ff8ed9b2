"""The shapes as SPARQL queries that find every node which *may* break one.

pySHACL stays the judge: it sees the nodes that these queries return, with what hangs on them. So a query may return
a node that is sound, and must return each one that is not. Where SPARQL and SHACL differ in the small (language
ranges, unusual ways of writing a number), and where a shape uses a constraint that is not known here, the query takes
the wider meaning.
Components and their meaning: https://www.w3.org/TR/shacl/#core-components.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import count

from rdflib import RDF, SH, XSD, Graph, URIRef
from rdflib.term import Node

from kg.knowledge.shapes import GRAPH_NODE, shapes

#: Ways of writing a value that every reader takes as valid; what is written otherwise goes to the judge.
_PLAIN: dict[Node, str] = {
    XSD.boolean: "true|false",
    XSD.date: "[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)",
    XSD.decimal: "-?[0-9]+([.][0-9]+)?",
    XSD.double: "-?[0-9]+([.][0-9]+)?(E-?[0-9]+)?",
    XSD.gYear: "[0-9]{4}",
    XSD.gYearMonth: "[0-9]{4}-(0[1-9]|1[0-2])",
    XSD.integer: "-?[0-9]+",
    XSD.nonNegativeInteger: "[0-9]+",
}
_IS_KIND: dict[Node, str] = {SH.BlankNode: "isBlank", SH.IRI: "isIRI", SH.Literal: "isLiteral"}
_NO_TEST_OF_A_VALUE = frozenset(
    {RDF.type, SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group, SH.path, SH.property}
    | {SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf, SH.minCount, SH.maxCount}
    | {SH.qualifiedValueShape, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.lessThan, SH.sparql}
)


@cache
def queries() -> tuple[str, ...]:
    """SPARQL SELECT queries of one variable, ``?node``: the nodes with which a constraint may find fault.

    Raises KnowledgeError if the shapes cannot be read.
    """
    return tuple(_Compiler(shapes()).queries())


class _Compiler:
    """Goes through a shapes graph; every pattern gets fresh variables."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._numbers = count()

    def queries(self) -> Iterator[str]:
        for shape in sorted(set(self._graph.subjects(RDF.type, SH.NodeShape)), key=str):
            for target in self._targets(shape):
                for fault in self._faults(shape):
                    yield f"SELECT DISTINCT ?node WHERE {{ {target} {fault} }}"
            if (shape, SH.targetNode, GRAPH_NODE) in self._graph:
                yield from self._whole_graph(shape)

    def _targets(self, shape: Node) -> Iterator[str]:
        """Patterns that bind ``?node`` to what the shape judges."""
        patterns = {
            SH.targetClass: "?node a {} .",
            SH.targetSubjectsOf: "?node {} [] .",
            SH.targetObjectsOf: "[] {} ?node .",
            SH.targetNode: "VALUES ?node {{ {} }}",
        }
        for predicate, pattern in patterns.items():
            for term in self._objects(shape, predicate):
                if term != GRAPH_NODE:
                    yield pattern.format(_n3(term))

    def _whole_graph(self, shape: Node) -> Iterator[str]:
        """The rules that hang on the graph itself: their queries give the node at fault as ``?value``."""
        prefixes = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in sorted(self._graph.namespaces()))
        for constraint in self._objects(shape, SH.sparql):
            query = self._graph.value(constraint, SH.select)
            yield f"{prefixes} SELECT DISTINCT (?value AS ?node) WHERE {{ {{ {query} }} }}"

    def _faults(self, shape: Node) -> Iterator[str]:
        """Patterns that hold where ``?node`` itself, or what it has at the end of a path, may be at fault."""
        if test := self._test(shape, "?node"):
            yield _unless(test)
        for prop in self._objects(shape, SH.property):
            yield from self._faults_of_property(prop)

    def _faults_of_property(self, shape: Node) -> Iterator[str]:
        value, bound = self._variable(), self._variable()
        if test := self._test(shape, value):
            yield f"{self._at(shape, value)} {_unless(test)}"
        for other in self._objects(shape, SH.lessThan):
            yield f"{self._at(shape, value)} ?node {_n3(other)} {bound} . {_unless(f'{value} < {bound}')}"
        yield from self._counted(shape, None, SH.minCount, SH.maxCount)
        for kind in self._objects(shape, SH.qualifiedValueShape):
            yield from self._counted(shape, kind, SH.qualifiedMinCount, SH.qualifiedMaxCount)

    def _counted(self, shape: Node, kind: Node | None, least: URIRef, most: URIRef) -> Iterator[str]:
        """Nodes with too few values or too many, where of several kinds only one counts."""
        least_count, most_count = self._number(shape, least), self._number(shape, most)
        if least_count:
            values = [self._variable() for _ in range(least_count)]
            # Not FILTER NOT EXISTS: pyoxigraph runs a join inside it once over the whole graph for each node.
            yield f"OPTIONAL {{ {self._several(shape, values, kind)} }} FILTER (!BOUND({values[0]}))"
        if most_count is not None:
            yield self._several(shape, [self._variable() for _ in range(most_count + 1)], kind)

    def _several(self, shape: Node, values: list[str], kind: Node | None) -> str:
        """A pattern that holds where ``?node`` has so many different values of that kind."""
        apart = " && ".join(f"!sameTerm({a}, {b})" for i, a in enumerate(values) for b in values[i + 1 :])
        tests = [test for v in values if kind is not None and (test := self._test(kind, v))]
        held = " && ".join([*([apart] if apart else []), *(f"COALESCE(({t}), false)" for t in tests)])
        triples = " ".join(self._at(shape, v) for v in values)
        return f"{triples} FILTER ({held})" if held else triples

    def _number(self, shape: Node, predicate: URIRef) -> int | None:
        found = self._graph.value(shape, predicate)
        return None if found is None else int(str(found))

    def _test(self, shape: Node, value: str) -> str:
        """An expression that is true only of values that conform to the shape; empty if it asks nothing of a value."""
        tests = [
            _TESTS.get(predicate, _unknown)(self, value, wanted)
            for predicate, wanted in sorted(self._graph.predicate_objects(shape), key=str)
            if predicate not in _NO_TEST_OF_A_VALUE
        ]
        return " && ".join(tests)

    def any_of(self, value: str, shapes: Node) -> str:
        """sh:or: conforms to one of them."""
        tests = [self._test(shape, value) or "true" for shape in self._graph.items(shapes)]
        return f"({' || '.join(f'COALESCE(({test}), false)' for test in tests)})"

    def conforms(self, value: str, shape: Node) -> str:
        """sh:node: conforms to that shape."""
        return f"({self._test(shape, value) or 'true'})"

    def one_of(self, value: str, terms: Node) -> str:
        """sh:in: is one of them."""
        return f"{value} IN ({', '.join(map(_n3, self._graph.items(terms)))})"

    def in_language(self, value: str, languages: Node) -> str:
        """sh:languageIn: bears exactly one of the tags (sub-tags go to the judge)."""
        return f"LANG({value}) IN ({', '.join(map(_n3, self._graph.items(languages)))})"

    def _at(self, shape: Node, value: str) -> str:
        """Triples that lead from ``?node`` to ``value`` along the shape's path: joined, which runs faster than a path."""
        path = self._graph.value(shape, SH.path)
        steps = [path] if isinstance(path, URIRef) else list(self._graph.items(path))  # type: ignore[arg-type]
        nodes = ["?node", *(self._variable() for _ in steps[1:]), value]
        return " ".join(f"{a} {_n3(step)} {b} ." for a, step, b in zip(nodes, steps, nodes[1:], strict=False))

    def _objects(self, subject: Node, predicate: URIRef) -> list[Node]:
        return sorted(self._graph.objects(subject, predicate), key=str)

    def _variable(self) -> str:
        return f"?v{next(self._numbers)}"


def _n3(term: Node | None) -> str:
    return term.n3()  # type: ignore[union-attr]


def _unless(test: str) -> str:
    """A test that cannot be made (``"ten" < 20``) has failed."""
    return f"FILTER (!COALESCE(({test}), false))"


def _unknown(_compiler: _Compiler, _value: str, _wanted: Node) -> str:
    return "false"


def _is_of_class(_compiler: _Compiler, value: str, wanted: Node) -> str:
    return f"EXISTS {{ {value} a {_n3(wanted)} }}"


def _is_of_datatype(_compiler: _Compiler, value: str, wanted: Node) -> str:
    plain = _PLAIN.get(wanted)
    written = f' && REGEX(STR({value}), "^({plain})$")' if plain else " && false"
    return f"DATATYPE({value}) = {_n3(wanted)}{written}"


def _is_of_kind(_compiler: _Compiler, value: str, wanted: Node) -> str:
    return f"{_IS_KIND[wanted]}({value})" if wanted in _IS_KIND else "false"


def _is_at_least(_compiler: _Compiler, value: str, wanted: Node) -> str:
    return f"{value} >= {wanted}"


def _is_at_most(_compiler: _Compiler, value: str, wanted: Node) -> str:
    return f"{value} <= {wanted}"


def _is_as_long_as(_compiler: _Compiler, value: str, wanted: Node) -> str:
    return f"!isBlank({value}) && STRLEN(STR({value})) >= {wanted}"


def _matches(_compiler: _Compiler, value: str, wanted: Node) -> str:
    return f"!isBlank({value}) && REGEX(STR({value}), {_n3(wanted)})"


_TESTS: dict[Node, Callable[[_Compiler, str, Node], str]] = {
    SH["class"]: _is_of_class,
    SH.datatype: _is_of_datatype,
    SH["in"]: _Compiler.one_of,
    SH.languageIn: _Compiler.in_language,
    SH.maxInclusive: _is_at_most,
    SH.minInclusive: _is_at_least,
    SH.minLength: _is_as_long_as,
    SH.node: _Compiler.conforms,
    SH.nodeKind: _is_of_kind,
    SH["or"]: _Compiler.any_of,
    SH.pattern: _matches,
}
