"""Task forces carry out what they are called after: 某区老旧小区改造[指挥部], 片区改造[专班]."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.pointers import MEMORY
from kg.extract.stages import STAGE
from kg.extract.subjects import Scene
from kg.types import Fact, Mention

_SURE = 0.6
#: The end of a task force's name, with the office that it keeps.
_END = re.compile(
    "(?:工程|项目|建设|工作)*(?:现场)?(?:指挥部|工作专班|专班|领导小组|工作领导小组|工作组|推进组)(?:办公室)?$"
)
#: A task force that is called after no work in particular: that of the article's.
_PLAIN = re.compile("[省市县区镇]?(?:工程|项目|现场|片区|更新|改造|建设)+(?:指挥部|专班)(?:办公室)?")
_WORD = re.compile("工程|片区|更新|改造")
#: So many characters of a work's name tell it from others.
_CORE = 5
#: Every district has a task force for its programmes, and so has the province.
_PROGRAMME, _LOCAL = "works.programme", "works.programme.local"


def taskforces(scene: Scene) -> Iterator[Fact[int]]:
    """The works that the bodies of an article are called after, where it tells of one such work alone."""
    works: dict[str, int] = {}
    for index in scene.outer:
        if scene.mentions[index].type == "Project":
            works.setdefault(scene.mentions[index].name, index)
    seen: set[str] = set()
    for index, body in enumerate(scene.mentions):
        if body.type != "Agency" or body.name in seen or not scene.known(index):
            continue
        own = _own(body)
        plain = {
            name: work for name, work in works.items() if not scene.mentions[work].rule.startswith(_LOCAL)
        }
        if _PLAIN.fullmatch(body.text) and (main := _main(scene, body)) is not None:
            seen.add(body.name)
            yield Fact(
                index, "implements", main, scene.source(body.start, body.end, "taskforces.plain", _SURE)
            )
            continue
        named = [work for name, work in plain.items() if own.endswith(name)] or [
            work
            for name, work in plain.items()
            if own and own[-_CORE:] in name and not scene.mentions[work].rule.startswith(_PROGRAMME)
        ]
        if len(named) == 1:
            seen.add(body.name)
            source = scene.source(body.start, body.end, "taskforces.named", _SURE)
            yield Fact(index, "implements", named[0], source)


def _main(scene: Scene, body: Mention) -> int | None:
    """The work named last before a task force that has a word of its name in its own (工程指挥部: 某供水工程), else the
    work that the article is most about."""
    works = [i for i in scene.topics if scene.mentions[i].type == "Project" and scene.known(i)]
    words = _WORD.findall(body.text)
    before = (i for i in reversed(scene.recent(body.start, MEMORY)) if _is_whole(scene.mentions[i]))
    like = (i for i in before if scene.known(i) and any(word in scene.mentions[i].name for word in words))
    return next(like, works[0] if works else None)


def _is_whole(work: Mention) -> bool:
    return work.type == "Project" and work.rule != STAGE


def _own(body: Mention) -> str:
    """What a task force is for: its name without what makes it one, if that tells one work from others."""
    end = _END.search(body.name)
    own = body.name[: end.start()].replace("城镇老旧", "老旧") if end else ""
    return own if len(own) >= _CORE else ""
