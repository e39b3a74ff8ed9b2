"""Works of an area that nothing more particular is said to be the object of: what a city carries out, it does for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.subjects import Scene
from kg.types import Claim, Fact

_SURE = 0.5
#: What is done to an area itself; an activity or a campaign that it runs may be for anybody.
_DONE_TO = ("建设", "创建", "重建", "改革", "整治", "改造", "搬迁", "更新")


def for_area(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """某市推行“某某”改革: a ``targets`` fact for the area that carries out a work of which ``claims`` say no object."""
    facts = [c for c in claims if isinstance(c, Fact) and c.object is not None]
    aimed = {scene.mentions[f.subject].name for f in facts if f.predicate == "targets"}
    homes = {m.name: i for i, m in reversed(list(enumerate(scene.mentions))) if m.type == "Community"}
    for fact in facts:
        if fact.predicate != "implements" or fact.object is None:
            continue
        area, work = scene.mentions[fact.subject], scene.mentions[fact.object]
        if area.type == "Area" and work.name not in aimed and work.name.endswith(_DONE_TO):
            aimed.add(work.name)
            source = replace(fact.source, rule="for_area.own", confidence=_SURE)
            home = next((i for name, i in homes.items() if work.name.startswith(name)), None)
            yield Fact(
                fact.object, "targets", fact.subject if home is None else home, source, status=fact.status
            )
