"""What people have decided (``seeds/judgements.toml``), applied to one page after all rules: nothing outranks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.knowledge.judgements import JudgedFact, JudgedName, Judgements
from kg.knowledge.mappings import POST
from kg.knowledge.ontology import ontology
from kg.resolve.naming import Named
from kg.types import Article, Claim, EntityType, Fact, Mention, Post, Reading, Source, Span

#: The rules that a judged name and a judged fact are said to be read by.
NAME_RULE, FACT_RULE = "judgements.name", "judgements.fact"
_EMPLOYERS = frozenset({"Agency", "Organization", "Area", "Community"})


class Decided:
    """The judgements as they bear on one page. ``text`` is the page as given, which quotes are looked for in."""

    def __init__(self, judged: Judgements, text: str) -> None:
        self._judged = judged
        self._text = text
        self._retyped = frozenset(_retyped(judged))

    def retyped(self, key: str) -> bool:
        """Whether the entity has its class from a judgement."""
        return key in self._retyped

    def named(self, named: Named, mention: Mention, full: Mapping[str, Named]) -> Named | None:
        """What a mention names: under the key, the class and the name decided on; None if it is no name."""
        key = self._judged.same.get(named.key, named.key)
        if not self._judged.drop.isdisjoint({key, named.key}) or self._dropped_here(key, mention):
            return None
        name = self._judged.rename.get(key, full[key].name if key in full else named.name)
        here = named if named.name == name else replace(named, name=name, forms=(*named.forms, named.name))
        kind = self._type(key, mention)
        if kind is None or kind == named.type:
            return replace(here, key=key)
        return replace(here, key=_under(kind, key), type=kind, area=None)

    def _dropped_here(self, key: str, mention: Mention) -> bool:
        return any(self._covers(quote, mention.span) for quote in self._judged.drop_at.get(key, ()))

    def _type(self, key: str, mention: Mention) -> EntityType | None:
        placed = self._judged.retype_at.get(key, ())
        here = (kind for quote, kind in placed if self._covers(quote, mention.span))
        return next(here, self._judged.retype.get(key))

    def missed(
        self, readings: Iterable[Reading], found: Sequence[Named], taken: Sequence[Span]
    ) -> Iterator[tuple[Article, Named, Mention]]:
        """The mentions of judged names that no rule read, where nothing else is named."""
        for article in (reading.article for reading in readings):
            for judged in self._judged.names:
                for mention in self._occurrences(article, judged):
                    if not any(mention.span.start < s.end and s.start < mention.span.end for s in taken):
                        yield article, _bearer(judged, found), mention

    def _occurrences(self, article: Article, judged: JudgedName) -> Iterator[Mention]:
        chars, name = article.text.chars, judged.name
        start = chars.find(name)
        while start >= 0:
            end = start + len(name)
            span = article.text.span(start, end)
            if not judged.quote or self._covers(judged.quote, span):
                yield Mention(judged.type, name, start, end, span, name, NAME_RULE, 1.0)
            start = chars.find(name, end)

    def claims(
        self, said: Iterable[Claim[str]], types: Mapping[str, str], articles: Sequence[Article]
    ) -> list[Claim[str]]:
        """Without what is wrong, and what a retyped entity cannot be; with what the rules do not find."""
        kept = [claim for claim in said if not self._wrong(claim) and self._fits(claim, types)]
        new = (fact for judged in self._judged.facts if (fact := self._fact(judged, types, articles)))
        return [*kept, *new]

    def _wrong(self, claim: Claim[str]) -> bool:
        triple = _triple(claim)
        if triple is None:
            return False
        placed = self._judged.wrong_at.get(triple, ())
        return triple in self._judged.wrong or any(self._covers(q, claim.source.span) for q in placed)

    def _fits(self, claim: Claim[str], types: Mapping[str, str]) -> bool:
        """Whether a retyped end can be what the claim makes of it: no bureau holds a post, no person is built."""
        triple = _triple(claim)
        if triple is None or not (self.retyped(triple[0]) or self.retyped(triple[2])):
            return True
        subject, predicate, obj = triple
        if predicate == POST:
            return types.get(subject) == "Person" and types.get(obj) in _EMPLOYERS
        prop = ontology().properties.get(predicate)
        return prop is None or prop.accepts(types.get(subject, ""), types.get(obj, ""))

    def _fact(
        self, judged: JudgedFact, types: Mapping[str, str], articles: Sequence[Article]
    ) -> Claim[str] | None:
        at = self._text.find(judged.quote)
        if at < 0 or not {judged.subject, judged.object} <= set(types):
            return None
        span = Span(at, at + len(judged.quote))
        article = next((a for a in articles if a.span.start <= span.start and span.end <= a.span.end), None)
        if article is None:
            return None
        source = Source(article.page, article.id, span, FACT_RULE, 1.0)
        if judged.predicate == POST:
            return Post(judged.subject, judged.object, judged.title, source, attested=article.published)
        return Fact(judged.subject, judged.predicate, judged.object, source)

    def _covers(self, quote: str, span: Span) -> bool:
        """Whether the words of ``span`` stand within the quote, somewhere on the page."""
        first = max(0, span.end - len(quote))
        return self._text.find(quote, first, span.start + len(quote)) >= 0


def _bearer(judged: JudgedName, found: Sequence[Named]) -> Named:
    """Who bears the name on the page; else an entity of its own, without a jurisdiction."""
    bears = (n for n in found if n.type == judged.type and judged.name in (n.name, *n.forms))
    return next(bears, Named(f"{judged.type}//{judged.name}", judged.type, judged.name, ()))


def _triple(claim: Claim[str]) -> tuple[str, str, str] | None:
    if isinstance(claim, Post):
        return claim.person, POST, claim.body
    if isinstance(claim, Fact) and claim.object is not None:
        return claim.subject, claim.predicate, claim.object
    return None


def _retyped(judged: Judgements) -> Iterator[str]:
    for key, kind in judged.retype.items():
        yield _under(kind, key)
    for key, placed in judged.retype_at.items():
        yield from (_under(kind, key) for _, kind in placed)


def _under(kind: str, key: str) -> str:
    """The key of the same name in the same place, of another class."""
    return f"{kind}/{key.partition('/')[2]}"
