"""Numbers of whoever signs a notice: 经某局批准，[我公司]定于…停水，影响6200户, where a company's name closes the text."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.pointers import LEAD_INS, MEMORY
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType, Mention

#: Whoever writes speaks of himself so.
_WE = re.compile("我(公司|集团|局|院|校|中心|单位|所|站|办|委|厂|行|社|队|支队|大队|馆)(?!们)")
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
#: Any body may call itself so, and a group of companies is one.
_ANY, _FIRM = "单位", ("公司", "集团")
#: Behind the name of whoever signs.
_CLOSES = re.compile(r"[ \u3000]*(?:\n|\Z|20\d\d年)")
_SURE = 0.85


def signed(case: Case) -> Subject | None:
    """The body that signs, where the sentence says 我局 and nobody else leads a clause since; its own words only."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    said = [match for match in _WE.finditer(scene.text, start, case.at) if _leads(scene, match.start())]
    if not said or case.counted.rule.name == "fine" or _is_of_another(scene, said[-1].end(), case.at):
        return None
    signer = _signer(scene, said[-1][1], said[-1].end())
    return None if signer is None else Subject(signer, _SURE)


def _leads(scene: Scene, at: int) -> bool:
    """Whether 我局 leads its clause, in the writer's own words: 经我局核实，某小区… is told of the compound."""
    return not _is_said(scene, at) and LEAD_INS.fullmatch(scene.text, scene.clause(at)[0], at) is not None


def _is_of_another(scene: Scene, start: int, at: int) -> bool:
    """Whether [``start``, ``at``) comes to tell of somebody else."""
    named = any(scene.known(i) and scene.leads(i) for i in scene.within(start, at))
    return named or scene.points(start, at) or any(True for _ in scene.renamed(start, at))


def _is_said(scene: Scene, at: int) -> bool:
    line = scene.text.rfind("\n", 0, at) + 1
    return scene.text.count("“", line, at) > scene.text.count("”", line, at)


def _signer(scene: Scene, kind: str, after: int) -> int | None:
    """The body of that kind whose name makes a line behind ``after``, else the one that the headline begins with."""
    lines = [i for i in scene.recent(len(scene.text), MEMORY) if scene.mentions[i].start > after]
    closing = (i for i in lines if _is_line(scene, scene.mentions[i]))
    heading = (i for i in scene.outer[:MEMORY] if scene.block_kind(scene.mentions[i].start) == "title")
    return next((i for i in (*closing, *heading) if _is_kind(scene.mentions[i], kind)), None)


def _is_line(scene: Scene, body: Mention) -> bool:
    begin = scene.text.rfind("\n", 0, body.start) + 1
    alone = not scene.text[begin : scene.chain_start(body)].strip()
    return alone and _CLOSES.match(scene.text, body.end) is not None


def _is_kind(body: Mention, kind: str) -> bool:
    ends = _FIRM if kind in _FIRM else (kind,)
    return body.type in _BODIES and (kind == _ANY or body.name.endswith(ends))
