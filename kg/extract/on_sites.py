"""Works that are called after the community, place or institution that they are done to, or to whose part: 某小区|燃气改造,
某街|整治提升, 某养老中心|项目."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.extract.unit import SITE, Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.sites import sites as builds
from kg.knowledge.works import works
from kg.types import Mention

#: So far before a site its verb begins.
_VERB = 8
_PLACES = frozenset({"Community", "Place"})
#: A site is put up for so much, before in its sentence.
_PAID, _BUILDING = re.compile("[0-9][余多]?[万亿]+元"), "建设"
#: The rule of such a work, and how long its verb is.
PUT_UP, _VERB_WORD = "works.put_up", 2
#: What was done some time is no work by that word.
_DEEDS, _WHEN = ("建设", "拆除", "搬迁"), ("于", "在")
#: What else ends the name of a work.
_ENDS = ("、", "和", "及", "与", "工作")
#: How long a part of a site is, and what it is made of.
_PART, _NOUNS, _LATIN = 9, frozenset("nbxeqzlajf"), "eng"
_PIPE = "管道"
#: What calls a work one, behind what is done: 某路供热管网改造|工程.
_TAIL = re.compile("(?:工程|项目)(?![师部办学院兵队处指]|经理)")


def works_on_sites(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """The works on places, on parts of sites, those called after a site, and on the communities of a list."""
    yield from _on_places(analysis, chain)
    yield from _on_sites(analysis, chain)
    yield from _of_sites(analysis, chain)
    yield from _of_lists(analysis, chain)
    yield from _put_up(analysis, chain)


def _put_up(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """争取资金150万元，[建起一座库容800吨的冷库], in a village: the building of what has no name but the village's."""
    sites = {
        m.start: m
        for m, unit in zip(chain.mentions, chain.units, strict=True)
        if unit.kind == SITE and _is_villages(chain, unit)
    }
    for verb in builds().builds.finditer(analysis.text) if sites else ():
        site = sites.get(verb.end())
        sentence = analysis.sentence(verb.start()).start
        paid = _PAID.search(analysis.text, sentence, verb.start())
        if site is None or paid is None or analysis.text.startswith(_ENDS[:-1], site.end):
            continue
        end = verb.start() + _VERB_WORD
        name = site.name + _BUILDING
        yield draft(analysis, "Project", verb.start(), end, PUT_UP, 0.7, name, None, (), pointer=True)


def _is_villages(chain: Chain, unit: Unit) -> bool:
    owner = None if unit.parent is None else chain.units[unit.parent]
    return owner is not None and owner.type == "Community"


def _on_places(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """What is done to a named community or place: 枫林小区|改造提升项目, 该小区|改造, 某街|整治提升."""
    for match in works().on_places.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is None or chain.units[unit].type not in _PLACES or chain.is_open(unit):
            continue
        if analysis.text.startswith("了", match.end()):
            continue  # 某社区|提档升级|了…: what it does, not what is done to it
        name = chain.mentions[unit].name + match.group()
        start = chain.units[unit].start
        yield draft(analysis, "Project", start, match.end(), "works.on_place", 0.85, name)


def _on_sites(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """What is done to a site, or to a part of it, and told of in its clause: 某路|南延|是今年新上的, 某街|供水管网更新|23日
    完工, 某水库的除险加固|则是另一个项目."""
    for match in works().on_sites.finditer(analysis.text):
        unit = _owner(analysis, chain, match.start())
        if unit is None or match.end() not in analysis.ends or _is_deed(analysis, match):
            continue
        site = chain.mentions[unit]
        tail = _TAIL.match(analysis.text, match.end()) if site.type in _PLACES else None
        end = tail.end() if tail else match.end()
        if not (works().goes_on.match(analysis.text, end) or _is_taken_up(analysis, site.start, match)):
            continue
        part = works().part.fullmatch(analysis.text, site.end, match.start())
        if part is None or not _is_part(analysis, part.start("part"), match.start()):
            continue
        name = site.name + part["part"] + analysis.text[match.start() : end]
        own = (part["part"] + analysis.text[match.start() : end],) if part["part"] else ()
        yield draft(analysis, "Project", site.start, end, "works.on_place", 0.75, name, None, own)


def _is_deed(analysis: Analysis, act: re.Match[str]) -> bool:
    """某小区|建设于2006年: what was done, no work that is under way."""
    return act.group() in _DEEDS and analysis.text.startswith(_WHEN, act.end())


def _is_taken_up(analysis: Analysis, site: int, act: re.Match[str]) -> bool:
    """启动|某小学|建设；: whether a verb that carries works out stands before the site, and the clause ends behind them."""
    ends = analysis.clause(site).end == act.end() or analysis.text.startswith(_ENDS, act.end())
    start = max(0, site - _VERB)
    governs = works().strong["Project"].search(analysis.text, start, site)
    because = works().because.search(analysis.text, start, site)
    return ends and ((governs is not None and governs.end() == site) or because is not None)


def _owner(analysis: Analysis, chain: Chain, at: int) -> int | None:
    """The site that ends at or a few characters before ``at``, in the same clause."""
    for end in range(at, max(analysis.clause(at).start, at - _PART), -1):
        unit = chain.ending_at(end)
        if unit is not None:
            mention = chain.mentions[unit]
            body = mention.type == "Organization" and works().site.search(mention.name)
            return unit if (mention.type in _PLACES or body) and not chain.is_open(unit) else None
    return None


def _is_part(analysis: Analysis, start: int, end: int) -> bool:
    """Whether nothing but nouns stand between a site and what is done to its part."""
    inside = boundaries().inside
    end -= analysis.text.endswith(_PIPE, start, end)  # 燃气管|道
    return all(
        w.pos == _LATIN or ((w.pos[:1] in _NOUNS or w.text in inside) and not boundaries().ends_name(w))
        for w in analysis.words_in(start, end)
    )


def _of_sites(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """What is built under the name of an institution: 某养老服务中心|项目, 某产业园|建设项目."""
    for match in works().of_sites.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is None or chain.units[unit].type not in {"Organization", "Agency"} or chain.is_open(unit):
            continue
        name = chain.mentions[unit].name
        own = works().site.search(name) and not works().superlative.search(name)
        if own and not works().begins.match(analysis.text, match.end()):
            start = chain.mentions[unit].start
            yield draft(analysis, "Project", start, match.end(), "works.of_site", 0.75, name + match.group())


def _of_lists(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """某小区、某苑等5个[精品示范小区建设]: what is done to the listed communities."""
    for match in works().of_lists.finditer(analysis.text):
        if chain.ending_at(match.start()) is not None:
            start, end = match.span("what")
            name = match["what"]
            yield draft(analysis, "Project", start, end, "works.listed.local", 0.7, name)
