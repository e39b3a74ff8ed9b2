"""Which body a title belongs to: the unit before it, what the title implies, or what was named before.

区|委|书记 hangs on a unit; 区长 implies the government of the district; 政法委|书记 after 区委常委 is the district's; 站长
alone leads the station that the text speaks of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from kg.extract.naming import draft
from kg.extract.notes import Notes
from kg.extract.post_fits import (
    BEARERS,
    INNER,
    are_siblings,
    are_two_houses,
    fits_title,
    has_organ,
    is_named,
    is_national,
)
from kg.extract.post_homes import Homes, means_home
from kg.extract.post_owns import CONJUNCTIONS, UNIT_END, Own
from kg.extract.unit import Unit
from kg.knowledge.lexicon import body_head
from kg.knowledge.posts import post_words
from kg.knowledge.scanning import TitleMatch
from kg.knowledge.short_forms import short_forms
from kg.types import EntityType

_LEVEL = re.compile(r"[省市县区镇乡州旗]")
#: Right ends of communities, whose party branch is beside the organs of the residents.
_NEIGHBOURS = ("社区", "村")
#: So many characters before a title its body was named.
_NEAR = 400
#: A body that only the title shows: the words are the title's and no name.
_IMPLIED = "posts.implied"
#: Titles in the Party's group of a body.
_GROUP = "党组"
#: Who leads the government of a region, in which a 省长 leads that of a province.
_CHAIR, _REGION = "主席", "自治区"
#: Kinds of titles that no area bears: 某县|退休教师.
_NO_AREAS = frozenset({"school", "company"})
#: The party in the bureau that was named last: 局|党组.
_OF_BUREAU = re.compile("(局|厅|委|院|校|公司|集团|中心)(党组|党委|党总支|党支部|机关党委)")
#: Meetings have chairs for a day, no posts: 大会|执行主席.
_MEETINGS = ("大会", "会议", "全会", "大会主席团", "主席团")
_HOLDERS: frozenset[EntityType] = frozenset({"Agency", "Organization", "Area"})
#: Before the name of a partner.
_PARTNER = re.compile("(?:[与和同跟]|联合|携手|依托)$")
_MAY_HOLD: frozenset[EntityType] = frozenset({"Agency", "Organization", "Area", "Community"})


class Bodies:
    """The bodies of the posts of one article."""

    def __init__(self, notes: Notes, units: list[Unit], numbers: list[int]) -> None:
        self.notes, self.units, self.numbers = notes, units, numbers
        self.text = notes.analysis.text
        self.unit_of = {number: at for at, number in reversed(list(enumerate(numbers)))}
        self.areas: dict[int, str] = {}
        self.made: list[int] = []
        self.homes = Homes(notes)
        self.told = Counter(m.name for m in notes.mentions)
        bearers = [i for i, m in enumerate(notes.mentions) if m.type in BEARERS and m.rule != "units.open"]
        self.bearers = sorted(bearers, key=lambda i: (notes.mentions[i].end, i))
        self.bearer_ends = [notes.mentions[i].end for i in self.bearers]

    def starting(self) -> dict[int, int]:
        """The longest body that begins at each place, by that place."""
        found: dict[int, int] = {}
        for number in self.bearers:  # in order of their ends
            found[self.notes.mentions[number].start] = number
        return found

    def bearer(self, own: Own) -> int | None:
        """The body that words before a title stand behind, though a place may stand between: 某集团|某隧道|设计."""
        unit = own.base
        if unit is not None and self.units[unit].type == "Place":
            unit = self.units[unit].parent
        return unit if unit is not None and self.units[unit].type in _MAY_HOLD else None

    def body(self, title: TitleMatch, own: Own, before: int | None) -> int | None:
        """The number of the mention of the body; ``before`` is that of the post before in the same row."""
        number = self._body(title, own, before)
        return None if number is None else self._holder(number)

    def _body(self, title: TitleMatch, own: Own, before: int | None) -> int | None:
        if title.title.organ == "人民政府":
            return self._government(title, own, before)
        if own.unit is not None:
            return self._organ(title, own.unit)
        if own.start < own.end:
            return self._described(own, before)
        sent = before is not None and means_home(title) and not self.homes.is_home(before)
        if before is not None and not sent and (found := self._inherited(title, before)) is not None:
            return found
        return self.homes.of_title(title) if sent else self._spoken_of(title)

    def _holder(self, number: int) -> int | None:
        """A place that has a director is an institution; what is neither a body nor an area holds no post."""
        mention = self.notes.mentions[number]
        if mention.type == "Place":
            self.notes.retype(mention.name, "Place", "Organization")
        return number if self.notes.mentions[number].type in _MAY_HOLD else None

    def _government(self, title: TitleMatch, own: Own, before: int | None) -> int | None:
        """区长 leads the government of the area before it, of the body named before, or of the article's own."""
        level = _LEVEL.search(self.text, title.start, title.end)
        unit = self.units[own.unit] if own.unit is not None else None
        if level is None or (unit is not None and unit.type not in {"Area", "Agency"}):
            return None
        if own.unit is not None and unit is not None and unit.type == "Agency":
            return self.numbers[own.unit]
        start, end, area = *level.span(), self._area_of(before, level.group())
        if unit is not None:
            start, end = unit.start, unit.end
            area = self.text[start:end]
            if len(area) > 1 and area[-1] != level.group():
                area += level.group() if unit.short else ""
        rule = "posts.government" if len(area) > 1 else "posts.government.relative"
        return self._draft(start, end, area + "人民政府", area, rule)

    def _area_of(self, before: int | None, level: str) -> str:
        """The area of the body before, where it is of the same level, else the level itself."""
        area = self.area_name(before) if before is not None else None
        return area if area and area.endswith(level) else level

    def area_name(self, number: int) -> str | None:
        """The words for the area whose body the mention is: 云溪区 of 云溪区|委, 县 of 县|委."""
        if number in self.areas:
            return self.areas[number]
        unit = self.unit_of.get(number)
        while unit is not None:
            if self.units[unit].type == "Area":
                text = self.text[self.units[unit].start : self.units[unit].end]
                return self.notes.mentions[self.numbers[unit]].name if text in short_forms().zones else text
            unit = self.units[unit].parent
        return None

    def _organ(self, title: TitleMatch, unit: int) -> int | None:
        """The unit itself, or the organ of an area that the title means: 某街道|主任, 某县|书记, 某自治区|主席."""
        area = self.units[unit]
        if area.type == "Area" and title.title.kind in _NO_AREAS:
            return None
        if area.type != "Area" or title.title.kind not in {"party", "any"}:
            return self.numbers[unit]
        name, word = self.text[area.start : area.end], title.title.title
        if word.endswith("主任") and name.endswith("街道"):
            return self._draft(area.start, area.end, name + "办事处", name, "posts.organ")
        if word.endswith("书记") or word.endswith("常委"):
            organ = "党工委" if name.endswith("街道") else "党委" if name[-1] in "镇乡" else "委"
            return self._draft(area.start, area.end, name + organ, name, "posts.organ")
        if word.endswith(_CHAIR) and name.endswith(_REGION):
            return self._draft(area.start, area.end, name + "人民政府", name, "posts.government")
        return self.numbers[unit]

    def _described(self, own: Own, before: int | None) -> int | None:
        """A body that is no unit by itself: 政法委, 公安分局, 教务处, 党支部."""
        words = self.text[own.start : own.end]
        head = body_head(words)
        joined = (
            self.text[own.start - 1 : own.start] in CONJUNCTIONS and head is not None and head.head != words
        )
        if joined or (head is None and not UNIT_END.search(words)) or words in _MEETINGS:
            return None
        if own.base is not None:
            return self._of_unit(own, words)
        if (home := self._of_home(own, words)) is not None:
            return home
        made = (n for n in reversed(self.made) if self.notes.mentions[n].name.endswith(words))
        if (known := next(made, None)) is not None:
            return known
        if before is not None and (post_words().of_committee.fullmatch(words) or self._is_of(words, before)):
            return self._of_body(own, words, before)
        if (found := self._last(own.start, words)) is not None:
            return found
        if before is not None:
            return self._of_body(own, words, before)
        if (found := self._of_last(own, words)) is not None:
            return found
        return self._draft(own.start, own.end, words, None, "posts.body") if is_named(words) else None

    def _of_home(self, own: Own, words: str) -> int | None:
        """村|支书, 村妇联|主席: the village that is spoken of, or its organ."""
        found = self.homes.of_words(words, own.start)
        if found is None or not found[1]:
            return None if found is None else found[0]
        name = self.notes.mentions[found[0]].name + found[1]
        return self._draft(own.start, own.end, name, None, "posts.body")

    def _of_last(self, own: Own, words: str) -> int | None:
        """某街道…，党工委|书记, 某医院…。党委|书记: of the town or institution that the sentence or the one before
        named last; 局党组|书记: of the bureau named last."""
        if (of_bureau := _OF_BUREAU.fullmatch(words)) is not None:
            number = self._last(own.start, of_bureau[1])
            return None if number is None else self._of_body(own, of_bureau[2], number)
        sentence = self.notes.analysis.sentence(own.start).start
        start = self.notes.analysis.sentence(max(0, sentence - 1)).start
        inside = [m for m in self.notes.mentions if start <= m.start < own.start and m.type in _HOLDERS]
        last = max(inside, key=lambda mention: mention.end, default=None)
        if last is None or not has_organ(last, words):
            return None
        area = last.name if last.type == "Area" else None
        return self._draft(own.start, own.end, last.name + words, area, "posts.body")

    def _is_of(self, words: str, before: int) -> bool:
        """Whether ``words`` are a short form of the body before or of its party: 分局党委 after 公安分局."""
        core = post_words().inside_end.sub("", words)
        return core != "" and post_words().inside_end.sub("", self.notes.mentions[before].name).endswith(core)

    def _of_unit(self, own: Own, words: str) -> int | None:
        """山东某大学|教务处: a part of the unit before it."""
        number = self.numbers[own.base or 0]
        base = self.notes.mentions[number]
        if base.type not in _MAY_HOLD or base.rule == "units.open":
            return None
        return self._draft(own.start, own.end, base.name + words, self.area_name(number), "posts.part")

    def _of_body(self, own: Own, words: str, before: int) -> int:
        """县委|常委、政法委|书记: an organ of the area whose organ was named, else a part of that body."""
        name, area = self.notes.mentions[before].name, self.area_name(before)
        base = post_words().inside_end.sub("", name)
        if is_national(words) or are_two_houses(base, words):
            return self._draft(own.start, own.end, words, None, "posts.body")
        if words == _GROUP:
            whole = base + words  # 某市政府副市长、党组|成员
        elif self._is_of(words, before):
            whole = base + words[len(post_words().inside_end.sub("", words)) :]
        elif base != name and base.endswith(_NEIGHBOURS):
            whole = base + words  # 某社区|党委书记、居委会主任
        elif words in INNER and post_words().of_home_end.sub("", name).endswith(_NEIGHBOURS):
            whole = post_words().of_home_end.sub("", name) + words  # 某村|村委会主任、党支部书记
        elif area is not None and (post_words().of_area_end.search(name) or are_siblings(name, words)):
            words = words[1:] if words[0] == area[-1] else words
            whole = area + ("委" if post_words().of_committee.fullmatch(words) else "") + words
        else:
            whole = base + words
        return before if whole == name else self._draft(own.start, own.end, whole, area, "posts.row")

    def _inherited(self, title: TitleMatch, before: int) -> int | None:
        """城市管理局党组|书记、|局长: the second post is in the body that the first one's body belongs to."""
        name, area = self.notes.mentions[before].name, self.area_name(before)
        party = title.title.kind == "party"
        if party and area is not None and name.endswith("政府"):
            return self._draft(title.start, title.end, area + "委", area, _IMPLIED)
        core = post_words().inside_end.sub("", name)
        if (
            title.title.fused
            and not fits_title(title, core)
            and (core == name or body_head(core) is not None)
        ):
            return None
        found = post_words().inside_end.search(name)
        if party or found is None:
            return before
        unit = self.unit_of.get(before)
        parent, whole = self.units[unit].parent if unit is not None else None, name[: found.start()]
        if parent is not None and self.notes.mentions[self.numbers[parent]].name == whole:
            return self._organ(title, parent)
        return self._draft(title.start, title.end, whole, area, _IMPLIED) if whole else None

    def _spoken_of(self, title: TitleMatch) -> int | None:
        """站长, 董事长 alone: of the station, the company that was named last; not of one that is named but once, or only
        as a partner (与某医院签约), where the article tells of another."""
        fits = [n for n in self.before(title.start) if fits_title(title, self.notes.mentions[n].name)]
        if not fits:
            return self.homes.of_title(title)
        own = [n for n in fits if not self._is_partner(n)] or fits
        sentence = self.notes.analysis.sentence(title.start).start
        often = [n for n in own if self.told[self.notes.mentions[n].name] > 1]
        near = self.notes.mentions[own[0]].start >= sentence or not often
        return own[0] if near else often[0]

    def _is_partner(self, number: int) -> bool:
        start = self.notes.mentions[number].start
        return _PARTNER.search(self.text, max(0, start - 2), start) is not None

    def _last(self, at: int, words: str) -> int | None:
        """The body named last before ``at`` whose name ends in ``words``."""
        found = (n for n in self.before(at) if self.notes.mentions[n].name.endswith(words))
        return next(found, None)

    def before(self, at: int, near: int = _NEAR) -> list[int]:
        """The bodies that end at most ``near`` characters before ``at``, the nearest first."""
        high = bisect_left(self.bearer_ends, at + 1)
        low = bisect_left(self.bearer_ends, max(0, at - near))
        return self.bearers[low:high][::-1]

    def _draft(self, start: int, end: int, name: str, area: str | None, rule: str) -> int:
        found = body_head(name)
        type_: EntityType = found.type if found is not None and found.type in BEARERS else "Agency"
        points = rule.startswith("posts.government") or rule == _IMPLIED
        mention = draft(self.notes.analysis, type_, start, end, rule, 0.8, name, pointer=points)
        number = self.notes.note(mention)
        if self.notes.mentions[number].name != name:
            number = self.notes.add(replace(mention, rule=rule))
        if area is not None:
            self.areas[number] = area
        self.made.append(number)
        return number
