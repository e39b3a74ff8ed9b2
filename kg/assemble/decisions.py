"""Who was taken for whom over all pages, and who was not: the decisions, and where the IRIs went that were merged away."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode

from kg.assemble import terms as t
from kg.assemble.context import Context, class_nodes, vocabulary_term
from kg.types import Decision


def add_decisions(context: Context) -> None:
    """Add the decisions between entities of the graph, and what replaces each key that is no entity any more."""
    now: defaultdict[str, set[str]] = defaultdict(set)
    for old, new in context.resolution.replaced:
        if new in context.entities:
            now[old].add(new)
            context.note(_node(context, old), (t.REPLACED_BY, context.entity(new)))
    known = context.entities.keys() | now.keys()
    for decision in context.resolution.decisions:
        if decision.left in known and decision.right in known:
            _add_decision(context, decision)


def _add_decision(context: Context, decision: Decision) -> None:
    node = NamedNode(context.minter.decision(decision.left, decision.right))
    rule = NamedNode(context.minter.rule(decision.rule))
    context.note(
        node,
        *((t.TYPE, kind) for kind in class_nodes("IdentityDecision")),
        *((t.USED, _node(context, key)) for key in (decision.left, decision.right)),
        (t.kg("verdict"), vocabulary_term("values", decision.verdict)),
        (t.kg("score"), t.number(decision.score)),
        *((t.kg("reason"), t.text(reason)) for reason in decision.reasons),
        (t.INFORMED_BY, rule),
    )
    context.note(rule, (t.LABEL, t.text(decision.rule)), *((t.TYPE, k) for k in class_nodes("Extraction")))


def _node(context: Context, key: str) -> NamedNode:
    return NamedNode(context.minter.entity(key))
