"""Task forces carry out what they are called after: 某区老旧小区改造[指挥部], 片区改造[专班]."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.subjects import Scene
from kg.types import Fact, Mention

_SURE = 0.6
#: The end of a task force's name, with the office that it keeps.
_END = re.compile(
    "(?:工程|项目|建设|工作)*(?:现场)?(?:指挥部|工作专班|专班|领导小组|工作领导小组|工作组|推进组)(?:办公室)?$"
)
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
        named = [work for name, work in plain.items() if own.endswith(name)] or [
            work
            for name, work in plain.items()
            if own and own[-_CORE:] in name and not scene.mentions[work].rule.startswith(_PROGRAMME)
        ]
        if len(named) == 1:
            seen.add(body.name)
            source = scene.source(body.start, body.end, "taskforces.named", _SURE)
            yield Fact(index, "implements", named[0], source)


def _own(body: Mention) -> str:
    """What a task force is for: its name without what makes it one, if that tells one work from others."""
    end = _END.search(body.name)
    own = body.name[: end.start()] if end else ""
    return own if len(own) >= _CORE else ""
