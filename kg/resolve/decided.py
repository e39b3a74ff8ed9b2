"""What people have decided (``seeds/judgements.tsv``), applied to one page after all rules: nothing outranks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.knowledge.judgement_rows import value_of
from kg.knowledge.judgements import JudgedFact, JudgedName, Judgements
from kg.knowledge.mappings import POST
from kg.knowledge.ontology import ontology
from kg.resolve.naming import Named
from kg.types import (
    Article,
    Claim,
    EntityType,
    Fact,
    Measure,
    Mention,
    Post,
    Reading,
    Source,
    Span,
    parties,
)

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
            return here if here.key == key else replace(here, key=key)
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
        said = list(said)
        kept = [
            _confirmed(self._judged, claim)
            for claim in said
            if not self._wrong(claim) and self._fits(claim, types)
        ]
        kept = _without_idle(kept, said) if len(kept) < len(said) else kept
        new = (fact for judged in self._judged.facts if (fact := self._fact(judged, types, articles)))
        return [*kept, *new]

    def _wrong(self, claim: Claim[str]) -> bool:
        span = claim.source.span
        return any(not quote or self._covers(quote, span) for quote in _against(self._judged, claim))

    def _fits(self, claim: Claim[str], types: Mapping[str, str]) -> bool:
        """Whether a retyped end can be what the claim makes of it: no bureau holds a post, no person is built."""
        (subject, predicate, obj), _ = stated(claim)
        if len(parties(claim)) < 2 or not (self.retyped(subject) or self.retyped(obj)):
            return True
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


def obeyed(judged: Judgements, said: list[Claim[str]]) -> list[Claim[str]]:
    """The claims without those that are wrong wherever they stand, those that are right made certain."""
    if not judged.rows:
        return said
    kept = [_confirmed(judged, claim) for claim in said if "" not in _against(judged, claim)]
    return _without_idle(kept, said) if len(kept) < len(said) else kept


def _against(judged: Judgements, claim: Claim[str]) -> list[str]:
    """The words within which the claim is wrong; empty ones where it is so everywhere."""
    triple, title = stated(claim)
    return [quote for only, quote in judged.wrong.get(triple, ()) if only in ("", title)]


def _confirmed(judged: Judgements, claim: Claim[str]) -> Claim[str]:
    """What somebody has found right is certain."""
    triple, title = stated(claim)
    if not any(only in ("", title) for only in judged.right.get(triple, ())):
        return claim
    return replace(claim, source=replace(claim.source, confidence=1.0))


def _without_idle(kept: Sequence[Claim[str]], said: Sequence[Claim[str]]) -> list[Claim[str]]:
    """``kept`` without those who lead a body by a post there that has gone."""
    had, have = ({(c.person, c.body) for c in each if isinstance(c, Post)} for each in (said, kept))
    return [
        claim
        for claim in kept
        if not (
            isinstance(claim, Fact) and claim.predicate == "leads" and claim.source.rule.startswith("posts.")
        )
        or (claim.subject, claim.object) not in had - have
    ]


def stated(claim: Claim[str]) -> tuple[tuple[str, str, str], str]:
    """What a claim says as people judge it: key, relation, and key or value; beside it the title of a post."""
    if isinstance(claim, Post):
        return (claim.person, POST, claim.body), claim.title
    if isinstance(claim, Fact):
        return (claim.subject, claim.predicate, claim.object or claim.value or ""), ""
    if isinstance(claim, Measure):
        return (claim.subject, claim.property, value_of(claim.value)), ""
    return (claim.subject, claim.property, claim.value), ""


def _retyped(judged: Judgements) -> Iterator[str]:
    for key, kind in judged.retype.items():
        yield _under(kind, key)
    for key, placed in judged.retype_at.items():
        yield from (_under(kind, key) for _, kind in placed)


def _under(kind: str, key: str) -> str:
    """The key of the same name in the same place, of another class."""
    return f"{kind}/{key.partition('/')[2]}"
