"""What all parts of the assembly share: the IRIs of what a page speaks of, and where its quads are gathered."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.assemble.iri import Minter
from kg.errors import KnowledgeError
from kg.knowledge.ontology import ontology
from kg.types import Article, Claim, Page, ResolvedMention

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a corpus that is resolved: its mentions and claims speak of the corpus' entities, by their keys."""

    page: Page
    articles: tuple[Article, ...]
    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]


class Context:
    """The IRIs of what one page speaks of, and where the quads of its graph are gathered.

    ``confidences`` (by the IRI of a statement, 0…1) and ``words`` (by the IRI of a measure) are what this page alone has to
    say of things that several pages may speak of.
    """

    def __init__(self, part: Part, minter: Minter) -> None:
        self.part = part
        self.minter = minter
        self.quads: set[Quad] = set()
        self.confidences: dict[str, float] = {}
        self.words: dict[str, str] = {}
        self.page = NamedNode(minter.page(part.page))
        self._nodes: dict[str, NamedNode] = {}
        self._articles: dict[str, NamedNode] = {}
        #: What has been said of the page already, by what it is made from: the same words bear out many statements.
        self._said: dict[Hashable, NamedNode] = {}

    def add(self, subject: NamedNode, *facts: tuple[NamedNode, Term]) -> None:
        """What the page says about a subject: pairs of property and value."""
        self.quads.update(Quad(subject, predicate, value, self.page) for predicate, value in facts)

    def once(self, key: Hashable, say: Callable[[], NamedNode]) -> NamedNode:
        """What ``say`` adds and returns; the second time it is asked for ``key``, only what it returned."""
        node = self._said.get(key)
        if node is None:
            node = self._said[key] = say()
        return node

    def article(self, article: str) -> NamedNode:
        """The IRI of an article of the page, by its id."""
        node = self._articles.get(article)
        if node is None:
            node = self._articles[article] = NamedNode(self.minter.article(self.page.value, article))
        return node

    def entity(self, key: str) -> NamedNode:
        """The IRI of an entity."""
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = NamedNode(self.minter.entity(key))
        return node


@cache
def vocabulary_term(kind: str, name: str) -> NamedNode:
    """The IRI of a term that a rule or a pattern named; ``kind`` is properties, measures, units or values.

    Raises KnowledgeError if the ontology has no such term: a graph must not use words that nobody defined.
    """
    found = getattr(ontology(), kind).get(name)
    if found is None:
        raise KnowledgeError(
            f"ontology/minsheng.ttl has no {name!r} among its {kind}; "
            "correct the rule or pattern that uses it, or define it there"
        )
    return NamedNode(found.iri.value)


@cache
def class_nodes(*names: str) -> tuple[NamedNode, ...]:
    """These classes, their superclasses in the project's vocabulary, and the standard classes that follow."""
    classes = ontology().classes
    unknown = [name for name in names if name not in classes]
    if unknown:
        raise KnowledgeError(
            f"ontology/minsheng.ttl has no class {unknown[0]!r}; correct the rule that uses it"
        )
    own = {upper for name in names for upper in (name, *classes[name].superclasses)}
    standard = {a.iri for name in own for a in classes[name].aligned if a.exact and not a.inverse}
    return tuple(sorted({classes[name].iri for name in own} | standard, key=str))
