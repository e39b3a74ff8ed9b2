"""What people have decided, as far as it bears on one page by itself: names that no rule reads, and where the words stand
that verdicts are limited to. Whom the verdicts mean is settled by all pages together (``kg.resolve.corpus.told``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.knowledge.judgements import JudgedName, Judgements
from kg.resolve.naming import Named
from kg.types import Article, Mention, Reading, Span

#: The rule that a judged name is said to be read by.
NAME_RULE = "judgements.name"
#: Stands in a mark between a key and the words within which it is meant.
_WITHIN = "\x1f"


class Quotes:
    """Where the words stand on a page that verdicts are limited to."""

    def __init__(self, judged: Judgements, text: str) -> None:
        self.found = {quote: tuple(_all(text, quote)) for quote in sorted(judged.quotes()) if quote in text}
        self._of_class: defaultdict[str, set[str]] = defaultdict(set)
        for key in {*judged.drop_at, *judged.retype_at}:
            placed = (*judged.drop_at.get(key, ()), *(quote for quote, _ in judged.retype_at.get(key, ())))
            for kind in _classes(judged, key):
                self._of_class[kind] |= self.found.keys() & set(placed)
        self.marks: dict[str, tuple[str, tuple[str, ...]]] = {}

    @property
    def limit(self) -> bool:
        """Whether a verdict on entities is limited to words of the page."""
        return any(self._of_class.values())

    def mark(self, named: Named, mention: Mention) -> Named:
        """``named`` under a key of its own where it stands within words that a verdict on its class is limited to."""
        around = self._of_class.get(named.type, ())
        within = tuple(sorted(quote for quote in around if quotes(self.found, quote, mention.span)))
        if not within:
            return named
        key = _WITHIN.join((named.key, *within))
        self.marks[key] = named.key, within
        return replace(named, key=key)


def _classes(judged: Judgements, key: str) -> set[str]:
    """The class in a key, and those of which verdicts have made it."""
    kind = key.partition("/")[0]
    return {kind, *(old.partition("/")[0] for old, new in judged.retype.items() if new == kind)}


def _all(text: str, quote: str) -> Iterator[Span]:
    start = text.find(quote)
    while start >= 0:
        yield Span(start, start + len(quote))
        start = text.find(quote, start + 1)


def quotes(found: Mapping[str, Sequence[Span]], quote: str, span: Span) -> bool:
    """Whether somebody who quoted these words, which stand at ``found``, spoke of what stands at ``span``: they have most of
    the shorter of the two in common. A name is often read with more before it than people see."""
    return any(_shared(each, span) * 2 > min(_length(each), _length(span)) for each in found.get(quote, ()))


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _length(span: Span) -> int:
    return span.end - span.start


def missed(
    judged: Judgements, text: str, readings: Iterable[Reading], found: Sequence[Named], taken: Sequence[Span]
) -> Iterator[tuple[Article, Named, Mention]]:
    """The mentions of judged names that no rule read, where nothing else is named. ``text`` is the page as given."""
    for article in (reading.article for reading in readings):
        for name in judged.names:
            for mention in _occurrences(article, name, text):
                if not any(mention.span.start < s.end and s.start < mention.span.end for s in taken):
                    yield article, _bearer(name, found), mention


def _occurrences(article: Article, judged: JudgedName, text: str) -> Iterator[Mention]:
    chars, name = article.text.chars, judged.name
    around = tuple(_all(text, judged.quote)) if judged.quote else ()
    start = chars.find(name)
    while start >= 0:
        end = start + len(name)
        span = article.text.span(start, end)
        if not judged.quote or any(each.start <= span.start and span.end <= each.end for each in around):
            yield Mention(judged.type, name, start, end, span, name, NAME_RULE, 1.0)
        start = chars.find(name, end)


def _bearer(judged: JudgedName, found: Sequence[Named]) -> Named:
    """Who bears the name on the page; else an entity of its own, without a jurisdiction."""
    bears = (n for n in found if n.type == judged.type and judged.name in (n.name, *n.forms))
    return next(bears, Named(f"{judged.type}//{judged.name}", judged.type, judged.name, ()))
