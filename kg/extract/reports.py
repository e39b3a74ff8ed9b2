"""Days on which a reporter was there: somebody spoke, a place was visited or shown in a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.moments import Moment, Told
from kg.extract.subjects import Scene, Subject
from kg.knowledge.datings import time_words
from kg.types import Dating, EntityType, Mention

#: The verb of saying follows the speaker's name this closely.
_SAYING = re.compile(
    r"(?:[^，。；：！？]{0,10}|，[^，。；：！？]{0,30})(?:说|介绍|表示|讲解|告诉|称赞|坦言|感慨|讲述)"
)
_ANYBODY: tuple[EntityType, ...] = ("Place", "Community", "Organization", "Agency", "Area", "Project")
#: What people write to an authority about.
_ASKED: tuple[EntityType, ...] = ("Project", "Community", "Place", "Organization", "Event")
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
#: Who signs an answer, above its day or at its end.
_SIGNED = re.compile(r"\n(?P<body>[^\n，。：；]{4,30})\n(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?\s*\Z")
_LOOKED = re.compile(
    "(?:认真|及时|现场|仔细|进一步|多次){0,2}(?:调查|核实|核查|研究)?(?:处理|办理|答复|回复)"
)
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
    for start, end in ((moment.time.end, moment.end), scene.sentence(moment.end + 1)):
        if not any(word in scene.text[start:end] for word in time_words().reporting):
            continue
        index = _speaker(scene, start, end)
        index = _first_named(scene, start, end) if index is None else index
        if index is not None:
            yield Told("reportedOn", Subject(index, 0.6), "reported", scene.mentions[index].end)
            return


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


def answered(scene: Scene) -> Iterator[Dating[int]]:
    """A published answer (回复时间：2020-09-04) is given on that day by the body that signs it or that looked into it; where
    nobody is named so, it reports on the work or place that its headline names."""
    stated = scene.answer
    if stated is None:
        return
    index = _answerer(scene)
    if index is None:
        index = next((i for i in scene.topics if _is_asked_about(scene, i)), None)
        index = None if index is None else _in_full(scene, index)
    if index is not None:
        source = scene.source(stated.start(), stated.end(), "datings.answered", 0.7)
        yield Dating(index, "reportedOn", stated[1], source)


def _answerer(scene: Scene) -> int | None:
    """The body whose name is a line by itself above the last day, else the one that 经某局调查处理 names."""
    signed = _SIGNED.search(scene.text)
    looked = (i for i, m in enumerate(scene.mentions) if m.type in _BODIES and _has_looked(scene, m))
    if signed is None:
        return next(looked, None)
    lines = (i for i, m in enumerate(scene.mentions) if (m.start, m.end) == signed.span("body"))
    return next((i for i in lines if scene.mentions[i].type in _BODIES), None)


def _has_looked(scene: Scene, body: Mention) -> bool:
    through = scene.text[body.start - 1 : body.start] == "经"
    return through and _LOOKED.match(scene.text, body.end) is not None


def _is_asked_about(scene: Scene, index: int) -> bool:
    mention = scene.mentions[index]
    named = mention.type in _ASKED and mention.rule not in ("works.trouble", "works.service")
    return named and scene.known(index) and scene.block_kind(mention.start) == "title"


def _in_full(scene: Scene, index: int) -> int:
    """The longer name that the answer gives what its headline names in short (某花园: 某花园小区)."""
    short = scene.mentions[index]
    longer = [i for i in scene.topics if _is_longer(scene.mentions[i], short)]
    return longer[0] if len(longer) == 1 else index


def _is_longer(mention: Mention, short: Mention) -> bool:
    named = mention.type in _ASKED and mention.type != "Project" and short.type != "Project"
    return named and mention.name.endswith((f"{short.name}小区", f"{short.name}社区"))


def seen(moment: Moment) -> Iterator[Told]:
    """A caption shows what happened where on that day."""
    caption = moment.scene.block_kind(moment.time.start) == "caption"
    if not caption or moment.time.granularity != "day":
        return
    index = _first_named(moment.scene, moment.time.end, moment.end)
    if index is not None:
        yield Told("occurredOn", Subject(index, 0.5), "caption", moment.scene.mentions[index].end)
