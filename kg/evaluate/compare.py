"""Scores a graph against the gold of the page it was built from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad, Triple

from kg.evaluate.align import align
from kg.evaluate.gold import CORE, DATES, POST, WIDE, Gold, GoldFact, parse
from kg.evaluate.graph import Found, Graph, Said, Term, norm, post_key, text
from kg.evaluate.scores import Misses, Rate, Scores

Key = tuple[Term | str | float, ...]


def score(gold: Mapping[str, Any], quads: Iterable[Quad | Triple], page: str | None = None) -> Scores:
    """The measures of one page.

    ``gold`` is what ``load_gold`` gives, ``quads`` the graph that was built from that page alone, ``page``
    its text as it was given (without it, evidence is not measured). Raises InputError for malformed gold, and
    for a measure in the graph whose value is no number.
    """
    wanted = parse(gold, str(gold.get("page", "gold")))
    return _Comparison.of(wanted, Graph(quads)).scores(page)


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim of a graph: of which ``measure`` (core, wide, measures, dates), by which ``rule`` and with what
    ``confidence`` (0…1) it was read, and whether the gold says it, too."""

    measure: str
    rule: str
    confidence: float
    right: bool


def judged(gold: Mapping[str, Any], quads: Iterable[Quad | Triple]) -> list[Judged]:
    """Every claim of the graph of one page, held against its gold. Raises InputError for malformed gold."""
    wanted = parse(gold, str(gold.get("page", "gold")))
    return list(_Comparison.of(wanted, Graph(quads)).judged())


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Gold and graph side by side, with the entities of the one found in the other."""

    gold: Gold
    graph: Graph
    found: dict[Term, Found]
    chosen: dict[str, Term]
    statements: dict[tuple[Term, str, Term], Term]

    @classmethod
    def of(cls, gold: Gold, graph: Graph) -> _Comparison:
        found = graph.entities()
        return cls(gold, graph, found, align(gold.entities, found), graph.statements())

    def scores(self, page: str | None) -> Scores:
        names, posts = _Names(self), list(self.graph.posts())
        core = [*posts, *self.graph.facts(CORE)]
        wide = [Said(_undirected(said.key), said.triple) for said in self.graph.facts(WIDE)]
        numbers, dates = list(self.graph.measures()), list(self.graph.dates(DATES))
        parts = {
            "entities": self._entities(),
            "canonical": self._canonical(),
            "posts": self._compare(names.facts((POST,)), posts),
            "core": self._compare(names.facts((POST, *CORE)), core),
            "wide": self._compare(names.facts(WIDE), wide),
            "measures": self._compare(names.measures(), numbers),
            "values": self._compare(
                ((key[2:], quote) for key, quote in names.measures()),
                [Said(said.key[2:], said.triple) for said in numbers],
            ),
            "dates": self._compare(names.dates(), dates),
        }
        if page is not None:
            facts = [*core, *self.graph.facts(WIDE), *numbers, *dates]
            parts["evidence"] = self._evidence(page, facts)
        rates = {name: rate for name, (rate, _) in parts.items()}
        return Scores(**rates, misses={name: misses for name, (_, misses) in parts.items()})

    def judged(self) -> Iterator[Judged]:
        """Every claim with how it was read and whether it is right."""
        names, graph = _Names(self), self.graph
        wide = [Said(_undirected(said.key), said.triple) for said in graph.facts(WIDE)]
        groups = {
            "core": (names.facts((POST, *CORE)), [*graph.posts(), *graph.facts(CORE)]),
            "wide": (names.facts(WIDE), wide),
            "measures": (names.measures(), list(graph.measures())),
            "dates": (names.dates(), list(graph.dates(DATES))),
        }
        for measure, (wanted, said) in groups.items():
            known = {key for key, _ in wanted}
            for each in said:
                if (statement := self.statements.get(each.triple)) is not None:
                    yield Judged(measure, *graph.reading(statement), each.key in known)

    def _entities(self) -> tuple[Rate, Misses]:
        hits, answered = len(self.chosen), set(self.chosen.values())
        missed = (f"{e.type} {e.name}" for e in self.gold.entities if e.id not in self.chosen)
        extra = (f"{'/'.join(sorted(f.types))} {f.label}" for n, f in self.found.items() if n not in answered)
        rate = Rate.of(hits, len(self.found), hits, len(self.gold.entities))
        return rate, Misses(tuple(missed), tuple(extra))

    def _canonical(self) -> tuple[Rate, Misses]:
        labels = [(e, self.found[self.chosen[e.id]].label) for e in self.gold.entities if e.id in self.chosen]
        wrong = [f"{e.type} {e.name} ← {label}" for e, label in labels if norm(e.name) != norm(label)]
        right = len(labels) - len(wrong)
        return Rate.of(right, len(labels), right, len(labels)), Misses(tuple(wrong))

    def _compare(self, wanted: Iterable[tuple[Key, str]], said: list[Said]) -> tuple[Rate, Misses]:
        gold, graph = dict(wanted), {s.key: s for s in said}
        hits = len(gold.keys() & graph.keys())
        missed = (self._show(key, quote) for key, quote in gold.items() if key not in graph)
        extra = (self._show(key, self._quote(s)) for key, s in graph.items() if key not in gold)
        return Rate.of(hits, len(graph), hits, len(gold)), Misses(tuple(missed), tuple(extra))

    def _evidence(self, page: str, facts: list[Said]) -> tuple[Rate, Misses]:
        selectors = list(self.graph.selectors())
        wrong = tuple(f"{a}…{b} {exact}" for a, b, exact in selectors if page[a:b] != exact)
        bare = tuple(self._show(said.key, "") for said in facts if said.triple not in self.statements)
        right, backed = len(selectors) - len(wrong), len(facts) - len(bare)
        return Rate.of(right, len(selectors), backed, len(facts)), Misses(bare, wrong)

    def _quote(self, said: Said) -> str:
        statement = self.statements.get(said.triple)
        return self.graph.quote(statement) if statement is not None else ""

    def _show(self, key: Key, quote: str) -> str:
        said = " | ".join(self._word(part) for part in key)
        return f"{said}  «{quote}»" if quote else said

    def _word(self, part: Term | str | float) -> str:
        if isinstance(part, float):
            return f"{part:.15g}"
        if isinstance(part, str):
            return part
        return self.found[part].label if part in self.found else text(part)


@dataclass(frozen=True, slots=True)
class _Names:
    """The gold's facts as keys: for every entity the node that answers it, or its name after a ``?``."""

    comparison: _Comparison

    def facts(self, predicates: tuple[str, ...]) -> Iterator[tuple[Key, str]]:
        for fact in self.comparison.gold.facts:
            if fact.predicate in predicates:
                relation = post_key(fact.title) if fact.predicate == POST else fact.predicate
                yield _undirected((self._node(fact.subject), relation, self._object(fact))), fact.quote

    def measures(self) -> Iterator[tuple[Key, str]]:
        for m in self.comparison.gold.measures:
            if m.value is not None:
                yield (self._node(m.subject), m.property, m.value), m.quote

    def dates(self) -> Iterator[tuple[Key, str]]:
        for d in self.comparison.gold.dates:
            yield (self._node(d.subject), d.property, d.value or ""), d.quote

    def _object(self, fact: GoldFact) -> Term | str:
        return norm(fact.value) if fact.object is None else self._node(fact.object)

    def _node(self, entity: str) -> Term | str:
        known = self.comparison.chosen.get(entity)
        return known if known is not None else f"?{self._name(entity)}"

    def _name(self, entity: str) -> str:
        return next(e.name for e in self.comparison.gold.entities if e.id == entity)


def _undirected(key: Key) -> Key:
    """A symmetric relation has one key whichever way round it is said."""
    subject, relation, about = key
    if relation != "cooperatesWith" or _word(subject) <= _word(about):
        return key
    return about, relation, subject


def _word(part: Term | str | float) -> str:
    return str(part) if isinstance(part, str | float) else text(part)
