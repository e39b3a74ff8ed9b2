"""Which bodies go with which titles, and with each other, by their names alone."""

from __future__ import annotations

import re

from kg.extract.left_words import LEVELS
from kg.extract.post_homes import means_home
from kg.extract.unit import Unit
from kg.knowledge.lexicon import body_head
from kg.knowledge.posts import post_words
from kg.knowledge.scanning import TitleMatch
from kg.knowledge.short_forms import short_forms
from kg.types import EntityType, Mention

#: A bureau of a ministry, which is no bureau of the area.
_OF_MINISTRY = re.compile(r"[^省市县区]{2,6}部[^部]{2,}局$")
_BUREAU = re.compile(r"[局委办厅]$")
#: Those that posts are held in.
BEARERS: frozenset[EntityType] = frozenset({"Agency", "Organization"})
#: Organs that every town or institution has, the party's committees in towns and how the areas end that have them, and
#: organs of a development zone.
INNER = frozenset({"党工委", "党委", "党总支", "党支部", "工会", "团委"})
_TOWNS: dict[str, tuple[str, ...]] = {"党工委": ("街道",), "党委": ("镇", "乡")}
_ZONE, _OF_ZONE = "DevelopmentZone", frozenset({"党工委", "管委会", "管理委员会"})
_COMPANY, _SCHOOL, _TASK = frozenset({"company", "finance"}), frozenset({"school"}), frozenset({"taskforce"})
#: Who teaches at bodies of learning; homes that have cadres.
_LEARNED, _TEACHERS = ("school", "research", "health"), ("教师", "老师", "教授", "讲师", "辅导员")
_HOMES = ("village", "neighbourhood")
#: Sorts of institutions that are none of each other's parts, but for these.
_HOUSES, _HOUSE_PARTS = (
    frozenset({"school", "health"}),
    ("学院", "系", "科", "部", "分校", "分院", "校区", "院区", "附中", "附小", "门诊", "中心"),
)


def is_national(words: str) -> bool:
    return bool(post_words().national.match(words) or _OF_MINISTRY.match(words))


def is_named(words: str) -> bool:
    """Whether the words name a body by themselves: of the whole country, of a level, or a company by a long name."""
    head = body_head(words)
    if head is None or head.type not in BEARERS:
        return False
    own = len(words) - len(head.head)
    if is_national(words) or (words[0] in LEVELS and own > 1):
        return True
    return head.type == "Organization" and own > 3


def has_organ(mention: Mention, words: str) -> bool:
    """Whether what was named last has an organ that only ``words`` name: a town its 党委, a zone its 管委会."""
    zone = mention.type == "Area" and short_forms().area_kind(mention.name) == _ZONE
    if zone and words in _OF_ZONE:
        return True
    return words in INNER and (mention.name.endswith(_TOWNS.get(words, ())) or mention.type == "Organization")


def are_siblings(name: str, words: str) -> bool:
    """Whether both are bureaus, none of them a part of the other: 公安局, 禁毒委."""
    return bool(_BUREAU.search(name) and _BUREAU.search(words)) and not words.endswith("分局")


def are_two_houses(name: str, words: str) -> bool:
    """Whether both are schools, or both hospitals, and the second is no part of the first: 辅仁高级中学, 同心中学."""
    one, other = body_head(name), body_head(words)
    same = one is not None and other is not None and one.kind == other.kind in _HOUSES
    return same and other is not None and len(words) > len(other.head) and not words.endswith(_HOUSE_PARTS)


#: Bodies that are set up for a task, by how their heads are called.
TASKS = ("指挥部", "组")


def fits_title(title: TitleMatch, name: str) -> bool:
    """Whether the head of the body ``name`` bears the title: 站 and 站长, 小学 and 校长, 公司 and 董事长."""
    if post_words().is_staff(title.title.title, name):
        return True
    found = body_head(name)
    kind = found.kind if found is not None else ""
    if title.title.kind == "company":
        return kind in _COMPANY
    if title.title.kind == "school":
        return kind in _SCHOOL
    organ = title.title.organ
    if organ in TASKS:
        return kind in _TASK
    return organ is not None and organ != "人民政府" and name.endswith(organ)


def bears(unit: Unit, text: str, title: TitleMatch) -> bool:
    """Whether a body has somebody with that title, so that 的 may stand between: 某中学的|体育教师, 某村的|第一书记; not
    某医院的|队员."""
    learned = unit.kind in _LEARNED and title.title.title.endswith(_TEACHERS)
    home = unit.kind in _HOMES and (title.title.head or means_home(title))
    return learned or home or fits_title(title, text[unit.start : unit.end])
