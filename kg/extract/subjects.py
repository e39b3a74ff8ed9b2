"""Whom a number or a date is said of: every mention is scored by its type, its place, and its words.

The clause's own subject comes first, then the sentence's, then what was spoken of before, then the topics.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.extract.pointers import MEMORY
from kg.extract.prominence import WHOLE
from kg.extract.roles import CIRCUMSTANCE, HOLDERS, LEADS, Roles
from kg.extract.times import TimeExpr, times
from kg.types import EntityType, Mention

#: How far a place in the text speaks for a mention, 0…1.
_SAME_CLAUSE, _CLAUSE_BEFORE, _BEHIND, _SENTENCE_BEFORE, _EARLIER = 1.0, 0.86, 0.72, 0.6, 0.4
_CLAUSE_STEP = 0.04
_TOPIC, _TOPIC_STEP = 0.5, 0.04
_RANK_STEP, _TOPIC_RANK_STEP = 0.06, 0.02
_AGENT = 0.7
_ACTORS: tuple[EntityType, ...] = ("Area", "Agency", "Organization")
_COUNTED = 1.1
_AFFINITY, _FAME = 0.3, 0.15
#: A sentence that repeats so much of a work's name speaks of it.
_REPEATED = 0.1
_ANYWHERE = 0.2
#: For the best type: what was named last is what the number describes (建成某馆，配置9部设备).
_JUST_NAMED = 0.2
#: 某镇[178万平方米]道路: the number stands right behind the name.
_ADJOINING = 0.2
_NEXT_TO = re.compile("的?(?:近|约|超|上|共|逾|这)?")
_FOUNDS = re.compile(r"(?:成立|设立|建成|建起|组建|创办|开设|建立)(?:了|起)?“?$")
_THINGS = ("Place", "Project", "Community")
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
#: A work that begins so near behind a number is what is counted: 5个示范小区建设.
_WIDEST_NUMBER = 8
#: The rule of a work that is a programme of an area.
_PROGRAMME = "works.programme"
#: What is done to a home, or what a village puts up: some of many things.
_ASIDE = ("works.hosted", "works.put_up")
#: What is counted speaks for a work that is named like it (207个[老旧小区]: 老旧小区改造).
_NAMED_LIKE = 0.9
#: Of the works among so many topics, one that is repeated so far in the words beside a number.
_TOLD, _LIKE = 40, 0.5
#: What of a work's name says only that it is one.
_HEAD = re.compile("[“”]|(?:工作|活动|行动|项目|工程|建设)$")
#: What a chosen subject must score at least.
THRESHOLD = 0.05


@dataclass(frozen=True, slots=True)
class Subject:
    """The mention (by its index) that something is said of, and how sure that is, 0…1."""

    mention: int
    score: float


@dataclass(frozen=True)
class Scene(Roles):
    """An article with its mentions and topics, ready to be asked who is meant at a place."""

    @cached_property
    def dates(self) -> list[TimeExpr]:
        """The dates of the article whose year is known, in order."""
        return times(self.article)

    def subject(
        self,
        at: int,
        types: Sequence[EntityType],
        allow: Callable[[Mention], bool] = lambda _mention: True,
        about: str | None = None,
    ) -> Subject | None:
        """Of whom something at position ``at`` is said, among the mentions of ``types`` (best type first).

        ``about``: the words of what is counted, None where nothing is; a work that is named like them, or that
        the article has begun to tell of, is preferred.
        """
        rank, here = _ranks(types), range(*self.sentence(at))
        just_named = next(iter(self.within(self.sentence(at)[0], at)[-1:]), None)
        best: Subject | None = None
        for index, place, step in self._placed(at, types, about):
            mention = self.mentions[index]
            if mention.type not in rank:
                continue
            score = place - step * rank[mention.type] + self._fame(mention)
            if mention.type in HOLDERS and _NEXT_TO.fullmatch(self.text, mention.end, at):
                score += _ADJOINING
            score += _NAMED_LIKE * _overlap(mention, about or "") if mention.start in here else 0.0
            described = mention.type == types[0] and mention.type in _THINGS
            founded = index == just_named and self._is_founded(mention)
            if index == just_named and (described or founded):
                score += _JUST_NAMED + (step * rank[mention.type] if founded else 0.0)
            if best is not None and score <= best.score:
                continue
            if not self.known(index) or not allow(mention):
                continue
            aside = self.is_passing(index)
            if aside and (mention.start not in here or self.role(mention) == CIRCUMSTANCE):
                continue
            best = Subject(index, score)
        return best if best and best.score >= THRESHOLD else None

    def _is_founded(self, mention: Mention) -> bool:
        """成立了某队，…: what follows is told of what was just founded."""
        if mention.type not in ("Agency", "Organization", "Place", "Method"):
            return False
        founds = _FOUNDS.search(self.text, max(0, mention.start - 4), mention.start)
        return founds is not None and self.clause(mention.start)[1] - mention.end <= 1

    def _placed(
        self, at: int, types: Sequence[EntityType], about: str | None
    ) -> Iterator[tuple[int, float, float]]:
        """Mentions with what their place says for them, and what a worse type costs: near ones, earlier ones, topics."""
        clause, sentence, works = self.clause(at), self.sentence(at), types[0] == "Project"
        before = self.sentence(max(0, sentence[0] - 2))
        for index in reversed(self.within(before[0], sentence[1])):
            mention = self.mentions[index]
            yield index, self._place(mention, at, clause, sentence) + self.role(mention), _RANK_STEP
        for again in (self._pointed_at(before[0], at), self._named_again(at)):
            for index, place in again:
                yield index, place, _RANK_STEP
        for index, place in self._leading(at, sentence[0], types):
            yield index, place, _RANK_STEP if works else _TOPIC_RANK_STEP
        if types[0] in _ACTORS and self._agent is not None:
            yield self._agent, _AGENT, _TOPIC_RANK_STEP
        if about is not None and not self._is_told_here(at, types):
            yield from ((i, place, 0.0) for i, place in self.spoken_of(at) if self.mentions[i].type in types)
        for distance, index in enumerate(reversed(self.recent(before[0], MEMORY))):
            repeated = self._affinity(self.mentions[index], at) if works else 0.0
            yield index, max(_ANYWHERE, _EARLIER - 0.02 * distance) + repeated, _RANK_STEP
        for rank, index in enumerate(self.topics):
            repeated = self._affinity(self.mentions[index], at) if works else 0.0
            step = _RANK_STEP if works else _TOPIC_RANK_STEP
            yield index, _TOPIC - _TOPIC_STEP * min(rank, 8) + repeated, step

    def _is_told_here(self, at: int, types: Sequence[EntityType]) -> bool:
        """带动某村增收40万元: whether the clause itself names whose the number is."""
        inside = self.within(self.clause(at)[0], at)
        named = [m for i in inside if (m := self.mentions[i]).type in types and self.known(i)]
        return any(m.type != "Area" and self.role(m) > CIRCUMSTANCE for m in named)

    @cached_property
    def _agent(self) -> int | None:
        """Who acts in the article: the body or area that leads more of its clauses than any other name, or None."""
        led: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], int] = {}
        for index in self.outer:
            mention = self.mentions[index]
            if self.is_read(mention.start) and self.known(index) and self.leads(index):
                led[mention.type, mention.name] += 1
                first.setdefault((mention.type, mention.name), index)
        most = led.most_common(2)
        clear = most and (len(most) == 1 or most[0][1] > most[1][1])
        return first[most[0][0]] if clear and most[0][0][0] in _ACTORS else None

    def _pointed_at(self, start: int, at: int) -> Iterator[tuple[int, float]]:
        """What 该馆 before ``at`` points at, with what that says for it."""
        for index, place in self.all_pointed(start, at):
            here = place >= self.sentence(at)[0]
            yield index, (_SAME_CLAUSE if here else _SENTENCE_BEFORE) + LEADS

    def _named_again(self, at: int) -> Iterator[tuple[int, float]]:
        """What 工程, 实践站 at the head of a clause of the sentence before ``at`` mean."""
        for index, clause in self.renamed(self.sentence(at)[0], at):
            yield index, _SAME_CLAUSE - _CLAUSE_STEP * self.clauses_between(clause, at)

    def _leading(self, at: int, sentence: int, types: Sequence[EntityType]) -> Iterator[tuple[int, float]]:
        """Who of ``types`` led an earlier sentence of the paragraph still leads where nobody else does."""
        paragraph = self.text.rfind("\n", 0, at) + 1
        for index in reversed(self.within(paragraph, sentence)):
            mention = self.mentions[index]
            if mention.type in types and self.known(index) and self.role(mention) == LEADS:
                yield index, _SENTENCE_BEFORE + LEADS
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

    def _fame(self, mention: Mention) -> float:
        """What the article is about is said of more than what it names in passing."""
        rank = self.topic_rank.get((mention.type, mention.name))
        return 0.0 if rank is None else max(0.0, _FAME - 0.03 * rank)

    def _affinity(self, mention: Mention, at: int) -> float:
        """How much of a work's name the sentence repeats: 街道整治 where streets are spoken of."""
        if mention.type not in ("Project", "Event"):
            return 0.0
        start, end = self.sentence(at)
        return _AFFINITY * _overlap(mention, self.text[start:end])

    def work_at(self, place: Mention, at: int) -> int | None:
        """The work at ``place`` that the sentence at ``at`` repeats most of, or None.

        It is named in that sentence, or after the place; for an area also one whose name the sentence repeats;
        for 全市, 我区, which name no area of their own, what the article is most about.
        """
        works = [i for i in (*self.topics, *self.outer) if self.mentions[i].type == "Project"]
        works = [i for i in works if not self._is_aside(i, at)]
        here = [i for i in self.within(*self.sentence(at)) if self.mentions[i].type == "Project"]
        whole = place.type == "Area" and place.text.startswith(WHOLE)
        named = [i for i in works if self.mentions[i].name.startswith(place.name)]
        if whole:
            named = here or [i for i in self.topics if self.mentions[i].type == "Project"][:1]
        elif not named and place.type == "Area":
            named = [i for i in works if self._affinity(self.mentions[i], at) >= _REPEATED]
        return max(named, key=lambda index: self._affinity(self.mentions[index], at), default=None)

    def named_like(self, words: str) -> int | None:
        """The work that the article tells of which ``words`` beside a number repeat most of: 227对[村企]确立
        [联建]关系, of the “村企联建”工作; None if that is little."""
        works = [i for i in self.topics[:_TOLD] if self.mentions[i].type == "Project"]
        shares = {i: _share(_HEAD.sub("", self.mentions[i].name), words) for i in works}
        best = max(shares, key=lambda i: shares[i], default=None)
        return best if best is not None and shares[best] >= _LIKE else None

    def _is_aside(self, index: int, at: int) -> bool:
        """Whether a work is one of several at its place, told of only where its own words stand."""
        aside = self.mentions[index].rule in _ASIDE
        return aside and self.clause(self.mentions[index].start) != self.clause(at)

    def own_work(self, index: int, at: int) -> int | None:
        """In an article about one compound, the work there, where only a programme of its area was found.

        None where mention ``index`` is no programme or the sentence at ``at`` names it.
        """
        work = self.mentions[index]
        here = any(self.mentions[i].name == work.name for i in self.within(*self.sentence(at)))
        if here or not work.rule.startswith(_PROGRAMME) or not self.topics:
            return None
        top = self.mentions[self.topics[0]]
        return self.work_at(top, at) if top.type in ("Community", "Place") else None


def _overlap(mention: Mention, words: str) -> float:
    """How much of a work's name, two characters at a time, ``words`` repeat, 0…1."""
    return _share(mention.name, words) if mention.type in ("Project", "Event") else 0.0


def _share(name: str, words: str) -> float:
    """How many of the pairs of characters of ``name`` stand in ``words``, 0…1."""
    pairs = _pairs(name) if words else frozenset()
    return sum(pair in words for pair in pairs) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=1024)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[i : i + 2] for i in range(len(name) - 1))


def _ranks(types: Sequence[EntityType]) -> dict[EntityType, int]:
    """The place of each type; agencies and organizations act alike, so the better place is both's."""
    ranks = {kind: place for place, kind in reversed(list(enumerate(types)))}
    bodies = [ranks[kind] for kind in _BODIES if kind in ranks]
    return ranks | {kind: min(bodies) for kind in _BODIES if kind in ranks}
