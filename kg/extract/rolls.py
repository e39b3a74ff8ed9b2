"""The list that ends right before a verb, people with their titles and bodies through whoever speaks for them:
副区长某某，区法院、区检察院负责同志|列席会议."""

from __future__ import annotations

from kg.extract.agents import Agents
from kg.extract.phrases import UNFIT
from kg.extract.subjects import Scene
from kg.knowledge.patterns import work_words
from kg.types import EntityType

_PERSON: frozenset[EntityType] = frozenset({"Person"})
_PARTIES: tuple[EntityType, ...] = ("Person", "Agency", "Organization")
#: Towns are listed among the bureaus, and are none: 市住建局、青石镇|负责人.
_LISTED: tuple[EntityType, ...] = (*_PARTIES, "Area", "Community")
_JOINTS = ("以及", "、", "和", "与", "及", "同", "，", ",")
#: Before what something is done for.
_FOR = ("为", "给")
#: So many characters before the verb say that the bodies are spoken for.
_TAIL = 24


def listed_before(agents: Agents, at: int) -> list[int]:
    """The people and bodies of the list that ends at ``at``, in order; none where the words before it are no list."""
    scene = agents.scene
    floor = max(scene.sentence(at)[0], agents.block(at).start)
    tail = work_words().spoken_for.search(scene.text, max(floor, at - _TAIL), at)
    end, found = tail.start() if tail else at, list[int]()
    while end > floor and (index := scene.around(end - 1)) is not None:
        if scene.mentions[index].end != end or not _may_be(scene, index):
            break
        found.insert(0, index)
        start = agents.phrase_start(index, "")
        end = start - len(next((joint for joint in _JOINTS if scene.text.endswith(joint, floor, start)), ""))
        if end == start:
            break
    if scene.text.startswith(_FOR, max(floor, end - 1), end):
        return []  # 某某为某中心|揭牌
    if found and scene.mentions[found[0]].type == "Person":
        found[:1] = _people(agents, found[0])
    return [index for index in dict.fromkeys(found) if scene.mentions[index].type in _PARTIES]


def _may_be(scene: Scene, index: int) -> bool:
    mention = scene.mentions[index]
    return mention.type in _LISTED and mention.rule not in UNFIT and scene.known(index)


def _people(agents: Agents, index: int) -> tuple[int, ...]:
    """A person with those listed before and those of the clauses before."""
    together = agents.together(index, _PERSON)
    people = together[: together.index(index) + 1]
    return (*agents.roll(people[0]), *people)
