"""Stages of works, each a work of its own that is called after the whole: 交易市场[二期]封顶, 分三步走：[一期]2017年动工."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.left_words import HARD
from kg.extract.naming import Chain, draft
from kg.extract.told import TOLD
from kg.knowledge.boundaries import boundaries
from kg.types import Mention

#: The rule of stages.
STAGE = "works.stage"
_SURE = 0.6
#: Homes and parks, whose phases are parts of themselves.
_WHOLE = ("Community", "Place")
_STAGE = re.compile(
    "(?<![学假周长短近远前后早晚同分定时刊首第每这该上下本各])(?<!(?<!其)中)(?P<stage>[一二三四五六]期)(?P<head>工程|项目)?(?!合计|共计|共有|总)(?![培讲课学一二三四五六限间待望刊])"
)
#: What may stand before a stage that is not named with its whole: 而2021年投产的|一期.
_FREE, _OF_THESE = frozenset("的而了但至于，。；：、（ \n"), "其中"
#: What is said to have stages: 项目|分两期建设.
_PARTED = re.compile(
    "(?<=[，。；\\n])(?:该|此|整个)?(?P<what>项目|工程)(?:计划|共|总共|将|拟|规划|[^。；\\n]{0,30}?[，,])?"
    "(?:计划|共|将|拟)?分[为成]?[二两三四五2-5]期"
)
#: So far before a stage that is said.
_REACH = 80
#: Names of the whole are so long; they are made of these parts of speech.
_LEAST, _LONGEST, _PARTS = 4, 18, frozenset("nvabjlszgtmf")


def find_stages(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """The stages of works and of sites that are built; of a home or a park a further stage is a part of itself."""
    works = sorted((m for m in named if m.type == "Project" and m.rule != TOLD), key=lambda m: m.end)
    ends = {m.end: m for m in works}
    wholes = {u.end for u in chain.units if u.type in _WHOLE and u.start < u.head_start}
    whole: str | None = None
    for match in _STAGE.finditer(analysis.text):
        if match.end("stage") in wholes:
            continue
        base = _whole(analysis, chain, ends, match.start())
        if base is None and _is_free(analysis, match.start()):
            base = _in_stages(analysis.text, works, match.start()) or whole or _last(works, match.start())
        if base is None:
            continue
        whole = base
        stage, head = match["stage"], match["head"] or ""
        name = base + stage
        forms = tuple(dict.fromkeys((stage, stage + head, name + "工程", name + "项目")))
        yield draft(analysis, "Project", match.start(), match.end(), STAGE, _SURE, name, None, forms)


def _whole(analysis: Analysis, chain: Chain, works: dict[int, Mention], at: int) -> str | None:
    """What a stage that begins at ``at`` is one of, where it is named right before."""
    if at in works:
        return works[at].name
    unit = chain.ending_at(at)
    if unit is not None and not chain.is_open(unit):
        return chain.mentions[unit].name
    start = at
    for word in reversed(analysis.words_in(max(0, at - _LONGEST), at)):
        if word.end != start or word.pos[:1] not in _PARTS or boundaries().ends_name(word):
            break
        if any(char in HARD for char in word.text) or word.text in boundaries().stop:
            break
        start = word.start
        if (before := chain.ending_at(start)) is not None and chain.mentions[before].type != "Area":
            return chain.mentions[before].name + analysis.text[start:at]
    own = analysis.text[start:at]
    return own if len(own) >= _LEAST and not boundaries().is_generic(own) else None


def _is_free(analysis: Analysis, at: int) -> bool:
    return at == 0 or analysis.text[at - 1] in _FREE or analysis.text.endswith(_OF_THESE, 0, at)


def _in_stages(text: str, works: Sequence[Mention], at: int) -> str | None:
    """某村安置房项目…。[项目]分两期实施，其中一期: the last work called by the noun of what has stages."""
    said = list(_PARTED.finditer(text, max(0, at - _REACH), at))
    if not said:
        return None
    before = works[: bisect_right(works, said[-1].start(), key=lambda m: m.end)]
    return next((m.name for m in reversed(before) if m.name.endswith(said[-1]["what"])), None)


def _last(works: Sequence[Mention], at: int) -> str | None:
    """The work named last before ``at``."""
    place = bisect_right(works, at, key=lambda m: m.end)
    return works[place - 1].name if place else None
