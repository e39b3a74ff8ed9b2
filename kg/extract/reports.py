"""Days on which a reporter was there: somebody spoke, a place was visited or shown in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.moments import Moment, Told
from kg.extract.subjects import Scene, Subject
from kg.knowledge.datings import time_words
from kg.types import EntityType

#: The verb of saying follows the speaker's name this closely.
_SAYING = re.compile(
    r"(?:[^，。；：！？]{0,24}|，[^，。；：！？]{0,30})(?:说|介绍|表示|讲解|告诉|称赞|坦言|感慨|讲述)"
)
_ANYBODY: tuple[EntityType, ...] = ("Place", "Community", "Organization", "Agency", "Area", "Project")
#: Before a day and behind it: where the reporter was.
_REPORTER, _AT = re.compile("记者(?:于)?$"), re.compile("(?:在|走进|来到|赴|前往|探访|走访)(?:了)?")
#: Names of one chain stand this close: 某区某街道，某小区.
_CHAINED = 4
#: A post stands between a body and its holder.
_POST = 16
_POST_ONLY = re.compile("[^，。；：！？“”]*(?:长|书记|主任|主席|经理|委员)")


def reported(moment: Moment) -> Iterator[Told]:
    """On that day somebody spoke or a place was visited: the speaker, else the first place or body named."""
    if moment.time.granularity != "day" or moment.before.endswith(("截至", "截止", "截止到", "截至到")):
        return
    scene = moment.scene
    if _REPORTER.search(moment.before) and (there := _visited(moment)) is not None:
        yield Told("reportedOn", Subject(there, 0.6), "reported", scene.mentions[there].end)
        return
    for start, end in ((moment.time.end, moment.end), scene.sentence(moment.end + 1)):
        if not any(word in scene.text[start:end] for word in time_words().reporting):
            continue
        index = _speaker(scene, start, end)
        index = _first_named(scene, start, end) if index is None else index
        if index is not None:
            yield Told("reportedOn", Subject(index, 0.6), "reported", scene.mentions[index].end)
            return


def _visited(moment: Moment) -> int | None:
    """记者25日在某镇某馆: where the reporter was on that day."""
    at = _AT.match(moment.scene.text, moment.time.end)
    return None if at is None else _first_named(moment.scene, at.end(), moment.end)


def _speaker(scene: Scene, start: int, end: int) -> int | None:
    for index in scene.within(start, end):
        mention = scene.mentions[index]
        if mention.type == "Person" and _SAYING.match(scene.text, mention.end):
            return index
    return None


def _first_named(scene: Scene, start: int, end: int) -> int | None:
    """The head of the first chain of names: in 某区某街道某小区 the compound."""
    chain = None
    for index in scene.within(start, end):
        mention = scene.mentions[index]
        if mention.type not in _ANYBODY or not scene.known(index):
            continue
        if chain is not None and mention.start - scene.mentions[chain].end > _CHAINED:
            break
        chain = index
    return None if chain is None or _acts(scene, chain) else chain


def _acts(scene: Scene, index: int) -> bool:
    """某街道书记某人来到某校: an official did something, nobody was visited there."""
    end = scene.mentions[index].end
    people = [m for i in scene.within(end, end + _POST) if (m := scene.mentions[i]).type == "Person"]
    return any(_POST_ONLY.fullmatch(scene.text, end, person.start) for person in people)


def seen(moment: Moment) -> Iterator[Told]:
    """A caption shows what happened where on that day."""
    caption = moment.scene.block_kind(moment.time.start) == "caption"
    if not caption or moment.time.granularity != "day":
        return
    index = _first_named(moment.scene, moment.time.end, moment.end)
    if index is not None:
        yield Told("occurredOn", Subject(index, 0.5), "caption", moment.scene.mentions[index].end)
