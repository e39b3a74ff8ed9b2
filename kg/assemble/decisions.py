"""Who was taken for whom over all pages, and who was not: the decisions, and where the IRIs went that were merged away."""

from __future__ import annotations

from collections.abc import Iterable, Set

from pyoxigraph import NamedNode, Quad

from kg.assemble import terms as t
from kg.assemble.context import Term, class_nodes, vocabulary_term
from kg.assemble.iri import Minter
from kg.assemble.lines import to_lines
from kg.types import Decision


def shown(
    decisions: Iterable[Decision], moved: Iterable[tuple[str, str]], living: Set[str]
) -> tuple[list[Decision], list[tuple[str, str]]]:
    """What of all that was decided stands in the graph: the decisions between its entities, whose keys are ``living``, and
    what stands for each key that is no entity any more (``moved``: old key, new key)."""
    kept = [(old, new) for old, new in moved if new in living]
    known = living | {old for old, _ in kept}
    return [each for each in decisions if each.left in known and each.right in known], kept


def decision_lines(
    decisions: Iterable[Decision], moved: Iterable[tuple[str, str]], minter: Minter
) -> list[bytes]:
    """The graph of what was decided over all pages, or of a part of that, as sorted lines."""
    quads = {replaced(old, new, minter) for old, new in moved}
    rules: set[str] = set()
    for decision in decisions:
        quads |= decided(decision, minter)
        rules.add(decision.rule)
    return to_lines(quads.union(*(ruled(rule, minter) for rule in rules)))


def replaced(old: str, new: str, minter: Minter) -> Quad:
    """That one key stands for what another one named."""
    return Quad(_entity(old, minter), t.REPLACED_BY, _entity(new, minter), NamedNode(minter.decisions()))


def decided(decision: Decision, minter: Minter) -> set[Quad]:
    """One decision, about its own IRI."""
    facts: tuple[tuple[NamedNode, Term], ...] = (
        *((t.TYPE, kind) for kind in class_nodes("IdentityDecision")),
        *((t.USED, _entity(key, minter)) for key in (decision.left, decision.right)),
        (t.kg("verdict"), vocabulary_term("values", decision.verdict)),
        (t.kg("score"), t.number(decision.score)),
        *((t.kg("reason"), t.text(reason)) for reason in decision.reasons),
        (t.INFORMED_BY, NamedNode(minter.rule(decision.rule))),
    )
    return _noted(minter.decision(decision.left, decision.right), facts, minter)


def ruled(rule: str, minter: Minter) -> set[Quad]:
    """The rule that decisions go by, about its own IRI."""
    kinds = ((t.TYPE, kind) for kind in class_nodes("Extraction"))
    return _noted(minter.rule(rule), ((t.LABEL, t.text(rule)), *kinds), minter)


def _noted(subject: str, facts: Iterable[tuple[NamedNode, Term]], minter: Minter) -> set[Quad]:
    """What holds over all pages, in a graph of its own."""
    graph = NamedNode(minter.decisions())
    return {Quad(NamedNode(subject), predicate, value, graph) for predicate, value in facts}


def _entity(key: str, minter: Minter) -> NamedNode:
    return NamedNode(minter.entity(key))
