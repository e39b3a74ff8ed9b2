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
    r"(?:[^，。；：！？]{0,24}|，[^，。；：！？]{0,30})(?:说|介绍|表示|讲解|告诉|称赞|坦言|感慨|讲述)"
)
_ANYBODY: tuple[EntityType, ...] = ("Place", "Community", "Organization", "Agency", "Area", "Project")
#: Before a day and behind it: where the reporter was.
_REPORTER, _AT = re.compile("记者(?:于)?$"), re.compile("(?:在|走进|来到|赴|前往|探访|走访)(?:了)?")
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
#: Around the body whose work somebody is thanked for taking an interest in.
_THANKS, _WORK, _WIDE = re.compile("感谢您?对(?:[一-龥]{2,6}[省市县区])?$"), re.compile("工作的?"), 14
_LOOKED = re.compile(
    "(?:认真|及时|现场|仔细|进一步|多次){0,2}(?:调查|核实|核查|研究)?(?:处理|办理|答复|回复)"
)
#: What an answer begins with, behind who gives it: 某局高度重视，现将办理情况|回复如下.
_REPLIES = re.compile("(?:回复|答复)(?:如下|[：:])")
#: Names of one chain stand this close: 某区某街道，某小区.
_CHAINED = 4
#: Behind who signs.
_DATE_LINE = re.compile(r"\s*(?:\d{4}年\d{1,2}月\d{1,2}日)?\s*")
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


def answered(scene: Scene) -> Iterator[Dating[int]]:
    """A published answer (回复时间：2020-09-04) is given on that day by the body that signs it, looked into the matter or
    replies."""
    stated = scene.answer
    index = None if stated is None else _answerer(scene, stated.end())
    if stated is not None and index is not None:
        source = scene.source(stated.start(), stated.end(), "datings.answered", 0.7)
        yield Dating(index, "reportedOn", stated[1], source)


def _answerer(scene: Scene, start: int) -> int | None:
    """The body that the answer, which begins at ``start``, is from: the one that signs it; 经某局调查处理, 某局回复：,
    某局高度重视，现答复如下：, 感谢您对某局工作的支持."""
    bodies = [i for i, m in enumerate(scene.mentions) if m.type in _BODIES and m.start >= start]
    signs = next((i for i in reversed(bodies) if _signs(scene, scene.mentions[i])), None)
    if signs is not None:
        return signs
    looked = next((i for i in bodies if _answers(scene, scene.mentions[i])), None)
    return _before_reply(scene, start) if looked is None else looked


def _before_reply(scene: Scene, start: int) -> int | None:
    """The body that the sentence names last before 答复如下: of 某县政府高度重视，责成某局办理，某局答复如下 the bureau."""
    reply = _REPLIES.search(scene.text, start)
    if reply is None:
        return None
    before = scene.within(max(start, scene.sentence(reply.start())[0]), reply.start())
    return next((i for i in reversed(before) if scene.mentions[i].type in _BODIES), None)


def _signs(scene: Scene, body: Mention) -> bool:
    """Whether a body stands alone on the last line, but for the date."""
    alone = body.start == 0 or scene.text[body.start - 1] == "\n"
    return alone and _DATE_LINE.fullmatch(scene.text, body.end) is not None


def _answers(scene: Scene, body: Mention) -> bool:
    text, start = scene.text, max(0, body.start - _WIDE)
    if text.startswith("经", body.start - 1):
        return _LOOKED.match(text, body.end) is not None
    return _THANKS.search(text, start, body.start) is not None and _WORK.match(text, body.end) is not None


def seen(moment: Moment) -> Iterator[Told]:
    """A caption shows what happened where on that day."""
    caption = moment.scene.block_kind(moment.time.start) == "caption"
    if not caption or moment.time.granularity != "day":
        return
    index = _first_named(moment.scene, moment.time.end, moment.end)
    if index is not None:
        yield Told("occurredOn", Subject(index, 0.5), "caption", moment.scene.mentions[index].end)
