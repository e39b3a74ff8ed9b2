"""What the extractors of one article write down together: mentions, and claims that refer to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.types import Article, Claim, Dating, EntityType, Fact, Measure, Mention, Post, Reading, Source


class Notes:
    """Mentions by number and claims about them; ``reading`` puts them in order of the text."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.mentions: list[Mention] = []
        self.claims: list[Claim[int]] = []
        self._known: dict[tuple[int, int, str], int] = {}

    def note(self, mention: Mention) -> int:
        """The number of ``mention``; the same stretch as the same type is noted once."""
        key = (mention.start, mention.end, mention.type)
        if key not in self._known:
            self._known[key] = len(self.mentions)
            self.mentions.append(mention)
        return self._known[key]

    def all(self, mentions: Iterable[Mention]) -> None:
        """Note each of ``mentions``."""
        for mention in mentions:
            self.note(mention)

    def add(self, mention: Mention) -> int:
        """The number of ``mention``, noted even where the same stretch already names something else of the type."""
        known = (i for i, m in enumerate(self.mentions) if m == mention)
        number = next(known, len(self.mentions))
        if number == len(self.mentions):
            self.mentions.append(mention)
        return number

    def retype(self, name: str, old: EntityType, new: EntityType) -> None:
        """Whatever is called ``name`` and was taken for an ``old`` is a ``new`` throughout the article."""
        for number, mention in enumerate(self.mentions):
            if mention.name == name and mention.type == old:
                self.mentions[number] = replace(mention, type=new)
                self._known.setdefault((mention.start, mention.end, new), number)

    def source(self, start: int, end: int, rule: str, confidence: float) -> Source:
        """Evidence: the words [start, end) of the clean text."""
        article = self.analysis.article
        return Source(article.page, article.id, self.analysis.span(start, end), rule, round(confidence, 3))

    def covering(self, *mentions: int) -> tuple[int, int]:
        """The stretch of the clean text from the first to the last of the numbered mentions."""
        return (min(self.mentions[i].start for i in mentions), max(self.mentions[i].end for i in mentions))

    def fact(self, subject: int, predicate: str, obj: int, rule: str, confidence: float) -> None:
        """Note a fact whose evidence runs from one mention to the other."""
        if subject == obj:
            return
        source = self.source(*self.covering(subject, obj), rule, confidence)
        self.claims.append(Fact(subject, predicate, obj, source))

    def reading(self) -> Reading:
        """Everything noted, mentions in order of the text and claims renumbered to them."""
        return ordered(self.analysis.article, self.mentions, self.claims)


def ordered(article: Article, mentions: Sequence[Mention], claims: Iterable[Claim[int]]) -> Reading:
    """A reading with its mentions in order of the text, and the claims renumbered to them."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, -mentions[i].end, i))
    if order == list(range(len(mentions))):
        return Reading(article, tuple(mentions), tuple(claims))
    new = {old: at for at, old in enumerate(order)}
    return Reading(article, tuple(mentions[i] for i in order), tuple(_renumbered(c, new) for c in claims))


def _renumbered(claim: Claim[int], new: dict[int, int]) -> Claim[int]:
    if isinstance(claim, Post):
        return replace(claim, person=new[claim.person], body=new[claim.body])
    if isinstance(claim, Fact):
        obj = None if claim.object is None else new[claim.object]
        return replace(claim, subject=new[claim.subject], object=obj)
    if isinstance(claim, Measure | Dating):
        return replace(claim, subject=new[claim.subject])
    raise TypeError(f"not a claim: {claim!r}")
