"""The forms of one name: what two of them have in common, whatever words one leaves out. Pure functions on names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.short_forms import short_forms
from kg.knowledge.words import words

_NUMERAL = "[一二三四五六七八九十]+"
#: 第五届委员会第四次全体会议, 五届四次全会.
_SESSION = re.compile(rf"第?({_NUMERAL})届[^，。；“”]{{0,8}}?第?({_NUMERAL})次")
_ORGANS = (("纪委", "纪"), ("政协", "政协|政治协商"), ("人大", "人大|人民代表大会"))
_QUOTES = re.compile(r"[“”‘’「」『』\"']")
_BRACKETS = str.maketrans("〈〉<>（）()", "《》《》【】【】")
_QUOTED = re.compile(r"^“([^“”]+)”")
_LEVELS = "省市县区旗"
#: The words of a prefix that is no part of a name: verbs, prepositions, particles, adverbs, pronouns, conjunctions.
_OUTSIDE = frozenset("vpudrc")
#: Verbs that stand in names as nouns: 实验, 建设.
_NOUNS = frozenset({"vn"})
_SHORTEST_CORE, _SHORTEST_COUNTY = 4, 2
_COMPANY = "公司"


def project_core(name: str) -> str:
    """What all forms of a project's name share: 某苑改造 of 某苑提升改造工程 and of 某苑改造提升项目."""
    forms = short_forms()
    core = name
    while (tail := forms.project_tail.search(core)) and forms.project_end.search(core[: tail.start()]):
        core = core[: tail.start()]
    end = forms.project_end.search(core)
    if end is None or end.start() == 0 or len(core) < _SHORTEST_CORE:
        return name
    return core[: end.start()] + forms.project_ends[end.group()]


def bare(name: str) -> str:
    """The name without its quotation marks and with one kind of brackets."""
    return _QUOTES.sub("", name.translate(_BRACKETS)) or name


@lru_cache(maxsize=1 << 16)
def spoken(name: str) -> str:
    """The name without the legal form of a company."""
    return short_forms().legal.sub("", name) or name


def quoted_name(name: str) -> str:
    """A quoted name without a noun that only announces it: “三张清单表” of “三张清单表”要求."""
    return short_forms().quoted_tail.sub("", name)


def event_name(name: str) -> str:
    """The event's name with its short forms written out: 中国共产党成立90周年 for 建党90周年."""
    for short, full in short_forms().events:
        name = short.sub(full, name)
    return name


def session(name: str) -> str | None:
    """Which session of which committee the name of a meeting counts (某区委五届四次); None where it counts none, or
    does not say whose."""
    match = _SESSION.search(name)
    if match is None:
        return None
    before = name[: match.start()]
    areas = [found.name for found in gazetteer().scan(before) if not found.short]
    if not areas:
        return None
    organ = next((organ for organ, signs in _ORGANS if re.search(signs, name[: match.end()])), "委")
    return f"{areas[-1]}{organ}{match.group(1)}届{match.group(2)}次"


def body_cores(name: str) -> Iterator[str]:
    """The name as it is said: without the legal forms of companies (…燃气 and …燃气公司 of …燃气有限公司), without 省, 市,
    县 or 区 behind areas' names."""
    said = spoken(name)
    if len(said) >= _SHORTEST_CORE and said != name:
        yield said
        yield said + _COMPANY
    stemmed = without_levels(said)
    if stemmed != said:
        yield stemmed


def without_levels(name: str) -> str:
    """The name with the areas in it called by their stems: 云溪中心医院 of 云溪县中心医院."""
    parts, at = [], 0
    for match in gazetteer().scan(name):
        if (
            not match.short
            and match.end - match.start > 2
            and match.name[-1] in _LEVELS
            and match.end < len(name)
        ):
            parts.append(name[at : match.end - 1])
            at = match.end
    return "".join((*parts, name[at:]))


def township_stem(name: str) -> str | None:
    """宝泉 of 宝泉镇; None for what is no town's name or leaves nothing to call it by."""
    for end in short_forms().township_ends:
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name.removesuffix(end)
    return None


def county_stem(name: str) -> str | None:
    """耀州 of 耀州区; None for what is called by all of its name."""
    return name[:-1] if name[-1:] in _LEVELS and len(name) > _SHORTEST_COUNTY else None


def is_junk(prefix: str, wholly: bool = False) -> bool:
    """Whether ``prefix`` holds a word that stands before names and in none (推进, 指导), or is ``wholly`` made of them."""
    outside = [word.pos[:1] in _OUTSIDE and word.pos not in _NOUNS for word in words(prefix)]
    return all(outside) if wholly else any(outside)
