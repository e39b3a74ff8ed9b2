"""What whoever is in charge of a work tells of it before he is named: “已清淤土方[46万立方米]。”某工程现场负责人某某说."""

from __future__ import annotations

import re

from kg.extract.said_before import SAYS, named_behind, names_nobody, quotation
from kg.extract.subjects import Scene

#: Between the work and the name of whoever is in charge of it.
_IN_CHARGE = re.compile(
    "(?:建设|施工|改造)?(?:现场|项目部?|标段|技术|生产|施工|工程)?(?:总?负责人|总?经理|副经理|总工(?:程师)?|总?指挥长?|总监理?|监理(?:工程师)?|施工员|主管|工长)"
)


def work_of_speaker(scene: Scene, at: int) -> int | None:
    """The work that the speaker of the words at ``at`` is in charge of, where they name nobody else before."""
    said = quotation(scene, at)
    if said is None or not names_nobody(scene, said[0], at):
        return None
    named = named_behind(scene, said[1])
    for index in reversed(named):
        work = scene.mentions[index]
        if work.type == "Project" and scene.known(index) and _is_led(scene, work.end, named):
            return index
    return None


def _is_led(scene: Scene, end: int, named: tuple[int, ...]) -> bool:
    """Whether somebody who says so is named as in charge of what ends at ``end``."""
    title = _IN_CHARGE.match(scene.text, end)
    if title is None:
        return False
    person = next((m for i in named if (m := scene.mentions[i]).start == title.end()), None)
    speaks = person is not None and person.type == "Person"
    return speaks and person is not None and SAYS.match(scene.text, person.end) is not None
