"""Programmes that every district runs, and works that are called after the place or institution they are done to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.boundaries import boundaries
from kg.knowledge.works import works
from kg.types import Mention

_TAIL = re.compile(r"(?:工程|项目|行动|工作|活动|试点)")
#: How long what something is done to may be.
_OWN, _LONGEST = 3, 18
#: What the same work may leave out where it is named again: [村庄]消毒杀菌.
_SITE = re.compile("^(?:村庄|道路|街道|小区)(?=[一-龥]{4})")
#: A programme with its verb first, and so many of what it is done to.
_DOES = re.compile("(?P<act>改造|整治提升|整治|治理|更新|建设|加装)(?:提升)?(?:了)?(?:城镇)?$")
_SO_MANY = re.compile("[约近]?[0-9一二三四五六七八九十百千.]{1,6}[余多万]{0,2}[个条户处栋片亩家公里座部台]")
_VERB = 8
_PIPES = "管"
_PLACES = frozenset({"Community", "Place"})
#: How long a part of a site is, and what it is made of.
_PART, _NOUNS = 9, frozenset("nbxeqzlajf")


def find_programmes(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """老旧小区改造 of an area, 某小区|燃气改造, 某街|整治提升, 某养老中心|项目."""
    for match in works().national.finditer(analysis.text):
        if not works().no_programme.match(analysis.text, match.end()):
            yield draft(analysis, "Project", match.start(), match.end(), "works.national", 0.8)
    yield from _local(analysis, chain)
    yield from _inverted(analysis)
    yield from _on_places(analysis, chain)
    yield from _on_sites(analysis, chain)
    yield from _of_sites(analysis, chain)
    yield from _responses(analysis, chain)
    yield from _described(analysis)
    yield from _campaigns(analysis)
    yield from _charged(analysis, chain)
    yield from _of_lists(analysis, chain)


def _local(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """The programme of the area that stands before it or that the sentence is about, else of the article's own; where a
    community or place stands before it, the work there, which the same words without it mean, too."""
    bare: list[tuple[re.Match[str], int | None]] = []
    placed: dict[str, str] = {}
    for match in works().local.finditer(analysis.text):
        if works().brought_about.search(analysis.text, max(0, match.start() - 2), match.start()):
            continue
        if analysis.text.startswith(_PIPES, match.end()):
            continue  # 雨污分流|管网
        before = _before(chain, match)
        if before is None or chain.units[before].type not in _PLACES:
            bare.append((match, before))
        elif not chain.is_open(before):
            unit = chain.units[before]
            name = chain.mentions[before].name + analysis.text[unit.end : match.end()]
            placed[match.group()] = name
            yield draft(analysis, "Project", unit.start, match.end(), "works.on_place", 0.8, name)
    for match, before in bare:
        if before is None and match.group() in placed:
            name = placed[match.group()]
            yield draft(analysis, "Project", *match.span(), "works.on_place", 0.7, name)
        else:
            yield _programme(analysis, chain, match, before)


def _inverted(analysis: Analysis) -> Iterator[Mention]:
    """今年计划[改造老旧小区]38个: the programme said the other way round."""
    for match in works().counted.finditer(analysis.text):
        act = _DOES.search(analysis.text, max(0, match.start() - _VERB), match.start())
        if act is not None and _SO_MANY.match(analysis.text, match.end()):
            name = match.group() + act["act"]
            span = act.start(), match.end()
            yield draft(analysis, "Project", *span, "works.programme.local", 0.7, name, None, (name,))


def _before(chain: Chain, match: re.Match[str]) -> int | None:
    """The unit that a programme's words stand on, or that ends within them: 某家属院棚户区|改造."""
    for at in range(match.start() + 1, match.end()):
        inner = chain.ending_at(at)
        if inner is not None and chain.units[inner].start < match.start():
            return inner
    return chain.ending_at(match.start())


