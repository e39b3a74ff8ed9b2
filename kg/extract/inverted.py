"""Programmes said the other way round: 今年计划[改造老旧小区]38个. What a list of results tells so many of
(安装路灯180盏，新建公厕9座) is no work of its own: its numbers are of whoever or whatever the list is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.extract.programme_years import SO_MANY, ProgrammeYears
from kg.knowledge.works import works
from kg.types import Mention

_DOES = re.compile(
    "(?P<act>新建改建|新改建|新建|建成|扩建|升级改造|提升改造|改造提升|改造|整治提升|整治|治理|更新|建设|加装|安装|新装|打通|改建|修缮|疏浚|硬化)"
    "(?:提升)?(?:了)?(?:城镇)?$"
)
_NOUNS_OF = {"新装": "安装", "新建": "建设", "建成": "建设", "新建改建": "建设"}
_VERB = 8
#: Between whose clause it is and its verb.
_LEADS_UP = re.compile(
    "(?:近期|近日|目前|今年|去年|已|还|共|累计|先后|陆续|计划|将|再|又|全部|新|年内|统一|集中)*"
)
#: A clause with a number that lists no further result: 覆盖|7个村, 总投资|300万元.
_TOLD_OF_IT = re.compile(
    "(?:[预共合]?[计共]|约|直接|可|已|将|其中|资金)*(?:覆盖|惠及|涉及|服务|受益|方便|解决|总?投资|概算|投入|占|每|由|截[至止]|于?[12]?[0-9]{1,3}[年月日])"
)
#: What may hold a further result, and whether it does.
_PARTS, _COUNTS = re.compile("[，；、]"), re.compile("[0-9]")
_HEADLINES = frozenset({"title", "subtitle", "kicker", "heading"})


def inverted(analysis: Analysis, chain: Chain, years: ProgrammeYears) -> Iterator[Mention]:
    """What an area does to so many of what every area has."""
    for match in works().counted.finditer(analysis.text):
        act = _act(analysis, match)
        if act is not None:
            yield _programme(analysis, chain, years, match, act)
    for match in works().items.finditer(analysis.text):
        act = _act(analysis, match)
        if act is not None and (_is_topic(analysis, match) or _is_all(analysis, chain, act, match)):
            yield _programme(analysis, chain, years, match, act)


def _act(analysis: Analysis, match: re.Match[str]) -> re.Match[str] | None:
    """The verb right before what there are so many of."""
    if not SO_MANY.match(analysis.text, match.end()):
        return None
    return _DOES.search(analysis.text, max(0, match.start() - _VERB), match.start())


def _programme(
    analysis: Analysis, chain: Chain, years: ProgrammeYears, match: re.Match[str], act: re.Match[str]
) -> Mention:
    name = match.group() + _NOUNS_OF.get(act["act"], act["act"])
    area = chain.area_of(analysis, act.start())
    called = "" if area is None else chain.mentions[area].name
    rule = "works.programme.local" if area is None else "works.programme"
    span, year = (act.start(), match.end()), years.before(act.start())
    of_year = f"{year}年{name}" if year else name
    return draft(analysis, "Project", *span, rule, 0.7, called + of_year, None, (name,))


def _is_topic(analysis: Analysis, match: re.Match[str]) -> bool:
    """Whether a headline speaks of it: the article is about 口袋公园."""
    blocks = (b for b in analysis.article.blocks if b.kind in _HEADLINES)
    return any(analysis.text.find(match.group(), b.start, b.end) >= 0 for b in blocks)


def _is_all(analysis: Analysis, chain: Chain, act: re.Match[str], match: re.Match[str]) -> bool:
    """某镇近期新装太阳能路灯420盏，覆盖7个村: whether the area that leads the clause did nothing else that the sentence
    counts."""
    text, sentence = analysis.text, analysis.sentence(act.start())
    lead = next(
        (at for at in range(act.start(), sentence.start, -1) if chain.ending_at(at) is not None), None
    )
    unit = None if lead is None else chain.ending_at(lead)
    if lead is None or unit is None or chain.units[unit].type != "Area":
        return False
    begins = max(lead, analysis.clause(act.start()).start)
    leads = _LEADS_UP.fullmatch(text, begins, act.start()) is not None
    own = SO_MANY.match(text, match.end())
    first, *rest = _PARTS.split(text[own.end() if own else match.end() : sentence.end])
    listed = any(_COUNTS.search(part) and not _TOLD_OF_IT.match(part) for part in rest)
    return (
        leads
        and not listed
        and not _COUNTS.search(first)
        and not SO_MANY.search(text, sentence.start, begins)
    )
