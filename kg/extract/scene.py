"""An article laid out for reading: its clauses, sentences, blocks, and the mentions that stand in each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.types import Article, BlockKind, EntityType, Mention, Source

_READ = ("paragraph", "caption", "subtitle")
#: The newspaper's own name and staff, of whom an article tells nothing.
IMPRINT = ("paper", "staff")
_CLAUSE_END = re.compile(r"[，；：。！？…\n]")
_SENTENCE_END = re.compile(r"[。！？\n]")
#: The rule of a name that stands for nothing known: it is nobody's number, date or deed.
_OPEN = "units.open"
_ANSWERED = re.compile(r"(?:回复|答复)时间：\s?((?:19|20)\d\d-\d\d-\d\d)")
_AGAIN = ("units.anaphor", "units.relative")
_IN_WORDS = re.compile("（(?:社区|小区|街道|乡镇|镇|区|县)）|.该区域")


@dataclass(frozen=True)
class Layout:
    """An article with its mentions and topics, and which of them stand where."""

    article: Article
    mentions: Sequence[Mention]
    topics: Sequence[int]

    @cached_property
    def text(self) -> str:
        """The clean text."""
        return self.article.text.chars

    @cached_property
    def clause_ends(self) -> tuple[int, ...]:
        """Where clauses end, in order."""
        return tuple(m.start() for m in _CLAUSE_END.finditer(self.text))

    @cached_property
    def sentence_ends(self) -> tuple[int, ...]:
        """Where sentences end, in order."""
        return tuple(m.start() for m in _SENTENCE_END.finditer(self.text))

    @cached_property
    def outer(self) -> tuple[int, ...]:
        """The mentions of the article's own words and lines that lie in no other one, in order."""
        kept: list[int] = []
        order = sorted(range(len(self.mentions)), key=self._order)
        for index in order:
            start = self.mentions[index].start
            if (not kept or start >= self.mentions[kept[-1]].end) and self.block_kind(start) not in IMPRINT:
                kept.append(index)
        return tuple(kept)

    def _order(self, index: int) -> tuple[int, int, bool]:
        """Where a mention stands; of two of one stretch that which stands for something known is first."""
        mention = self.mentions[index]
        return mention.start, -mention.end, mention.rule == _OPEN

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(self.mentions[index].start for index in self.outer)

    @cached_property
    def topic_rank(self) -> dict[tuple[EntityType, str], int]:
        """Which place each topic has by type and name, the most central first."""
        ranks: dict[tuple[EntityType, str], int] = {}
        for index in self.topics:
            mention = self.mentions[index]
            ranks.setdefault((mention.type, mention.name), len(ranks))
        return ranks

    def around(self, at: int) -> int | None:
        """The outer mention that holds position ``at``."""
        return self._holders.get(at)

    @cached_property
    def _holders(self) -> dict[int, int]:
        """The outer mention that holds each position that one holds."""
        return {
            at: index
            for index in self.outer
            for at in range(self.mentions[index].start, self.mentions[index].end)
        }

    def block_kind(self, at: int) -> BlockKind:
        """What kind of block holds ``at``; outside all blocks, a paragraph."""
        blocks = self.article.blocks
        place = bisect_right(self._block_starts, at) - 1
        return blocks[place].kind if place >= 0 and at < blocks[place].end else "paragraph"

    @cached_property
    def _block_starts(self) -> tuple[int, ...]:
        return tuple(block.start for block in self.article.blocks)

    def is_read(self, at: int) -> bool:
        """Whether ``at`` stands in an article's own words, not in a headline or a byline."""
        return self.block_kind(at) in _READ

    @cached_property
    def titled(self) -> frozenset[str]:
        """The names that stand in the title."""
        return frozenset(m.name for m in self.mentions if self.block_kind(m.start) == "title")

    @property
    def is_answer(self) -> bool:
        """Whether the article answers somebody's question: it states the day (回复时间：2020-09-04)."""
        return _ANSWERED.search(self.text) is not None

    def clause(self, at: int) -> tuple[int, int]:
        """The stretch between commas and stops that holds ``at``."""
        return _at(self._clauses, at)

    @cached_property
    def _clauses(self) -> list[tuple[int, int]]:
        return _stretches(self.clause_ends, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """The stretch between full stops and line ends that holds ``at``."""
        return _at(self._sentences, at)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return _stretches(self.sentence_ends, len(self.text))

    def within(self, start: int, end: int) -> tuple[int, ...]:
        """The outer mentions that begin in [start, end), in order."""
        first = bisect_right(self._starts, start - 1)
        return self.outer[first : bisect_right(self._starts, end - 1)]

    def starting(self, at: int) -> tuple[int, ...]:
        """All mentions that begin at ``at``, outer and inner ones."""
        return self._by_start.get(at, ())

    @cached_property
    def _by_start(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for index, mention in enumerate(self.mentions):
            found[mention.start] = (*found.get(mention.start, ()), index)
        return found

    def recent(self, at: int, count: int) -> tuple[int, ...]:
        """The last ``count`` outer mentions that begin before ``at``, in order."""
        end = bisect_right(self._starts, at - 1)
        return self.outer[max(0, end - count) : end]

    def known(self, index: int) -> bool:
        """Whether a mention names somebody, rather than stand for something not named in the article.

        村（社区）, 该区域: what only looks like a name again names nobody.
        """
        return self._known[index]

    @cached_property
    def _known(self) -> list[bool]:
        return [
            mention.rule != _OPEN
            and not (mention.rule.startswith(_AGAIN) and _IN_WORDS.match(self.text, mention.start - 1))
            for mention in self.mentions
        ]

    def source(self, start: int, end: int, rule: str, confidence: float) -> Source:
        """Evidence: the words [start, end) of the clean text, read by ``rule``."""
        span = self.article.text.span(start, end)
        return Source(self.article.page, self.article.id, span, rule, round(confidence, 2))

    def clauses_between(self, start: int, end: int) -> int:
        """How many clauses end between two places."""
        return bisect_right(self.clause_ends, end - 1) - bisect_right(self.clause_ends, start - 1) - 1


def _at(stretches: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """The stretch of a position; of what lies outside the text, the first or the last."""
    return stretches[at] if 0 <= at < len(stretches) else stretches[0 if at < 0 else -1]


def _stretches(ends: Sequence[int], length: int) -> list[tuple[int, int]]:
    """For each position, and the one behind the last, the stretch that it belongs to; a mark to the one that it ends."""
    found: list[tuple[int, int]] = []
    for end in (*ends, length):
        start = len(found)
        found += [(start, end)] * (end + 1 - start)
    return found
