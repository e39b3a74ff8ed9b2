"""What an ordinary person has and earns: 村民[某某]办起农场，去年收入[28万元]; what somebody in office did himself, in a
clause that he leads."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.subjects import Scene, Subject
from kg.knowledge.quantities import measure_words

#: The rules of what somebody has, grows and earns.
_HAS = ("revenue", "area", "mass", "works", "other", "money", "per-head")
#: What is told of others in between, of all of a village, or of each of many.
_OTHERS = re.compile(
    "集体|合作社|公司|[全该]村|村里|[户人]均|他们|[带率]领|带动|组织|说|介绍|表示|告诉|坦言|称|等\\d|们|政府|我[市县区镇乡村]"
)
#: Between somebody who leads a clause and how often he did something in it.
_DID = re.compile("(?:已|先后|累计|共|今年|去年|年内|多次|带队|现场|先|前往|到|[一-龥]{2}){0,3}[已共约近]?")
_SURE = 0.9


def own_holding(case: Case) -> Subject | None:
    """The villager, grower or the like named before in the sentence, where nobody else is named since."""
    if case.counted.rule.name not in _HAS:
        return None
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    before = [i for i in scene.within(start, case.at) if scene.known(i)]
    if not before or not _is_ordinary(scene, before[-1]):
        return None
    said = scene.text[scene.mentions[before[-1]].end : case.counted.quantity.end + len(case.counted.right)]
    return None if _OTHERS.search(said) else Subject(before[-1], _SURE)


def _is_ordinary(scene: Scene, index: int) -> bool:
    """Whether somebody leads a clause, called a villager or what he lives by: 养殖户|张某."""
    person = scene.mentions[index]
    if person.type != "Person":
        return False
    begin = scene.clause(person.start)[0]
    listed = scene.text.startswith(("、", "和", "等", "与"), person.end)
    return not listed and scene.text[begin : person.start].endswith(measure_words().ordinary)


def did_himself(case: Case) -> Subject | None:
    """某县委重视，县长[某某]已巡河26次: who leads the clause and did something so often in it."""
    if case.counted.rule.name != "events":
        return None
    scene, start = case.scene, case.scene.clause(case.at)[0]
    inside = [i for i in scene.within(start, case.at) if scene.known(i)]
    last = inside[-1] if inside else None
    if last is None or scene.mentions[last].type != "Person":
        return None
    did = _DID.fullmatch(scene.text, scene.mentions[last].end, case.counted.quantity.start)
    return None if did is None or _OTHERS.search(did.group()) else Subject(last, _SURE)
