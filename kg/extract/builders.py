"""Who only carries a work out: what its sentence says besides is the work's (由某公司承建，总造价2135万元)."""

from __future__ import annotations

import re

from kg.extract.subjects import Scene
from kg.types import EntityType, Mention

_BODIES: tuple[EntityType, ...] = ("Agency", "Organization", "Area", "Community")
_BY = re.compile("(?:[由经]|联合)$")
#: Behind the name of who does it, where 由 stands before it, and where it does not.
_DOES = re.compile(
    "[、和与及一-龥]{0,12}?(?:承建|代建|施工|监理|主管|统筹|组织实施|牵头|具体实施|负责|同步实施|担任业主|运营|承担)"
)
_BUILDS = re.compile("(?:中标|负责)?(?:承建|代建|施工|监理)")
#: So far behind it, one of many is still told of.
_TOLD = 150
_ONE_OF = re.compile("(?:项目|工程|小区|工作)?(?:之一|中的一[个项])")


def only_builds(scene: Scene, mention: Mention, at: int) -> bool:
    """Whether a body named in an earlier clause than ``at`` is there only as whoever builds or runs something."""
    if mention.type not in _BODIES:
        return False
    start, end = scene.clause(mention.start)
    if start <= at <= end or scene.points(scene.clause(at)[0], at):
        return False
    by = _BY.search(scene.text, start, scene.chain_start(mention))
    return (_BUILDS if by is None else _DOES).match(scene.text, mention.end, end) is not None


def is_many(scene: Scene, mention: Mention, at: int) -> bool:
    """某小区改造是某区[老旧小区改造项目]之一，涉及31栋楼: whether something is told of one among many that are called so."""
    near = mention.end < at <= mention.end + _TOLD
    return near and _ONE_OF.match(scene.text, mention.end) is not None
