"""Whom a number or a date is said of: every mention is scored by its type, its place, and its words.

The clause's own subject comes first, then the sentence's, then what was spoken of before, then the topics.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.types import Article, BlockKind, EntityType, Mention, Source

_READ = ("paragraph", "caption", "subtitle")
_CLAUSE_END = re.compile(r"[，；：。！？…\n]")
_SENTENCE_END = re.compile(r"[。！？\n]")

#: A name behind one of these is a circumstance or an addressee, not what the clause is about.
_ADJUNCT = re.compile(
    r"(?:[对向与和同给为将把被由据经在到从于及]|按照|根据|围绕|结合|依托|通过|邀请|组织|联合)$"
)

#: What may stand before the name that leads a clause.
_LEAD_IN = re.compile(
    r"[\d年月日上下午晚底初\s“”]+|目前|同时|近年来?|今年|去年|以来|截至|据了解|走进|其中|此外|如今|自"
)

#: How far a place in the text speaks for a mention, 0…1.
_SAME_CLAUSE, _CLAUSE_BEFORE, _BEHIND, _SENTENCE_BEFORE, _EARLIER = 1.0, 0.86, 0.72, 0.6, 0.4
_CLAUSE_STEP = 0.04
_TOPIC, _TOPIC_STEP = 0.55, 0.04
_RANK_STEP = 0.06
_LEADS, _OBJECT, _MODIFIER, _CIRCUMSTANCE, _LISTED = 0.2, -0.05, -0.15, -0.2, -0.3
_COUNTED = 1.1
_AFFINITY, _FAME = 0.3, 0.15
#: A sentence that repeats so much of a work's name speaks of it.
_REPEATED = 0.1
_ANYWHERE = 0.2
#: For the best type: what was named last is what the number describes (建成某馆，配置9部设备).
_JUST_NAMED = 0.2
_THINGS = ("Place", "Project", "Community")
#: How many mentions back or ahead are asked; keeps the cost of a number constant.
_MEMORY = 60
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
#: A work that begins so near behind a number is what is counted: 5个示范小区建设.
_WIDEST_NUMBER = 6
#: No longer stretch stands between a name and what it modifies.
_SHORT_GAP = 10
#: 全市, 我区, 该县: the area that the article is about.
_WHOLE = ("全", "我", "该", "本")
#: 该项目 may be any work that the article is about.
_WORKS = ("项目", "工程", "活动", "行动", "改造")
#: 该馆, 我们小区, 这条小巷.
_POINTER = re.compile(r"(?:该|我们|本|这[个座条所家项])([一-龥]{1,6})")

#: What a chosen subject must score at least.
THRESHOLD = 0.05


@dataclass(frozen=True, slots=True)
class Subject:
    """The mention (by its index) that something is said of, and how sure that is, 0…1."""

    mention: int
    score: float


@dataclass(frozen=True)
class Scene:
    """An article with its mentions and topics, ready to be asked who is meant at a place."""

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
        """The mentions that lie in no other one, in order."""
        kept: list[int] = []
        order = sorted(
            range(len(self.mentions)), key=lambda i: (self.mentions[i].start, -self.mentions[i].end)
        )
        for index in order:
            if not kept or self.mentions[index].start >= self.mentions[kept[-1]].end:
                kept.append(index)
        return tuple(kept)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(self.mentions[index].start for index in self.outer)

    @cached_property
    def _topic_rank(self) -> dict[tuple[EntityType, str], int]:
        ranks: dict[tuple[EntityType, str], int] = {}
        for index in self.topics:
            mention = self.mentions[index]
            ranks.setdefault((mention.type, mention.name), len(ranks))
        return ranks

    def around(self, at: int) -> int | None:
        """The outer mention that holds position ``at``."""
        place = bisect_right(self._starts, at) - 1
        return self.outer[place] if place >= 0 and at < self.mentions[self.outer[place]].end else None

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

    def clause(self, at: int) -> tuple[int, int]:
        """The stretch between commas and stops that holds ``at``."""
        return _stretch(self.clause_ends, at, len(self.text))

    def sentence(self, at: int) -> tuple[int, int]:
        """The stretch between full stops and line ends that holds ``at``."""
        return _stretch(self.sentence_ends, at, len(self.text))

    def within(self, start: int, end: int) -> tuple[int, ...]:
        """The outer mentions that begin in [start, end), in order."""
        first = bisect_right(self._starts, start - 1)
        return self.outer[first : bisect_right(self._starts, end - 1)]

    def source(self, start: int, end: int, rule: str, confidence: float) -> Source:
        """Evidence: the words [start, end) of the clean text, read by ``rule``."""
        span = self.article.text.span(start, end)
        return Source(self.article.page, self.article.id, span, rule, round(confidence, 2))

    def subject(
        self,
        at: int,
        types: Sequence[EntityType],
        allow: Callable[[Mention], bool] = lambda _mention: True,
    ) -> Subject | None:
        """Of whom something at position ``at`` is said, among the mentions of ``types`` (best type first)."""
        rank, works = _ranks(types), types[0] == "Project"
        just_named = next(iter(self.within(self.sentence(at)[0], at)[-1:]), None)
        best: Subject | None = None
        for index, place in self._placed(at, works):
            mention = self.mentions[index]
            if mention.type not in rank or not allow(mention):
                continue
            score = place - _RANK_STEP * rank[mention.type] + self._fame(mention)
            described = index == just_named and mention.type == types[0] and mention.type in _THINGS
            score += _JUST_NAMED if described else 0.0
            if best is None or score > best.score:
                best = Subject(index, score)
        return best if best and best.score >= THRESHOLD else None

    def _placed(self, at: int, works: bool) -> Iterator[tuple[int, float]]:
        """Mentions with what their place says for them: near ones, then earlier ones, topics, any."""
        clause, sentence = self.clause(at), self.sentence(at)
        before = self.sentence(max(0, sentence[0] - 2))
        for index in reversed(self.within(before[0], sentence[1])):
            mention = self.mentions[index]
            yield index, self._place(mention, at, clause, sentence) + self._role(mention)
        yield from self._pointed_at(before[0], at)
        yield from self._leading(at, sentence[0])
        for distance, index in enumerate(reversed(self.within(0, before[0])[-_MEMORY:])):
            repeated = self._affinity(self.mentions[index], at) if works else 0.0
            yield index, max(_ANYWHERE, _EARLIER - 0.02 * distance) + repeated
        for rank, index in enumerate(self.topics):
            repeated = self._affinity(self.mentions[index], at) if works else 0.0
            yield index, _TOPIC - _TOPIC_STEP * min(rank, 8) + repeated
        for index in self.within(sentence[1], len(self.text))[:_MEMORY]:
            yield index, _ANYWHERE

    def _pointed_at(self, start: int, at: int) -> Iterator[tuple[int, float]]:
        """What 该馆, 我们小区 before ``at`` point at: the last name that ends like that."""
        for pointer in _POINTER.finditer(self.text, start, at):
            index = self._meant(pointer[1], pointer.start())
            if index is not None:
                here = pointer.start() >= self.sentence(at)[0]
                yield index, (_SAME_CLAUSE if here else _SENTENCE_BEFORE) + _LEADS

    def _meant(self, words: str, at: int) -> int | None:
        """The last name before ``at`` that ends like ``words`` begin; 该局工会 is rather a 工会 than a 局."""
        last = bisect_right(self._all_starts, at - 1)
        known = range(last - 1, max(-1, last - 1 - _MEMORY), -1)
        for size in range(len(words), 0, -1):
            for index in known:
                if self.mentions[index].name.endswith(words[:size]):
                    return index
        return None

    @cached_property
    def _all_starts(self) -> tuple[int, ...]:
        return tuple(mention.start for mention in self.mentions)

    def points_nowhere(self, start: int, at: int) -> bool:
        """Whether [start, ``at``) speaks of 该馆, 该电站 … and the article names none of that kind."""
        pointers = [p[1] for p in _POINTER.finditer(self.text, start, at)]
        known = not pointers or any(True for _ in self._pointed_at(start, at))
        return not known and not any(word.startswith(_WORKS) for word in pointers)

    def _leading(self, at: int, sentence: int) -> Iterator[tuple[int, float]]:
        """Who led an earlier sentence of the paragraph still leads where nobody else does."""
        paragraph = self.text.rfind("\n", 0, at) + 1
        for index in reversed(self.within(paragraph, sentence)):
            if self._role(self.mentions[index]) == _LEADS:
                yield index, _SENTENCE_BEFORE + _LEADS
                return

    def _place(self, mention: Mention, at: int, clause: tuple[int, int], sentence: tuple[int, int]) -> float:
        if mention.start < sentence[0]:
            return _SENTENCE_BEFORE
        if mention.start >= clause[1]:
            return _SENTENCE_BEFORE - 0.2
        if mention.start > at:
            return _COUNTED if mention.start - at <= _WIDEST_NUMBER and mention.type == "Project" else _BEHIND
        if mention.start >= clause[0]:
            return _SAME_CLAUSE
        between = self.clauses_between(mention.start, at)
        return max(_SENTENCE_BEFORE, _CLAUSE_BEFORE - _CLAUSE_STEP * between)

    def clauses_between(self, start: int, end: int) -> int:
        """How many clauses end between two places."""
        return bisect_right(self.clause_ends, end - 1) - bisect_right(self.clause_ends, start - 1) - 1

    def _role(self, mention: Mention) -> float:
        """What its place in its clause says for a mention: it leads, is a circumstance, or part of a list."""
        text, start = self.text, self.clause(mention.start)[0]
        if text.startswith(("、", "等"), mention.end) or text.endswith("、", 0, mention.start):
            return _LISTED
        before = text[start : mention.start].rstrip("“")
        if _ADJUNCT.search(before):
            return _CIRCUMSTANCE
        if self._modifies(mention):
            return _MODIFIER
        owner = next(iter(self.within(start, mention.start)), None)
        if owner is not None and before.endswith("的"):
            return self._role_of_owned(self.mentions[owner], start)
        chain = self._chain_start(mention)
        return _OBJECT if _LEAD_IN.sub("", text[start:chain]) else _LEADS

    def _chain_start(self, mention: Mention) -> int:
        """Where the names begin that stand right before this one without a break: 某区某街道某小区."""
        start = mention.start
        while (before := self.around(start - 1)) is not None and self.mentions[before].end == start:
            start = self.mentions[before].start
        return start

    def _role_of_owned(self, owner: Mention, start: int) -> float:
        """某公寓成立的“某学堂”, where the first leads the clause: so does the second."""
        leads = self._modifies(owner) and not _LEAD_IN.sub("", self.text[start : owner.start])
        return _LEADS if leads else _OBJECT

    def _modifies(self, mention: Mention) -> bool:
        """Whether a name only says whose the next name is: 某街道某小区, 某公寓成立的“某学堂”."""
        end = self.clause(mention.start)[1]
        then = next(iter(self.within(mention.end, min(end, mention.end + _SHORT_GAP))), None)
        if then is None:
            return False
        between = self.text[mention.end : self.mentions[then].start].rstrip("“")
        return not between or between.endswith("的")

    def _fame(self, mention: Mention) -> float:
        """What the article is about is said of more than what it names in passing."""
        rank = self._topic_rank.get((mention.type, mention.name))
        return 0.0 if rank is None else max(0.0, _FAME - 0.03 * rank)

    def _affinity(self, mention: Mention, at: int) -> float:
        """How much of a work's name the sentence repeats: 街道整治 where streets are spoken of."""
        if mention.type not in ("Project", "Event"):
            return 0.0
        start, end = self.sentence(at)
        pairs = {mention.name[i : i + 2] for i in range(len(mention.name) - 1)}
        sentence = self.text[start:end]
        return _AFFINITY * sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0

    def work_at(self, place: Mention, at: int) -> int | None:
        """The work at ``place`` that the sentence at ``at`` repeats most of, or None.

        It is named after the place; for an area also one whose name the sentence repeats; for 全市, 我区,
        which name no area of their own, what the article is most about.
        """
        works = [i for i in (*self.topics, *self.outer) if self.mentions[i].type == "Project"]
        named = [i for i in works if self.mentions[i].name.startswith(place.name)]
        if not named and place.type == "Area":
            named = [i for i in works if self._affinity(self.mentions[i], at) >= _REPEATED]
        if not named and place.text.startswith(_WHOLE):
            named = [i for i in self.topics if self.mentions[i].type == "Project"][:1]
        return max(named, key=lambda index: self._affinity(self.mentions[index], at), default=None)


def _ranks(types: Sequence[EntityType]) -> dict[EntityType, int]:
    """The place of each type; agencies and organizations act alike, so the better place is both's."""
    ranks = {kind: place for place, kind in reversed(list(enumerate(types)))}
    bodies = [ranks[kind] for kind in _BODIES if kind in ranks]
    return ranks | {kind: min(bodies) for kind in _BODIES if kind in ranks}


def _stretch(ends: Sequence[int], at: int, length: int) -> tuple[int, int]:
    place = bisect_right(ends, at - 1)
    start = ends[place - 1] + 1 if place else 0
    return start, ends[place] if place < len(ends) else length
