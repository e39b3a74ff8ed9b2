"""Who carries out what an agreement is on: 某公司与某县政府签订协议，拟建设某基地 is the company's, not the
government's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.subjects import Scene

_SIGNS = re.compile("签订|签署|签约|签下|签定|达成[^，。；]{0,8}(?:协议|意向)|引进|招引")
_BRINGS = re.compile("(?:引进|招引|引入|引来)(?:了)?“?$")
_FIRMS = ("公司", "集团", "厂", "合作社", "企业", "医院", "大学", "学院")


def investors(scene: Scene, doers: Sequence[int], at: int) -> tuple[int, ...]:
    """Of those who seem to do together what stands at ``at`` the companies, where they have signed for it with an
    authority."""
    if (brought := _brought(scene, doers, at)) is not None:
        return (brought,)
    firms = tuple(i for i in doers if scene.mentions[i].name.endswith(_FIRMS))
    authority = any(scene.mentions[i].type in ("Agency", "Area") for i in doers)
    start = scene.sentence(at)[0]
    if firms and authority and _SIGNS.search(scene.text, start, at):
        return firms
    return tuple(doers)


def _brought(scene: Scene, doers: Sequence[int], at: int) -> int | None:
    """某县引进[某公司]投资2.6亿元，在某镇建设某厂: whom an authority only brings there."""
    if not doers or any(scene.mentions[i].type not in ("Agency", "Area") for i in doers):
        return None
    start = scene.sentence(at)[0]
    named = [i for i in scene.within(start, at) if scene.mentions[i].name.endswith(_FIRMS)]
    begins = ((i, scene.chain_start(scene.mentions[i])) for i in named if scene.known(i))
    return next((i for i, begin in begins if _BRINGS.search(scene.text, start, begin)), None)
