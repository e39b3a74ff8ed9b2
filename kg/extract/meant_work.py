"""Which work is meant where a clause does not name it: 由某公司承建，…, 施工单位某公司….

The sentence points at it (该项目) or names it before; else it is the last one of the paragraph.
"""

from __future__ import annotations

from kg.extract.subjects import Scene
from kg.types import EntityType, Mention

#: The work is one of the last so many names.
_BACK = 12
_SITES: tuple[EntityType, ...] = ("Place", "Community")


def told_of(scene: Scene, at: int, end: int) -> int | None:
    """The work that the sentence points at before ``end`` (该项目) or names before ``at``, else the last one of the
    paragraph."""
    start = scene.sentence(at)[0]
    again = [i for i, _ in (*scene.all_pointed(start, end), *scene.renamed(start, at))]
    inside = [*again, *reversed(scene.within(start, at))]
    paragraph = scene.text.rfind("\n", 0, at) + 1
    before = (i for i in reversed(scene.recent(start, _BACK)) if scene.mentions[i].start >= paragraph)
    works = (i for i in (*inside, *before) if scene.mentions[i].type == "Project" and scene.known(i))
    return next(works, None)


def is_of_another_site(scene: Scene, at: int, work: Mention) -> bool:
    """某大桥由某公司承建, after another work was told of: whether the clause tells of a site that the work is not on."""
    start = max(scene.clause(at)[0], work.end)
    named = (scene.mentions[i] for i in scene.within(start, at) if scene.known(i))
    return any(m.type in _SITES and m.name not in work.name for m in named)
