"""What a sentence has just told to be founded, and goes on about: 成立了[某合作社]，流转茶园800亩，并与某公司签订协议."""

from __future__ import annotations

import re

from kg.extract.subjects import Scene

_FOUNDS = re.compile("(?:成立|创办|组建|领办|注册|开办|创立)(?:了|起)?“?$")
#: What does business of its own from then on.
_FIRMS = ("合作社", "联合社", "公司", "集团", "农场", "厂")
#: The founding stands so near before the name.
_NEAR = 6


def just_founded(scene: Scene, at: int) -> int | None:
    """The organization that a clause before ``at`` founds, where the sentence has led with nobody else since."""
    start, clause = scene.sentence(at)[0], scene.clause(at)[0]
    named = [i for i in scene.within(start, clause) if scene.known(i)]
    bodies = [i for i in named if scene.mentions[i].type == "Organization"]
    if not bodies:
        return None
    body = scene.mentions[bodies[-1]]
    if not body.name.endswith(_FIRMS):
        return None  # 居委会牵头成立了自管会，并与某公司签订协议
    begin = scene.chain_start(body)
    founds = _FOUNDS.search(scene.text, max(start, begin - _NEAR), begin) is not None
    ends = scene.clause(body.start)[1] - body.end <= 1
    since = any(scene.mentions[i].start >= body.end and scene.leads(i) for i in named)
    return bodies[-1] if founds and ends and not since else None
