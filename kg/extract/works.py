"""Projects, events and documents without quotation marks: all the ways of naming one, each where no surer one has found
something, and which of their names are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.around_works import TAILS, about_works, is_about, with_tail
from kg.extract.bare_meetings import bare_meetings
from kg.extract.ceremonies import find_ceremonies, in_full
from kg.extract.described import find_described
from kg.extract.funded import called, find_funded
from kg.extract.headed import governed, on_names
from kg.extract.issued import issued, plans
from kg.extract.joined import joined
from kg.extract.listed_works import find_listed
from kg.extract.named_again import named_again
from kg.extract.naming import Chain
from kg.extract.of_area import of_areas
from kg.extract.programmes import find_programmes
from kg.extract.sessions import anniversaries, editions, held_by, national, sessions
from kg.extract.stages import find_stages
from kg.extract.storms import storms
from kg.extract.tagged_works import as_seen, borne_out, find_tagged
from kg.extract.taken_up import ENROLLED, find_enrolled, find_taken_up
from kg.extract.techniques import find_techniques
from kg.extract.told import find_told
from kg.extract.undertakings import find_undertakings
from kg.types import Mention

_MOVE = re.compile(r"[^，。]{4,}?(?:搬迁|迁建)")
_DESCRIBED = "works.described.local"
#: Ceremonies of one sort end in so many characters: 揭牌仪式.
_CEREMONY, _HEAD = "仪式", 4
#: What makes a part of a post or of a body of what stands before it: 某某项目|经理, 设计院工程|师.
_NO_WORK = re.compile("(?<=项目)(?:部|经理|负责人|总监|指挥|主管)|(?<=工程)(?:师|学|院|兵|队|处|部|指挥)")
#: Behind words that only say for what an honour is: 城市更新|先进区, 脱贫攻坚|先进个人.
_HONOUR = re.compile(
    "(?:工作|创建|行动)?(?:十佳|最美|全[国省市县区])?(?:(?:先进|优秀)(?:个人|集体|单位|[省市县区镇乡村](?![级里委])|街道|社区|工作者|典型|企业|党组织|党员|组织|团队|志愿者)"
    "|标兵|楷模|模范(?:个人|集体|单位|[市县区乡镇])|[特一二三]等奖|[金银铜]奖|突出贡献|贡献奖|优秀奖)"
)
#: Readers of works that have a name, the surest first; and of those that are only told of, each asked with all found before.
_BY_NAME = (
    storms,
    sessions,
    bare_meetings,
    editions,
    anniversaries,
    issued,
    held_by,
    find_programmes,
    governed,
    on_names,
    national,
)
_BY_DEEDS = (find_listed, find_described, find_enrolled, find_told, find_stages)

#: What sorts works by their size is no name of one: 新开工|5000万元以上工业项目.
_SORTED = re.compile("[元亩]以[上下]")
#: So many homes under one programme are a list: of none of them a renewal of its own is told.
_MANY = 3


def find_works(analysis: Analysis, chain: Chain, quoted: Sequence[Mention]) -> list[Mention]:
    """Every work, event and document that a programme's name or a head with its verb shows; ``quoted`` are the names in
    quotation marks."""
    kept = _Kept(analysis, chain, quoted)
    for read in _BY_NAME:
        kept.keep(read(analysis, chain))
    kept.keep(about_works(analysis, kept.found))
    kept.keep(find_techniques(analysis))
    kept.found = [in_full(chain, m) if m.type == "Event" else m for m in _one_type(kept.found)]
    kept.keep(find_ceremonies(analysis, chain, [*quoted, *kept.found]))
    kept.keep(find_funded(analysis, chain, kept.covered.keys()))
    found = of_areas(analysis, chain, kept.found)
    found = called(analysis, joined(analysis, _as_told(analysis, found, quoted)))
    found += list(plans(analysis, chain))
    found += find_undertakings(analysis, chain, found)
    found += find_taken_up(analysis, chain, [m.name for m in found if m.type == "Project"])
    for find in _BY_DEEDS:
        found += find(analysis, chain, [*quoted, *found])
    found = as_seen(analysis, borne_out(analysis, found))
    found += find_tagged(analysis, chain, [*quoted, *found])
    found += named_again(analysis, [*quoted, *found], kept.inside)
    found = [m for m in found if not (m.type == "Project" and _SORTED.search(m.name))]
    return _borne_out(_word_for_word([with_tail(analysis, m) for m in found]))


def _borne_out(found: list[Mention]) -> list[Mention]:
    """``found`` without the renewals of many homes of which nothing is told but that they come under a programme."""
    told = {m.name for m in found if m.type == "Project" and m.rule != ENROLLED}
    listed = {m.name for m in found if m.rule == ENROLLED} - told
    return [m for m in found if len(listed) < _MANY or m.name not in listed]


class _Kept:
    """The names found so far and where they stand: none that comes later overlaps them."""

    def __init__(self, analysis: Analysis, chain: Chain, quoted: Iterable[Mention]) -> None:
        self.found: list[Mention] = []
        self.covered = {at: m for m in quoted for at in range(m.start, m.end)}
        self.inside = _inside_bodies(chain)
        self._text = analysis.text

    def keep(self, mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            if self._is_free(mention):
                self.covered.update(dict.fromkeys(range(mention.start, mention.end), mention))
                self.found.append(mention)

    def _is_free(self, mention: Mention) -> bool:
        over = [self.covered[at] for at in range(mention.start, mention.end) if at in self.covered]
        cut = mention.type == "Project" and (
            _NO_WORK.match(self._text, mention.end) is not None
            or _HONOUR.match(self._text, mention.end) is not None
        )
        return not cut and mention.end - 1 not in self.inside and (not over or is_about(mention, over))


def _word_for_word(found: list[Mention]) -> list[Mention]:
    """A work described in the words of a name and the noun behind it is the one of that name: 某某集中整治|行动."""
    known = {m.name for m in found if m.type == "Project" and m.rule != _DESCRIBED}
    return [_by_its_name(m, known) if m.rule == _DESCRIBED else m for m in found]


def _by_its_name(work: Mention, known: set[str]) -> Mention:
    short = next((work.name[: -len(tail)] for tail in TAILS if work.name.endswith(tail)), "")
    return replace(work, name=short, aliases=(*work.aliases, work.name)) if short in known else work


def _as_told(analysis: Analysis, found: list[Mention], quoted: Sequence[Mention]) -> list[Mention]:
    """A ceremony that only the headline calls so is the one of its sort that the text tells of: 调解室|揭牌仪式."""
    titles = [(b.start, b.end) for b in analysis.article.blocks if b.kind == "title"]
    events = [m for m in (*found, *quoted) if m.type == "Event" and m.name.endswith(_CEREMONY)]
    told = {m.name: m for m in events if not any(start <= m.start < end for start, end in titles)}
    if len(told) != 1:
        return found
    (event,) = told.values()
    head = event.name[-_HEAD:]
    return [
        replace(m, name=event.name, aliases=(*m.aliases, m.name))
        if m.type == "Event" and m.name not in told and m.name.endswith(head) and m.name.endswith(_CEREMONY)
        else m
        for m in found
    ]


def _one_type(found: Sequence[Mention]) -> list[Mention]:
    """A campaign that is an event where its day is told is one throughout, by every end of its name."""
    held = [m.name for m in found if m.type == "Event" and m.name.endswith("活动")]
    again = (m.type == "Project" and any(name.endswith(m.name) for name in held) for m in found)
    typed = [replace(m, type="Event") if same else m for m, same in zip(found, again, strict=True)]
    return [replace(m, name=_longest_move(m, typed)) for m in typed]


def _longest_move(mention: Mention, found: Sequence[Mention]) -> str:
    """某县某医院整体搬迁项目 is the 某医院整体搬迁改扩建项目 of its article: of all names of one move the longest beginning
    and the longest end."""
    move = _MOVE.match(mention.name) if mention.type == "Project" else None
    if move is None:
        return mention.name
    moves = ((m.name, _MOVE.match(m.name)) for m in found if m.type == "Project")
    same = [
        (name, other.group()) for name, other in moves if other and _is_same_move(other.group(), move.group())
    ]
    begins = max((begin for _, begin in same), key=lambda begin: (len(begin), begin))
    ends = max((name[len(begin) :] for name, begin in same), key=lambda end: (len(end), end))
    return begins + ends


def _is_same_move(one: str, other: str) -> bool:
    """县医院整体搬迁 and 某县医院整体搬迁."""
    return one.endswith(other) or other.endswith(one)


def _inside_bodies(chain: Chain) -> frozenset[int]:
    """Where the name of a body goes on: a work that ends there is a part of it (某某工程|有限公司)."""
    bodies = (u for u in chain.units if u.type in {"Agency", "Organization"})
    return frozenset(at for u in bodies for at in range(u.start, u.end - 1))
