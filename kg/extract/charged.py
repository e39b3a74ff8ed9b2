"""Who has which part in a work that its words do not name again: 由某局牵头、某街道具体实施，某公司中标承建."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.meant_work import is_of_another_site, told_of
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.knowledge.patterns import work_words
from kg.types import Claim, EntityType, Fact

_SURE = 0.65
_DOERS: tuple[EntityType, ...] = ("Agency", "Organization", "Area", "Community")
_SITES: tuple[EntityType, ...] = ("Place", "Organization", "Community")
#: What may stand right before the body that has a part: 由[某局], 、[某公司], the clause's beginning.
_LEADS = "由、，。；：\n及和与为"
#: 由某县引进[某公司]投资建设: whom somebody else only brought there.
_BROUGHT = ("引进", "招引", "引入")
#: No pointer is longer: 该产业园.
_POINTER = 6
#: So far back the work was named.
_REACH = 160
#: A work that stands between the body and its verb, or only lies in the name of a meeting, is none that is carried out.
_NO_WORKS = ("works.about", "works.national")


def charged(scene: Scene, agents: Agents, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """An ``implements`` fact for each body that has a part in the work named last, a ``participatesIn`` fact for each that
    only helps, unless ``claims`` has it."""
    words = work_words()
    parts: tuple[tuple[str, re.Pattern[str]], ...] = (
        ("implements", words.part),
        ("participatesIn", words.helps),
    )
    known = {
        (scene.mentions[c.subject].name, scene.mentions[c.object].name)
        for c in claims
        if isinstance(c, Fact) and c.predicate in ("implements", "participatesIn") and c.object is not None
    }
    for predicate, pattern in parts:
        for part in pattern.finditer(scene.text):
            for each, work in _parties(scene, agents, part):
                pair = scene.mentions[each].name, scene.mentions[work].name
                if pair not in known:
                    known.add(pair)
                    source = scene.source(scene.mentions[each].start, part.end(), "charged.part", _SURE)
                    yield Fact(each, predicate, work, source, status=status_at(scene, part.start()))


def _parties(scene: Scene, agents: Agents, part: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Each of those who do what ``part`` says, and the work."""
    doer = scene.around(part.start() - 1) if part.start() else None
    if doer is None or not _may(scene, doer, part.start()):
        return
    site = _site(scene, doer)
    work = None if site is None else _of_site(scene, site)
    if work is None and (site is None or not _is_pointed(scene, doer)):
        work = _work(scene, doer, part)
    if work is not None:
        for each in agents.together(doer, frozenset(_DOERS)):
            yield each, work


def _site(scene: Scene, doer: int) -> int | None:
    """某物流园由[某集团]投资建设, 该园由[某集团]投资建设: the site right before 由, which it names or points at."""
    by = scene.mentions[doer].start - 1
    if by <= 0 or scene.text[by] != "由":
        return None
    named = scene.around(by - 1)
    if named is not None and not _is_pointed(scene, doer):
        return named if scene.mentions[named].type in _SITES else None
    pointed = [i for i, at in scene.all_pointed(scene.clause(by)[0], by) if by - at <= _POINTER]
    return next((i for i in pointed if scene.mentions[i].type in _SITES), None)


def _is_pointed(scene: Scene, doer: int) -> bool:
    """Whether the clause begins with 该园, not with a name."""
    return scene.text.startswith("该", scene.clause(scene.mentions[doer].start)[0])


def _of_site(scene: Scene, site: int) -> int | None:
    """某物流园由某集团投资建设，总投资5亿元: the work that the article tells of on the site."""
    name = scene.mentions[site].name
    works = (i for i, m in enumerate(scene.mentions) if m.type == "Project" and m.name.startswith(name))
    return next(works, None)


def _may(scene: Scene, index: int, at: int) -> bool:
    """Whether the body ends at ``at`` and leads what is said of it."""
    body = scene.mentions[index]
    before = scene.text[body.start - 1 : body.start] if body.start else "。"
    leads = before in _LEADS or scene.text.endswith(_BROUGHT, 0, body.start)
    return body.type in _DOERS and body.end == at and scene.is_read(body.start) and leads


def _work(scene: Scene, doer: int, part: re.Match[str]) -> int | None:
    """The work that the sentence tells of, else the one named last; none where the clause tells of another site."""
    at = scene.mentions[doer].start
    meant = told_of(scene, at, part.end())
    if meant is None or scene.mentions[meant].rule in _NO_WORKS:
        named = scene.within(max(0, at - _REACH), at)
        works = [i for i in named if scene.mentions[i].type == "Project" and scene.mentions[i].end <= at]
        meant = next((i for i in reversed(works) if scene.mentions[i].rule not in _NO_WORKS), None)
    return None if meant is None or is_of_another_site(scene, at, scene.mentions[meant]) else meant
