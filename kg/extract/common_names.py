"""Names that common words make in every town: [人民]东路, 沿[解放]大道, [建设]村党支部, 某镇|[和]南村.

The words are those of ``seeds/lexicons/boundaries.toml``; what stands around them shows that they name.
"""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis
from kg.extract.left_words import HARD
from kg.extract.unit import Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.words import Word

#: Last characters of counts that quarters and roads are called by as well: [万家]丽路.
FAMILIES = frozenset("家里亩")
#: The right ends of streets that any verb of ``roads`` names: [解放]大道.
_STREET = re.compile("[东西南北中]?(?:路(?!网|灯|面|况|由)|街|大道)")
#: What streets are called by any common word.
_STREETS = re.compile("[东西南北中]?(?:路|街|大道|大街)|巷|胡同")
#: 里 behind what a lane of old homes is called by.
_LANE, _LANE_WORD = "里", "建国"
#: What homes lie in, right before their names, and how a clause goes on about homes that are named.
_TOWN_ENDS = ("镇", "乡", "街道", "办事处", "社区")
_HOME_AS_NAMED = re.compile(
    "(?:村|社区|小区|新村|屯|庄)(?:[、，；）]|等|党支部|党总支|党委|村?委会|居委会|居民|村民|业主|住户|第?[一二三四五六七八九十\\d]+[组号栋期]|位于|地处|的[居村]民|[居村]干部|书记|主任"
    "|内的|原有|始建|建于|建成于|纳入|改造|共有|现有|驻村|网格)"
)
#: Words that villages' names begin with right behind their town, and one that does so before a side: [和]南村.
_LEADING, _COMPASS = frozenset("那本来"), frozenset("东南西北中上下前后")
_TOWNS, _VILLAGES = ("镇", "乡", "街道"), ("村", "屯", "庄", "寨", "沟", "坪", "洞", "弄")


def is_called_so(analysis: Analysis, unit: Unit) -> bool:
    """Whether it is a street or a home that is called by a common word in every town: [人民]东路, [建设]村党支部."""
    if unit.type == "Community":
        return is_homestead(analysis, unit.start, unit.head_start)
    head = analysis.text[unit.head_start : unit.end]
    called = analysis.text[unit.start : unit.head_start] in boundaries().roads
    return unit.kind == "road" and called and _STREETS.fullmatch(head) is not None


def is_homestead(analysis: Analysis, start: int, head_start: int) -> bool:
    """Whether a village or homes are called by a common word there, by where the word stands and by what follows:
    、[丰收]小区、; 某镇|[团结]村党支部; not 建设|小区停车场."""
    text = analysis.text
    if text[start:head_start].removesuffix("里") not in boundaries().homesteads:
        return False
    before = text[start - 1 : start]
    town = text.endswith(_TOWN_ENDS, 0, start)
    if town and text[start:head_start] not in boundaries().inside | boundaries().before:
        return True  # 某镇|团结村
    return (not before or before in HARD or town) and _HOME_AS_NAMED.match(text, head_start) is not None


def homestead(analysis: Analysis, word: Word, head_start: int) -> int | None:
    """Where the name of such a home begins, whose last word before the head is ``word``: [新建]里|小区."""
    begin = word.start - len(_LANE_WORD) if word.text == _LANE else word.start
    return begin if begin >= 0 and is_homestead(analysis, begin, head_start) else None


def begins_street(analysis: Analysis, word: Word, at: int, head_start: int) -> bool:
    """Whether a street's name that is known from ``at`` on begins with the ``word`` before, though that is a verb or counts
    elsewhere: 沿[解放]大道, 与[万家]丽路."""
    own = head_start - at
    if _STREET.match(analysis.text, head_start) is None:
        return False
    if not own:
        return word.pos.startswith("v") and word.text in boundaries().roads
    rest = analysis.text[at:head_start]
    counts = word.pos == "m" and word.text[1:] in FAMILIES
    return own == 1 and counts and not boundaries().is_generic(rest)


def leads_village(analysis: Analysis, word: Word, at: int, head_start: int) -> bool:
    """Whether a word that links elsewhere begins a village's name right behind its town: 某镇|[和]南村, 某镇|[那]林屯."""
    text, own = analysis.text, head_start - at
    if not text.endswith(_TOWNS, 0, word.start) or not text.startswith(_VILLAGES, head_start):
        return False
    alone = word.text == "和" and own == 1 and text[at] in _COMPASS
    return alone or word.text in _LEADING
