"""Who does what a clause says: its own subject, else who leads the sentence, the speaker, the paragraph, the headline.

Numbers are said of whatever is near (``Scene.subject``); an act has somebody who does it, and where the text puts
居民 or 各街道 there it is nobody that has a name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.others import Others
from kg.extract.phrases import BODIES, UNFIT, is_party
from kg.knowledge.patterns import agent_words
from kg.types import Block, EntityType

#: How sure the place makes it, 0…1.
_CLAUSE, _SENTENCE, _SPEAKER, _PARAGRAPH, _HEADLINE, _BEFORE = 1.0, 0.85, 0.7, 0.6, 0.55, 0.45
#: How far from a quotation its speaker stands.
_SPEAKER_REACH = 40
_BLOCKS_BACK = 3
#: So many clauses ahead a sentence that begins without its subject names it.
_AHEAD = 3
#: So many paragraphs open an article.
_OPENING = 3
#: How many names back 他 may point.
_REMEMBERED = 40
_HEADLINES = ("title", "kicker", "subtitle")


@dataclass(frozen=True, slots=True)
class Agent:
    """The mentions that act together, and how sure that is, 0…1."""

    mentions: tuple[int, ...]
    score: float


@dataclass(frozen=True)
class Agents(Others):
    """An article's scene, ready to be asked who acts. ``posts`` gives each person's first body."""

    posts: dict[int, int]

    def of(
        self, at: int, types: Sequence[EntityType], barred: tuple[int, int], own: bool = False
    ) -> Agent | None:
        """Who does what the verb at ``at`` says, among ``types``; nobody in ``barred`` (the object's stretch).

        ``own`` asks for a subject that the clause or the sentence names itself.
        """
        fits = frozenset(types)
        for index, score in self._ranked(at, fits, barred, own):
            if index is None:
                return None
            return Agent(self._group(index, fits), score)
        return None

    def _group(self, index: int, types: frozenset[EntityType]) -> tuple[int, ...]:
        """The mention with those listed beside it, and people with those named in the clauses right before."""
        group = self.together(index, types)
        return (*self.roll(group[0]), *group) if self.scene.mentions[index].type == "Person" else group

    def _ranked(
        self, at: int, types: frozenset[EntityType], barred: tuple[int, int], own: bool
    ) -> Iterator[tuple[int | None, float]]:
        """The readings from the surest on; None where somebody without a name acts."""
        yield from self._near(at, types, barred)
        speech = self.speech(at)
        if speech is not None:
            yield self._speaker(*speech, types), _SPEAKER
            return
        person = self._person(at)
        if "Person" in types:
            if person is not None:
                yield person, _SENTENCE
            return
        if person is not None and not own:
            body = self._spoken_for(self.scene.mentions[person].name, types)
            if body is not None:
                yield body, _PARAGRAPH
        if not own:
            yield from self._far(at, types, barred)

    def _near(
        self, at: int, types: frozenset[EntityType], barred: tuple[int, int]
    ) -> Iterator[tuple[int | None, float]]:
        """Within the sentence: the clause of the verb, then the clauses before it, backwards."""
        first, begin = True, self._begin(at)
        if "Event" in types and (event := self._convened(at)) is not None:
            yield event, _SENTENCE
        end = at
        while end > begin:
            start = max(begin, self.scene.clause(end - (not first))[0])
            if self.urges(start, end, first) or self.other_acts(start, end, first, types):
                yield None, 0.0
            index = self._in_clause(start, end, types, barred, first)
            if index is not None and self.only_tells(index, end, at):
                yield None, 0.0
            if index is not None:
                yield self._in_office(index, types), _CLAUSE if first else _SENTENCE
            elif first and self._led_by_other(start, end, types):
                yield None, 0.0
            first, end = False, start - 1
        index = self._ahead(at, types, barred)
        if index is not None:
            yield index, _SENTENCE

    def _ahead(self, at: int, types: frozenset[EntityType], barred: tuple[int, int]) -> int | None:
        """Who leads a later clause of a sentence that began with means or ends: 为做好…，某局…; 用好“双报到”，某县…."""
        end = self.scene.clause(at)[1]
        stop = min(self.scene.sentence(at)[1], self.block(at).end)
        steps = 0
        while self.scene.text[end : end + 1] == "，" and end < stop and steps < _AHEAD:
            start, end = self.scene.clause(end + 1)
            if agent_words().others.match(self.scene.text, start, end):
                return None
            index = self._in_clause(start, end, types, barred, False)
            if index is not None:
                return index
            steps += 1
        return None

    def _begin(self, at: int) -> int:
        """Where the sentence begins, or the speech that holds ``at`` if later."""
        speech = self.speech(at)
        begin = max(self.scene.sentence(at)[0], self.block(at).start)
        return max(begin, speech[0] + 1) if speech else begin

    def _in_clause(
        self, start: int, end: int, types: frozenset[EntityType], barred: tuple[int, int], any_place: bool
    ) -> int | None:
        """The name that leads [start, end), or with ``any_place`` the last one that may act."""
        able = [i for i in self.scene.within(start, end) if self.may_act(i, types, barred)]
        able = [i for i in able if self.scene.mentions[i].end <= end and not self._is_inner_doer(i, end)]
        leading = [i for i in able if self.leads(i, start)]
        if leading:
            return leading[0]
        pointed = self._pointed(start, end)
        if pointed is not None and self.may_act(pointed, types, barred):
            return pointed
        return able[-1] if able and any_place else None

    def _pointed(self, start: int, end: int) -> int | None:
        """Whom [start, end) points at, in no adjunct: 某联合会在|该校|开展…; or begins with the end of the name of."""
        adjunct, text = agent_words().adjunct, self.scene.text
        for index, at in self.scene.all_pointed(start, end):
            if adjunct.search(text, start, at) is None:
                return index
        return self._again(start, end)

    def _in_office(self, index: int, types: frozenset[EntityType]) -> int:
        """Who acts where a clause begins with whose somebody is: of 某镇党委副书记、[镇]长某某 the office that he heads."""
        body = self.scene.mentions[index]
        if not is_party(body) or not self.introduces(index):
            return index
        names = self.scene.within(body.end, self.scene.clause(body.end)[1])
        person = next((i for i in names if self.scene.mentions[i].type == "Person"), index)
        office = self.posts.get(person, index)
        return office if self.scene.mentions[office].type in types else index

    def _is_inner_doer(self, index: int, end: int) -> bool:
        """Whether a name only acts in a phrase on what leads the clause: 由[某公司]负责建设的某园|举行…."""
        mention, text = self.scene.mentions[index], self.scene.text
        by = text[mention.start - 1 : mention.start] == "由"
        return by and "的" in text[mention.end : end] and not text.endswith("的", 0, end)

    def _again(self, start: int, end: int) -> int | None:
        """Whom the clause [start, end) begins with by the end of its name: 公司, 服务站."""
        return next((index for index, at in self.scene.renamed(start, end) if start <= at < end), None)

    def _led_by_other(self, start: int, end: int, types: frozenset[EntityType]) -> bool:
        """Whether a body or area that does not fit leads [start, end): 我市举行某会 is nobody else's meeting."""
        others = BODIES - types
        names = (i for i in self.scene.within(start, end) if self.scene.mentions[i].end <= end)
        return any(self.may_act(i, others, (0, 0)) and self.leads(i, start) for i in names)

    def _far(
        self, at: int, types: frozenset[EntityType], barred: tuple[int, int]
    ) -> Iterator[tuple[int | None, float]]:
        """Who led an earlier sentence of the paragraph, the headline, an earlier paragraph."""
        block = self.block(at)
        if (host := self._assembly(block, types)) is not None:
            yield host, _PARAGRAPH
        index = self._leader(block.start, self.scene.sentence(at)[0], types, barred)
        if index is not None:
            yield index, _PARAGRAPH
        if (head := self.headline(types)) is not None:
            yield head, _HEADLINE
        opening = self._opening(block.start, types, barred)
        if opening is not None and self._is_theme(opening):
            yield opening, _BEFORE
        for each in self._paragraphs_before(block.start):
            index = self._leader(each.start, each.end, types, barred)
            if index is not None:
                yield index, _BEFORE
        if opening is not None:
            yield opening, _BEFORE

    def _is_theme(self, index: int) -> bool:
        """Whether of all areas and bodies the article names this one most."""
        who = self.scene.mentions[index]
        named = (self.scene.mentions[i] for i in self.scene.topics)
        first = next((m for m in named if m.type in BODIES), None)
        return first is not None and first.name == who.name

    def _opening(self, at: int, types: frozenset[EntityType], barred: tuple[int, int]) -> int | None:
        """Who leads the first paragraph that somebody leads, and with that the article."""
        for block in self._paragraphs[:_OPENING]:
            if block.end < at and (index := self._leader(block.start, block.end, types, barred)) is not None:
                return index
        return None

    def _paragraphs_before(self, at: int) -> tuple[Block, ...]:
        """The last paragraphs that end by ``at``, the nearest first."""
        last = bisect_right(self._paragraphs, at, key=lambda b: b.end)
        return self._paragraphs[max(0, last - _BLOCKS_BACK) : last][::-1]

    @cached_property
    def _paragraphs(self) -> tuple[Block, ...]:
        return tuple(b for b in self.scene.article.blocks if b.kind == "paragraph")

    def _assembly(self, block: Block, types: frozenset[EntityType]) -> int | None:
        """Whose assembly speaks in a paragraph that begins with 会议: the event held, or the organ in its name."""
        if not agent_words().assembly.match(self.scene.text, block.start):
            return None
        held = next((i for i in self.scene.outer if self.is_held(i)), None)
        if held is None or "Event" in types:
            return held
        event = self.scene.mentions[held]
        for index, mention in enumerate(self.scene.mentions):
            inside = event.start <= mention.start and mention.end < event.end
            if inside and mention.type == "Agency" and "Agency" in types and "届" not in mention.text:
                return index
        return None

    def _convened(self, at: int) -> int | None:
        """The event named last before a clause that begins with 会议: 会议|印发了《…》."""
        start = self.scene.clause(at)[0]
        if not agent_words().assembly.match(self.scene.text, start):
            return None
        before = (i for i in reversed(self.scene.within(0, start)) if self.is_held(i))
        return next(before, None)

    def _leader(
        self, start: int, end: int, types: frozenset[EntityType], barred: tuple[int, int]
    ) -> int | None:
        """Who leads the last clause in [start, end) that a name leads, outside anybody's words."""
        for index in reversed(self.scene.within(start, end)):
            begin = max(start, self.scene.clause(self.scene.mentions[index].start)[0])
            acts = self.may_act(index, types, barred) and self.leads(index, begin)
            if acts and not self.introduces(index) and self.speech(self.scene.mentions[index].start) is None:
                return index
        return None

    def headline(self, types: frozenset[EntityType]) -> int | None:
        """The first name of the headline that may act."""
        blocks = sorted(
            (b for b in self.scene.article.blocks if b.kind in _HEADLINES),
            key=lambda b: _HEADLINES.index(b.kind),
        )
        for block in blocks:
            for index in self.scene.within(block.start, block.end):
                if self.may_act(index, types, (0, 0)):
                    return index
        return None

    def _speaker(self, start: int, end: int, types: frozenset[EntityType]) -> int | None:
        """Who says the words between the marks at ``start`` and ``end``: a person, the body it speaks for."""
        text = self.scene.text
        stop = self.block(start)
        after = self.scene.within(end, min(stop.end, self.scene.sentence(end + 1)[1], end + _SPEAKER_REACH))
        opened = text[start - 1 : start] in ("：", "，", ":")
        before = self.scene.within(max(stop.start, self.scene.sentence(start)[0]), start) if opened else ()
        for index in (*after, *reversed(before)):
            mention = self.scene.mentions[index]
            if mention.type == "Person" and mention.rule not in UNFIT:
                return self._spoken_for(mention.name, types)
        bodies = [i for i in (*after, *reversed(before)) if self.may_act(i, types, (0, 0))]
        return bodies[0] if bodies else None

    def _spoken_for(self, name: str, types: frozenset[EntityType]) -> int | None:
        """The body of the person of that name; the headline's area for an organ of it: 某街道 for 某街道党工委."""
        found = (b for p, b in self.posts.items() if self.scene.mentions[p].name == name)
        body = next((b for b in found if self.scene.mentions[b].type in types), None)
        head = self.headline(types)
        if body is None or head is None:
            return body
        above, name = self.scene.mentions[head].name, self.scene.mentions[body].name
        organ = name.startswith(above) and agent_words().organ.fullmatch(name, len(above)) is not None
        return head if organ else body

    def _person(self, at: int) -> int | None:
        """The person that leads the sentence before ``at``, or whom 他 there means: the last one of the paragraphs."""
        start = self._begin(at)
        for index in self.scene.within(start, at):
            mention = self.scene.mentions[index]
            if mention.type == "Person" and mention.rule not in UNFIT:
                return index if self.leads(index, self.scene.clause(mention.start)[0]) else None
        if not agent_words().pronoun.search(self.scene.text, start, at):
            return None
        people = self.scene.recent(start, _REMEMBERED)
        named = (i for i in reversed(people) if self.scene.mentions[i].type == "Person")
        return next((i for i in named if self.scene.mentions[i].rule not in UNFIT), None)
