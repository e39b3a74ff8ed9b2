"""Who else acts where a clause seems to have somebody: the unnamed (居民, 各街道), or nobody where one urges or tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.phrases import BODIES, Phrases
from kg.knowledge.patterns import agent_words
from kg.types import EntityType

#: 坚持“文化”的单位建设|要求: so near before a verb of urging 的 makes it a noun.
_NOUN = 8
#: No verb of telling is longer.
_LONGEST_TELL = 4
#: Between a person and those of his side who have no name, areas left out.
_WITH_OTHERS = re.compile("(?:及|和|与|以及)[、各省市县区州镇乡街道有关相级和直属单位部门]{0,12}")

#: Before whoever is given money, and behind him what he does with it.
_GIVES, _PAID = ("支持", "扶持", "资助"), re.compile("[0-9][余多]?[万亿]+元")
_DOES = ("实施", "建设", "开展", "新建", "兴建", "修建", "建起", "打造", "推进", "完成", "发展")


@dataclass(frozen=True)
class Others(Phrases):
    """An article's scene, ready to be asked whether its clauses have somebody act who has no name, or nobody."""

    def _is_adjunct(self, index: int) -> bool:
        return not self._is_given(index) and super()._is_adjunct(index)

    def _is_given(self, index: int) -> bool:
        """Whether somebody is given money for what he does: 安排资金600万元，支持[某镇、某镇]实施某项目."""
        start = self.phrase_start(index)
        begin = self.scene.clause(self.scene.mentions[index].start)[0]
        if not self.scene.text.endswith(_GIVES, begin, start):
            return False
        last = self.scene.mentions[self.together(index, BODIES)[-1]]
        paid = _PAID.search(self.scene.text, self.scene.sentence(start)[0], start) is not None
        return paid and self.scene.text.startswith(_DOES, last.end)

    def other_acts(self, start: int, end: int, before_verb: bool, types: frozenset[EntityType]) -> bool:
        """Whether 居民, 各街道 … act: they stand before the verb, or lead an earlier clause; a team that acts for the
        area which the article is about is no other where areas may act."""
        words = agent_words()
        if before_verb:
            other = words.acting_before.search(self.scene.text, max(start, end - 12), end)
            named = other is not None and self._is_named(other.start(), start)
        else:
            other = words.others.match(self.scene.text, start, end)
            named = other is not None and self.scene.around(other.end()) is not None
        if other is None or named:
            return False
        return not ("Area" in types and self._wide and words.arms.match(other.group()))

    def urges(self, start: int, end: int, before_verb: bool) -> bool:
        """Whether what follows is only called for: 某书记强调，推进…；要推进…."""
        words = agent_words()
        if before_verb:
            return words.must.match(self.scene.text, start, end) is not None
        said = words.urged.search(self.scene.text, start, end)
        noun = said is not None and "的" in self.scene.text[max(start, said.start() - _NOUN) : said.start()]
        return said is not None and not noun

    def only_tells(self, index: int, end: int, at: int) -> bool:
        """Whether a person who leads a clause that ends at ``end`` only tells what follows, not of himself."""
        if self.scene.mentions[index].type != "Person":
            return False
        words, text = agent_words(), self.scene.text
        telling = words.tells.search(text, max(0, end - _LONGEST_TELL), end) is not None
        return telling and words.pronoun.search(text, end, at) is None

    def _is_named(self, at: int, start: int) -> bool:
        """Whether the unnamed at ``at`` stand with a name: within it, behind it (某某|同志), beside it (某某及有关|领导), or
        are called by its end (公司)."""
        if any(place == at for _, place in self.scene.renamed(start, at + 1)):
            return True
        before = self.scene.within(start, at)
        if self.scene.around(at) is not None or not before:
            return self.scene.around(at) is not None
        last = self.scene.mentions[before[-1]]
        end = self.title_end(last.end)
        called = last.type == "Person" and last.end == at
        beside = agent_words().beside.fullmatch(self.scene.text, end, at) is not None
        return called or beside or self._is_with(before, at)

    def _is_with(self, before: Sequence[int], at: int) -> bool:
        """市长某某及某州、市有关|领导: those without a name stand beside a person, whoever they are of."""
        people = [m for i in before if (m := self.scene.mentions[i]).type == "Person"]
        if not people:
            return False
        areas = [m.text for i in before if (m := self.scene.mentions[i]).type == "Area"]
        between = self.scene.text[people[-1].end : at]
        for name in sorted(areas, key=len, reverse=True):
            between = between.replace(name, "")
        return _WITH_OTHERS.fullmatch(between) is not None
