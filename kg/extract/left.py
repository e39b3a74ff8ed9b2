"""Where a name begins: the right end is nearly certain (局, 社区, 路 …), the left end is the problem.

From the head back, word by word, until a unit ends there, a level character stands there (区|住建局), or a word comes
that cannot stand inside a name (``kg.extract.left_words``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from kg.extract.analysis import Analysis
from kg.extract.common_names import begins_street, homestead, leads_village
from kg.extract.left_words import (
    AS_WELL,
    CONJUNCTIONS,
    HARD,
    LEVELS,
    acts,
    area_at,
    before_he,
    ends,
    is_level,
    is_no_word,
    is_rare,
    word_before,
)
from kg.extract.unit import Chains, Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.words import Word
from kg.types import EntityType

#: A name that says 中国 or 国家 begins with it.
_NATION = frozenset({"中国", "国家", "中华"})
#: What was called otherwise before: 区环卫中心|原|平湖环卫站.
_FORMERLY = "原"
#: With these many villages' names begin, right behind their town: 某镇|后河西村.
_SIDES = frozenset("前后里外内中上下")
#: Prepositions that the dictionary draws into the name of a road or hill, if so much is left of it: 沿|上南路.
_ALONG, _NAMED_ALONG = frozenset("沿往至经到从在"), 2
#: On which side of a road another one lies.
SIDE = re.compile("[东南西北](?:接|至|邻|临|靠|抵|起|连)|道路(?=[\u4e00-\u9fff])")
#: What leads to where a line or a plot begins or ends, at the head of its clause.
_LED = re.compile("(?:(?<![\u4e00-\u9fff])|(?<=[于为是和]))[东南西北][起至自](?!县|经开|高新|开发区|工业|籍)")
#: The adverb that ends names all the same, behind one character.
_ALL = "都"
#: What shows that a village is meant, and how long the name is then at most.
_OF_VILLAGE = re.compile("村(?:党[总支委]|村民|村支书|村委会|驻村|第一书记)")
#: What shows that 某镇|联合|村 is a village, though its name is a verb.
_IS_VILLAGE = re.compile(
    "村(?:[，。、；：的位是]|党|支部|小组|第一书记|村[民支委]|驻村|[\u4e00-\u9fff]{1,3}[村组])"
)
_LONGEST_VILLAGE, _NEW = 3, "新村"
#: No village's name begins with a word of these parts of speech: pronouns, conjunctions, prepositions.
_LINKS = frozenset("rcp")
#: Where homes are that are called by a verb: 在|育新社区.
_WHERE = frozenset("在到于由向从对与和、区道镇乡")
#: Verbs that lead a list of bureaus: 涉及[建设与交通局]、经济发展局.
_LISTS = ("涉及", "包括", "包含", "整合", "进驻")
_LONGEST_OWN = 18
_RURAL = "乡"
#: What the place behind it is a part of.
_TOLD_OF = frozenset({"工程", "项目"})
#: So long is an area's name without its level at most, and so long a word that may stand before 之.
_LONGEST_SHORT, _TWO = 4, 2
_LONGEST_BRANCH = 8
#: What else stands in brackets inside a company's name.
_KINDS = frozenset({"集团", "中国", "控股", "股份"})
#: How far left of an unlikely word the area of a company's name is looked for, and what may not stand between.
_FARTHEST_AREA = 7
_JOINS = frozenset("的在由和与及对将把被从到向为是有等让给以了说称各该")


#: Behind these nothing is joined by 和: “和美家园”.
_OPENS = frozenset("“《。！？；：\n")

#: Where the own part begins, and the unit it hangs on.
Begin = tuple[int, int | None]


def left_end(analysis: Analysis, chains: Chains, head_start: int, kind: EntityType, joins: bool) -> Begin:
    """Where the own part begins, and the unit it hangs on: it ends at a unit, at a level character, or after a word
    that ends names. 和 ``joins`` only organs and associations of an area: 区|政务服务和大数据管理局."""
    return _Walk(analysis, chains, head_start, kind, joins, head_start).begin()


@dataclass(slots=True)
class _Walk:
    """One walk from a head to the left: ``at`` is how far it is, ``joined`` where a part behind 和 begins."""

    analysis: Analysis
    chains: Chains
    head_start: int
    kind: EntityType
    joins: bool
    at: int
    joined: int | None = None

    def begin(self) -> Begin:
        while self.head_start - self.at <= _LONGEST_OWN:
            if (found := self._at_unit()) is not None:
                return found
            if self._through_branch():
                continue
            title = self.at in self.analysis.title_ends and self.at < self.head_start
            word = None if title else word_before(self.analysis, self.at)
            if word is None:
                break
            if self._is_before_zhi(word):
                self.at = word.start
                continue
            if (found := self._at_word(word)) is not None:
                return found
            if self._passes_he(word):
                self.at = word.start
                continue
            if self._stops(word):
                return self._before(word)
            self.at = word.start
        return self._nothing_left()

    def _is_before_zhi(self, word: Word) -> bool:
        """Whether the own part so far begins with 之, so that the word is a part of it, too: 松|之韵合唱团."""
        text, lists = self.analysis.text, boundaries()
        plain = word.text in lists.before or word.text in lists.stop
        return self.at < self.head_start and text[self.at] == "之" and len(word.text) <= _TWO and not plain

    def _at_unit(self) -> Begin | None:
        """The unit that ends here, if the own part may hang on it."""
        unit = self.chains.ending_at(self.at)
        if unit is None or self._embedded(self.chains.units[unit]):
            return None
        whole = self.joined is None or self.chains.units[unit].type == "Area"
        own = self._without_verb(self.at)
        return (self.at, unit) if whole and own == self.at else (max(own, self.joined or self.at), None)

    def _embedded(self, unit: Unit) -> bool:
        """A short area name inside a longer proper name: 陕煤[黄陵]矿业有限公司, 中电[哈密]热发电有限公司."""
        if unit.type != "Area" or unit.relative or unit.anaphor or self.at == self.head_start:
            return False
        last = self.analysis.text[self.at - 1]
        if last in LEVELS or last == "道" or unit.parent is not None:
            return False
        word = word_before(self.analysis, unit.start)
        return word is not None and word.text not in CONJUNCTIONS and not ends(self.analysis, word)

    def _through_branch(self) -> bool:
        """Whether a bracket that a company's name holds was passed: 青禾（广东）|科技有限公司, 安禾（集团）|股份有限公司."""
        text, at = self.analysis.text, self.at
        if self.kind != "Organization" or text[at - 1 : at] != "）":
            return False
        opened = text.rfind("（", max(0, at - _LONGEST_BRANCH), at)
        inside = text[opened + 1 : at - 1]
        if opened <= 0 or not (inside in _KINDS or gazetteer().find_short(inside)):
            return False
        before = word_before(self.analysis, opened)
        cut = before is None or before.text in boundaries().stop | boundaries().before
        self.at = opened if before is None or cut else before.start
        return True

    def _at_word(self, word: Word) -> Begin | None:
        """Where the name begins by what the word is; None where it may go on or the word only ends it."""
        at, chains = self.at, self.chains
        if (across := self._area_inside(word)) is not None:
            return across
        if is_level(self.analysis, word) and not self._is_called(word):
            return at, self._area_of_level(word)
        if word.text in _NATION and self.kind in {"Agency", "Organization"}:
            return word.start, None
        if word.text == _FORMERLY:
            return at, chains.ending_at(word.start)
        if self.kind == "Community" and (village := self._village(word)) is not None:
            return village
        homes = self.kind == "Community" and at == self.head_start and ends(self.analysis, word)
        if homes and (begin := homestead(self.analysis, word, self.head_start)) is not None:
            return begin, area_at(chains, begin)
        if at == self.head_start and word.text == _ALL and chains.ending_at(word.start - 1) is not None:
            return word.start - 1, chains.ending_at(word.start - 1)  # 某街道|亚都社区, 某大学|唐都医院
        if self.kind == "Place" and begins_street(self.analysis, word, at, self.head_start):
            return word.start, area_at(chains, word.start)
        if ends(self.analysis, word) and is_no_word(self.analysis, chains, word, at, self.head_start):
            return word.start, area_at(chains, word.start)
        homes = self.kind == "Community" and at == self.head_start and not self._may_pass(word)
        begin = before_he(self.analysis, chains, word) if homes else None
        return None if begin is None else (begin, area_at(chains, begin))

    def _is_called(self, word: Word) -> bool:
        """Whether 乡 is in the name of a company, which no township founds by its level: 某县橘[乡]红柑橘专业合作社."""
        return self.kind == "Organization" and word.text == _RURAL and self.at < self.head_start

    def _area_of_level(self, word: Word) -> int:
        """The article's own area of that level; or one that it names with its level behind: [潞州]分局, where 潞州区 is."""
        at, chains = self.at, self.chains
        for start in range(word.start - 1, max(0, at - _LONGEST_SHORT) - 1, -1):
            if self.analysis.text[start:at] in self.analysis.stems:
                parent = chains.ending_at(start)
                return chains.add(Unit(start, at, start, "Area", parent=parent, short=True))
        return chains.add(Unit(word.start, at, word.start, "Area", relative=True))

    def _area_inside(self, word: Word) -> Begin | None:
        """Where an area ends inside a word that runs over its end, and the area: 柳河[镇|里]三元村."""
        for position in range(self.at - 1, word.start, -1):
            unit = area_at(self.chains, position)
            if unit is not None and self.chains.units[unit].start < word.start:
                return position, unit
        return None

    def _village(self, word: Word) -> Begin | None:
        """Where a village's name begins whose words alone would end it, and the unit it hangs on: 某镇|后河西村."""
        built = self.at == self.head_start and len(word.text) == 1
        built = built and self.analysis.text.startswith(_NEW, self.head_start)
        if built and (area := area_at(self.chains, word.start)) is not None:
            return word.start, area  # 某镇|建新村
        begin = self._short_village()
        if begin is not None and begin < self.at:
            return begin, self.chains.ending_at(begin)
        if self.at < self.head_start and leads_village(self.analysis, word, self.at, self.head_start):
            return word.start, area_at(self.chains, word.start)
        verbal = self.at == self.head_start and len(word.text) > 1
        verbal = verbal and _IS_VILLAGE.match(self.analysis.text, self.head_start) is not None
        area = area_at(self.chains, word.start) if word.text in _SIDES or verbal else None
        return None if area is None else (word.start, area)

    def _short_village(self) -> int | None:
        """Where a village's name begins of which the clause shows both ends, whatever its words are: ，四都|村党支部."""
        text, end = self.analysis.text, self.head_start
        if not _OF_VILLAGE.match(text, end):
            return None
        begin = end
        while begin > 0 and text[begin - 1] not in HARD and end - begin <= _LONGEST_VILLAGE:
            begin -= 1
        if self.analysis.words_in(begin, end)[0].pos[:1] in _LINKS:
            return None  # “我和|村党支部书记
        return begin if 2 <= end - begin <= _LONGEST_VILLAGE else None

    def _may_pass(self, word: Word) -> bool:
        return word.text in CONJUNCTIONS and self.joined is None and self.joins

    def _passes_he(self, word: Word) -> bool:
        """Whether the name may go on left of 和; where it does not, it begins behind it."""
        if not self._may_pass(word):
            return False
        self.joined = self.at
        return True

    def _stops(self, word: Word) -> bool:
        before = self.analysis.text[word.start - 1 : word.start]
        opens = not before or before in _OPENS  # “和美家园”
        joins = (word.text in CONJUNCTIONS and not opens) or word.text == AS_WELL
        told_of = self.kind == "Place" and word.text in _TOLD_OF  # 控制性工程|屈产沟中桥
        return joins or told_of or ends(self.analysis, word) or acts(self.chains, word)

    def _before(self, word: Word) -> Begin:
        """Where the name begins before which ``word`` stands: behind it, with it, or with the area before it."""
        if self._belongs(word):
            self.at = word.start
        company = self.kind == "Organization" and self.at < self.head_start
        if company and (area := self._area_before()) is not None:
            return self.chains.units[area].end, area
        return self._nothing_left()

    def _belongs(self, word: Word) -> bool:
        """A verb that begins a name after all: 饮马|河巷; or what is founded is named by it: 成立|心理咨询工作室."""
        text, first = self.analysis.text, self.at == self.head_start
        if first and self.kind == "Community" and word.pos == "d" and len(word.text) > 1:
            return text.count(text[word.start : self.at + 2]) > 1  # 大为|小区, named again
        if not word.pos.startswith("v"):
            return False
        if first and self.kind == "Community" and is_rare(word):
            return text[max(0, word.start - 1) : word.start] in _WHERE  # 在|育新社区
        if self.head_start - self.at == 1:
            return word.text not in boundaries().before
        before = text[max(0, word.start - 5) : word.start].rstrip("了")
        return self.kind in {"Agency", "Organization"} and before.endswith(boundaries().founds)

    def _area_before(self) -> int | None:
        """The area that a company's name begins with, a few characters farther left: 某省|宏图富强农业有限公司. What
        stands between may be any words but such as join or place."""
        analysis, units = self.analysis, self.chains.units
        for position in range(self.at - 1, max(0, self.at - _FARTHEST_AREA) - 1, -1):
            word = analysis.words[bisect_left(analysis.word_starts, position + 1) - 1]
            if analysis.text[position] in HARD or _parts(word):
                return None
            unit = self.chains.ending_at(position)
            if unit is not None:
                named = units[unit]
                return unit if named.type == "Area" and not (named.relative or named.anaphor) else None
        return None

    def _nothing_left(self) -> Begin:
        """The name hangs on nothing; what stands before 和 is only part of it where it is whole."""
        at = self.at if self.joined is None or self._listed_whole() else self.joined
        return self._without_verb(at), None

    def _listed_whole(self) -> bool:
        """Whether a bureau of two things begins where the item of its list does, a laboratory where its line does:
        经济局、|规划与自然资源局."""
        text, at = self.analysis.text, self.at
        if at == self.head_start or self.kind not in {"Agency", "Organization"}:
            return False
        agency = self.kind == "Agency"
        led = agency and text.endswith(_LISTS, 0, at) and "、" in text[self.head_start : self.head_start + 4]
        return at == 0 or text[at - 1] in ("、" if agency else "\n、，") or led

    def _without_verb(self, start: int) -> int:
        """Places and communities are not named by a verb and its object: 指导|枫林社区, 成功改造|老旧小区. Some verbs begin
        names all the same: 安居|园."""
        end, text = self.head_start, self.analysis.text
        if (led := _LED.match(text, start, end)) is not None:
            start = led.end()  # 东至|车站路
        if self.kind in {"Community", "Place", "Area"}:
            for word in self.analysis.words_in(start, end):
                if word.end < end and _is_deed(word) and not self._may_begin(word):
                    start = word.end
            for side in SIDE.finditer(text, start, max(start, end - 1)):
                start = side.end()  # 某路东接|港务西路
        if self.kind == "Place" and (behind := self._behind_along(start, end)) is not None:
            start = behind  # 村民沿|巴溪
        seen = start + 1 in self.analysis.tags_by_start  # 沿|巴溪
        long = end - start > _NAMED_ALONG or seen
        along = self.kind == "Place" and long and text[start] in _ALONG
        return start + 1 if along else start

    def _behind_along(self, start: int, end: int) -> int | None:
        """Where the tagger sees a name begin behind a preposition of place."""
        text, seen = self.analysis.text, self.analysis.tags_by_start
        return next((at for at in range(start + 1, end) if text[at - 1] in _ALONG and at in seen), None)

    def _may_begin(self, word: Word) -> bool:
        rare = self.kind == "Community" and is_rare(word)
        return (word.text in boundaries().begins or rare) and self.head_start - word.end < 2


def _is_deed(word: Word) -> bool:
    """Whether the word says what is done to something."""
    lists = boundaries()
    verb = len(word.text) > 1 and (word.pos.startswith("v") or word.text in lists.inside)
    return verb or word.text in lists.before or word.text == AS_WELL


def _parts(word: Word) -> bool:
    """Whether the word parts an area from a company that follows: it counts, joins or acts."""
    lists, long = boundaries(), len(word.text) > 1
    verb = long and word.text in lists.before - lists.inside
    return word.pos == "m" or verb or (long and word.text in lists.stop) or word.text in _JOINS
