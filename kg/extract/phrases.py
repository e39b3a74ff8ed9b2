"""Which names of a clause may act: those that lead it, with their titles and lists, outside circumstances and speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.subjects import Scene
from kg.knowledge.patterns import agent_words
from kg.knowledge.scanning import scan_roles, scan_titles
from kg.types import Block, EntityType, Mention

#: A quotation as long as this, with a clause of its own, is somebody's words and no name.
_SPEECH = 16
BODIES: frozenset[EntityType] = frozenset({"Agency", "Organization", "Community", "Area", "Place"})
_JOINTS = ("、", "和", "与", "及", "以及", "联合", "携手")
#: What may stand before a title: 副|县长.
_RANKS = ("副", "原", "代", "前")
_LIST_MARKS = ("、", "和", "及", "以及", "与")
#: What stands in brackets behind a name: （左三）.
_ASIDE = re.compile(r"[（(][^（）()]{1,12}[）)]")
#: What ends a clause that names people only.
_ROLL_END = re.compile(r"(?:[（(][^（）()]{1,12}[）)])?(?:同志|先生|女士|教授)?")
_FILLERS = frozenset("、和及与副原的△▲“”")
_LOOSE_WORDS = 3
#: So long may the name of a body be, if nothing in it says what somebody does.
_LOOSE_BODY = 16
_ACTS = frozenset("说称在向对把被给让使请听看与随陪到往经据由从于是了着过将会要不")
_TOWNS = ("镇", "乡", "街道", "村")
#: Behind who answers a letter, and does nothing by that.
_ANSWERS = ("回复：", "答复：", "回复如下", "答复如下")
#: How near the name stands that another one only says the place or owner of.
_SHORT_GAP = 12
#: Authors and unnamed streets and communities do nothing in the story; what everybody knows by name is not held.
UNFIT = ("people.byline", "units.open")
#: 县|里投资, 县|上实施: an area as people call it, that acts itself.
_SPOKEN = ("里", "上")
_NO_EVENT = (
    "works.known",
    "works.nation",
    "works.congress",
    "works.anniversary",
    "works.disaster",
    "works.trouble",
)
#: How far from an event the words stand that show it is only spoken of.
_RECALLED_BEFORE, _RECALLED_AFTER = 12, 3

_PARTY = "party"


def is_party(mention: Mention) -> bool:
    """Whether a body is an organ of the party."""
    return mention.kind == _PARTY


@dataclass(frozen=True)
class Phrases:
    """An article's scene, read for the phrases that its names stand in."""

    scene: Scene

    def may_act(self, index: int, types: frozenset[EntityType], barred: tuple[int, int]) -> bool:
        """Whether a mention may be who acts, by its class, its place and what stands before and behind it."""
        mention = self.scene.mentions[index]
        if mention.type not in types or mention.rule in UNFIT:
            return False
        if mention.type == "Event" and not self.is_held(index):
            return False
        if mention.start < barred[1] and barred[0] < mention.end:
            return False
        spoken = self.scene.text.startswith(_SPOKEN, mention.end)
        if mention.rule == "units.relative" and len(mention.text) < 2 and not spoken:
            return False
        if self.scene.text.startswith(_ANSWERS, mention.end):
            return False  # 某区回复：某小区已列入改造
        if self._wide and agent_words().generic.fullmatch(mention.text):
            return False
        return not self._modifies(index, types) and not self._is_adjunct(index)

    @cached_property
    def _wide(self) -> bool:
        """Whether the article is about an area wider than a town."""
        areas = (
            self.scene.mentions[i].name for i in self.scene.topics if self.scene.mentions[i].type == "Area"
        )
        return not next(areas, "镇").endswith(_TOWNS)

    def _is_adjunct(self, index: int) -> bool:
        start = self.phrase_start(index)
        begin = self.scene.clause(self.scene.mentions[index].start)[0]
        return agent_words().adjunct.search(self.scene.text[begin:start].rstrip("“")) is not None

    def _modifies(self, index: int, types: frozenset[EntityType]) -> bool:
        """Whether a name only says whose the next one is: 某街道|某小区, or with persons asked for 某局|局长|某某."""
        mention = self.scene.mentions[index]
        if mention.type != "Person" and "Person" in types and self._has_bearer(mention.end):
            return True
        for then in self.scene.within(mention.end, mention.end + _SHORT_GAP):
            gap = self.scene.text[mention.end : self.scene.mentions[then].start]
            return self.scene.mentions[then].type in BODIES and gap in ("", "的")
        return False

    def introduces(self, index: int) -> bool:
        """Whether a body only says whose somebody is that the same clause names: 某镇|党委委员|某某, 某社区|居民|某某."""
        end = self.scene.mentions[index].end
        known = self._has_title(end) or end in self._right_ends
        then = self.scene.within(end, self.scene.clause(end)[1]) if known else ()
        return any(self.scene.mentions[i].type == "Person" for i in then)

    def _has_title(self, end: int) -> bool:
        """Whether a title stands right behind ``end`` or across it: 某局|副|局长, 县|长, 宣传部|长."""
        ranked = end + (self.scene.text[end : end + 1] in _RANKS)
        return not self._titles.isdisjoint((end, ranked))

    def _has_bearer(self, end: int) -> bool:
        """Whether a title stands behind ``end``, or a role with its bearer: 某环卫处|保洁员|某某."""
        behind = self._right_ends.get(end)
        person = None if behind is None else self.scene.around(behind)
        return self._has_title(end) or (person is not None and self.scene.mentions[person].type == "Person")

    @cached_property
    def _titles(self) -> frozenset[int]:
        titles = scan_titles(self.scene.text)
        return frozenset(at for title in titles for at in range(title.start, title.end))

    def leads(self, index: int, start: int) -> bool:
        """Whether nothing but times and openings stands between ``start`` and the phrase of the mention, or it ends a
        clause as its whole: 已经步入正轨的某小区，…; a person with a title leads anyway."""
        begin, mention = self.phrase_start(index), self.scene.mentions[index]
        if (
            self.scene.text[mention.start - 1 : mention.start] == "的"
            and mention.end == self.scene.clause(start)[1]
        ):
            return not self.scene.within(start, mention.start)
        if mention.type == "Person" and mention.start in self._left_ends:
            return True
        return begin <= start or agent_words().lead_in.fullmatch(self.scene.text, start, begin) is not None

    @cached_property
    def _left_ends(self) -> dict[int, int]:
        """Where titles and roles end, and where they begin: 局长, 居民."""
        text = self.scene.text
        found = {role.end: role.start for role in scan_roles(text)}
        return found | {title.end: title.start for title in scan_titles(text)}

    def title_end(self, start: int) -> int:
        """Where the title or role ends that begins at ``start``, else ``start``."""
        return self._right_ends.get(start, start)

    @cached_property
    def _right_ends(self) -> dict[int, int]:
        return {begin: end for end, begin in sorted(self._left_ends.items(), reverse=True)}

    def phrase_start(self, index: int, joints: str = "、和及的“") -> int:
        """Where the names, titles and list items begin that lead up to a mention without a break but ``joints``."""
        known = self._phrase_starts.get((index, joints))
        if known is None:
            known = self._phrase_starts[index, joints] = self._phrase_start(index, joints)
        return known

    @cached_property
    def _phrase_starts(self) -> dict[tuple[int, str], int]:
        """What was asked for already: in a long list it is asked for each of its names by all others."""
        return {}

    def _phrase_start(self, index: int, joints: str) -> int:
        start = self.scene.mentions[index].start
        floor = self.scene.clause(start)[0]
        while start > floor:
            end = start - 1 if self.scene.text[start - 1] in joints else start
            before = self.scene.around(end - 1)
            if before is not None and self.scene.mentions[before].end == end:
                start = self.scene.mentions[before].start
            elif end in self._left_ends and self._left_ends[end] >= floor:
                start = self._left_ends[end]
                start -= self.scene.text[start - 1 : start] in _RANKS
            else:
                break
        return start

    def together(self, index: int, types: frozenset[EntityType]) -> tuple[int, ...]:
        """The mention with those that are listed beside it: 区委、区政府; 书记某某、区长某某."""
        start, end = self.scene.clause(self.scene.mentions[index].start)
        listed = [i for i in self.scene.within(start, end) if self._is_listed(i, types)]
        if index not in listed:
            return (index,)
        place = listed.index(index)
        first = last = place
        while first > 0 and self._joined(listed[first - 1], listed[first]):
            first -= 1
        while last + 1 < len(listed) and self._joined(listed[last], listed[last + 1]):
            last += 1
        return tuple(listed[first : last + 1])

    def _is_listed(self, index: int, types: frozenset[EntityType]) -> bool:
        mention = self.scene.mentions[index]
        return mention.type in types and mention.rule not in UNFIT and not self._modifies(index, types)

    def _joined(self, one: int, other: int) -> bool:
        before, after = self.scene.mentions[one], self.scene.mentions[other]
        between = _ASIDE.sub("", self.scene.text[before.end : after.start])
        if between in _JOINTS:
            return True
        if not between.startswith(_LIST_MARKS):
            return False
        titled = before.type == after.type == "Person" and after.start in self._left_ends
        return titled or self.phrase_start(other) <= before.end

    def roll(self, index: int) -> tuple[int, ...]:
        """The people before a person whose clauses hold nothing but a person with titles: 县长某某，局长某某等出席."""
        found: list[int] = []
        at = self.scene.mentions[index].start
        start = self.scene.clause(at)[0]
        floor = max(self.block(at).start, self.scene.sentence(start)[0])
        while start - 1 > floor and self.scene.text[start - 1] == "，":
            begin, end = self.scene.clause(start - 2)
            people = self._only_people(begin, end)
            if not people:
                break
            found[:0], start = people, begin
        return tuple(found)

    def _only_people(self, start: int, end: int) -> list[int]:
        """The people of a clause that says nothing but who they are, else none."""
        inside = self.scene.within(start, end)
        people = [i for i in inside if self._is_listed(i, frozenset({"Person"}))]
        named = {at for i in inside for at in range(self.scene.mentions[i].start, self.scene.mentions[i].end)}
        for stop, begin in self._left_ends.items():
            if start <= begin and stop <= end:
                named.update(range(begin, stop))
        for aside in _ASIDE.finditer(self.scene.text, start, end):
            named.update(range(*aside.span()))
        said = [c for at, c in enumerate(self.scene.text[start:end], start) if at not in named]
        behind = self.scene.text[self.scene.mentions[people[-1]].end : end] if people else "，"
        nothing_else = sum(c not in _FILLERS for c in said) <= _LOOSE_WORDS or self._is_unknown(people, said)
        return people if nothing_else and _ROLL_END.fullmatch(behind) else []

    def _is_unknown(self, people: list[int], said: list[str]) -> bool:
        """Whether the words beside one person with a title are some body that nothing is known of: 某某研究院|院长|某某."""
        titled = len(people) == 1 and self.scene.mentions[people[0]].start in self._left_ends
        return titled and len(said) <= _LOOSE_BODY and _ACTS.isdisjoint(said)

    def is_held(self, index: int) -> bool:
        """Whether an event takes place here, and is not one whose spirit is passed on: 传达…全会精神."""
        mention, text = self.scene.mentions[index], self.scene.text
        if mention.type != "Event" or mention.rule in _NO_EVENT:
            return False
        start = max(self.scene.clause(mention.start)[0], mention.start - _RECALLED_BEFORE)
        end = min(self.scene.clause(max(mention.start, mention.end - 1))[1], mention.end + _RECALLED_AFTER)
        near = text[start : mention.start] + text[mention.end : end]
        return agent_words().recalled.search(near) is None

    @cached_property
    def only_event(self) -> int | None:
        """The event that an article tells of, where it is the only one that is held in it."""
        mentions = self.scene.mentions
        events = [i for i in self.scene.outer if self.is_held(i) and self.scene.is_read(mentions[i].start)]
        return events[0] if len({mentions[i].name for i in events}) == 1 else None

    def block(self, at: int) -> Block:
        """The block that holds ``at``."""
        blocks, place = self.scene.article.blocks, bisect_right(self._block_starts, at) - 1
        if place >= 0 and at < max(blocks[place].end, blocks[place].start + 1):
            return blocks[place]
        return Block("paragraph", 0, len(self.scene.text))

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.scene.article.blocks]

    @cached_property
    def _speeches(self) -> tuple[tuple[int, int], ...]:
        """The outermost quotations that hold a clause of their own, in order."""
        found: list[tuple[int, int]] = []
        for block in self.scene.article.blocks:
            found += _quotations(self.scene.text, block)
        return tuple(found)

    def speech(self, at: int) -> tuple[int, int] | None:
        """The quotation of somebody's words that holds ``at``, marks included."""
        place = bisect_left(self._speeches, (at, 0)) - 1
        return self._speeches[place] if place >= 0 and at < self._speeches[place][1] else None


def _quotations(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Outermost “…” of a block with a comma or a stop inside; one that stays open runs to the block's end."""
    depth, opened = 0, 0
    for at in range(block.start, block.end):
        if text[at] in "“‘":
            opened = at if depth == 0 else opened
            depth += 1
        elif text[at] in "”’" and depth:
            depth -= 1
            if depth == 0 and _is_speech(text[opened : at + 1]):
                yield opened, at
    if depth and _is_speech(text[opened : block.end]):
        yield opened, block.end


def _is_speech(words: str) -> bool:
    stops = any(mark in words for mark in "。！？；…")
    return (len(words) > _SPEECH and stops) or (len(words) > 2 * _SPEECH and "，" in words)