def _programme(analysis: Analysis, chain: Chain, match: re.Match[str], before: int | None) -> Mention:
    tail = _TAIL.match(analysis.text, match.end())
    end = tail.end() if tail and tail.group() != "工作" else match.end()
    adjacent = before is not None and chain.units[before].type == "Area"
    start = chain.units[before].start if adjacent and before is not None else match.start()
    area = before if adjacent else chain.area_of(analysis, match.start())
    core = re.sub("^城镇|工作$", "", match.group())
    name = core if area is None else analysis.text[chain.units[area].start : chain.units[area].end] + core
    aliases = (match.group(), analysis.text[match.start() : end])
    rule = "works.programme.local" if area is None else "works.programme"
    return draft(analysis, "Project", start, end, rule, 0.85, name, None, aliases)


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
        if (
            unit is None
            or match.end() not in analysis.ends
            or not works().goes_on.match(analysis.text, match.end())
        ):
            continue
        site = chain.mentions[unit]
        part = works().part.fullmatch(analysis.text, site.end, match.start())
        if part is None or not _is_part(analysis, part.start("part"), match.start()):
            continue
        name = site.name + part["part"] + match.group()
        own = (part["part"] + match.group(),) if part["part"] else ()
        yield draft(analysis, "Project", site.start, match.end(), "works.on_place", 0.75, name, None, own)


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
    return all(w.pos[:1] in _NOUNS and not boundaries().ends_name(w) for w in analysis.words_in(start, end))


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


def _responses(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """启动[防汛Ⅳ级应急响应]: of the area whose body the sentence names before, whatever its level; else of the article's."""
    for match in works().response.finditer(analysis.text):
        start = analysis.sentence(match.start()).start
        bodies = (
            u for u in chain.units if start <= u.start and u.end <= match.start() and u.type == "Agency"
        )
        owners = [chain.mentions[u.parent] for u in bodies if u.parent is not None]
        areas = [m for m in owners if m.type == "Area" and m.rule == "units.chain"]
        rule = "works.described" if areas else "works.described.local"
        name = (areas[-1].name if areas else "") + match["what"] + match["act"]
        forms = (match.group(), (match["level"] or "") + match["what"] + match["act"])
        yield draft(analysis, "Project", *match.span(), rule, 0.65, name, None, forms)


def _campaigns(analysis: Analysis) -> Iterator[Mention]:
    """为期100天的[背街小巷整治百日攻坚行动]收官: a campaign that is told of by its length, or by its beginning and end."""
    for match in works().campaign.finditer(analysis.text):
        own = match["what"]
        if not boundaries().is_generic(own):
            span = match.start("what"), match.end("what")
            yield draft(analysis, "Project", *span, "works.described.local", 0.65, own, None, (own,))


def _described(analysis: Analysis) -> Iterator[Mention]:
    """What is said to be done to things of the area that the article is about: 对公益广告进行[集中整治]."""
    for match in works().described.finditer(analysis.text):
        own = works().scope.sub("", match["what"])
        if not _OWN <= len(own) <= _LONGEST or boundaries().is_generic(own):
            continue
        start = match.end("what") - len(own)
        name, forms = own + match["act"], (match["act"],)
        yield draft(
            analysis, "Project", start, match.end("act"), "works.described.local", 0.6, name, None, forms
        )


def _charged(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """负责某镇178万平方米[道路清扫保洁]任务, 承担该镇各村[村庄消毒杀菌]的工作任务: what somebody is charged with there, and
    where it is named again."""
    for match in works().charged.finditer(analysis.text):
        found = _charge(analysis, chain, match)
        if found is None:
            continue
        yield found
        for again in re.finditer(re.escape(found.aliases[-1]), analysis.text):
            if again.start() > found.end:
                yield draft(analysis, "Project", *again.span(), "works.charged", 0.65, found.name)


def _charge(analysis: Analysis, chain: Chain, match: re.Match[str]) -> Mention | None:
    for at in range(match.end("what"), match.start("where"), -1):
        unit = chain.ending_at(at)
        if unit is None or chain.units[unit].type not in {"Area", *_PLACES} or chain.is_open(unit):
            continue
        over = works().charged_over.match(analysis.text, at)
        start = over.end() if over else at
        end = match.end("what") - match["what"].endswith("的")
        what = analysis.text[start:end]
        if not _OWN < len(what) <= _LONGEST or boundaries().is_generic(what):
            return None
        name, forms = chain.mentions[unit].name + what, (what, _SITE.sub("", what))
        return draft(analysis, "Project", start, end, "works.charged", 0.7, name, None, forms)
    return None


def _of_lists(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """某小区、某苑等5个[精品示范小区建设]: what is done to the listed communities."""
    for match in works().of_lists.finditer(analysis.text):
        if chain.ending_at(match.start()) is not None:
            start, end = match.span("what")
            name = match["what"]
            yield draft(analysis, "Project", start, end, "works.listed.local", 0.7, name)
