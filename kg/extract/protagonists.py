"""Who a sentence tells of, where that is a person: what somebody did, gave or went through is theirs."""

from __future__ import annotations

import re

from kg.extract.subjects import Scene
from kg.knowledge.quantities import measure_words

_SPEAKS = re.compile("说|介绍|表示|告诉|认为|坦言|称|主持")
#: Whoever leads others acts for a body: its figures are not the person's.
_LEADS_OTHERS = re.compile("[带率]领|组织")
#: What the sentence before told of goes on.
_GOES_ON = re.compile(
    r"\s*(?:至今|目前|多年来|[这近十几数\d]+年来?|期间|此后|随后|后来)?，?(?:他们|他|她)?(?:已|先后|累计|共|曾|又|还|每|一共|总共)"
)
_SENTENCES = 2
_HE = re.compile(r"(?:^|[，\n。])[他她](?!们|人)", re.MULTILINE)
_HE_LEADS = re.compile(r"\s*[他她](?!们|人)")
_MEMORY = 300


def protagonist(scene: Scene, at: int) -> int | None:
    """The person who leads the sentence at ``at`` before that place and does not only speak, or None.

    A sentence that only goes on (先后…, 累计已…) is still told of the person of the one before it.
    """
    if _is_spoken(scene, at):
        return None
    start = scene.sentence(at)[0]
    paragraph = scene.text.rfind("\n", 0, at) + 1
    for _ in range(_SENTENCES):
        found = _leading(scene, start, at)
        if found is not None or start <= paragraph or not _GOES_ON.match(scene.text, start):
            return found
        at, start = start, scene.sentence(start - 1)[0]
    return None


def _is_spoken(scene: Scene, at: int) -> bool:
    """Whether ``at`` stands in somebody's words: 他 and 我 in them may be anybody."""
    paragraph = scene.text.rfind("\n", 0, at) + 1
    return scene.text.count("“", paragraph, at) > scene.text.count("”", paragraph, at)


def _leading(scene: Scene, start: int, at: int) -> int | None:
    """The last mention of [``start``, ``at``) that leads a clause, if it is a person who acts alone."""
    inside = scene.within(start, at)
    people = any(scene.mentions[i].type == "Person" for i in inside)
    if _HE_LEADS.match(scene.text, start) and not people:
        return named_last(scene, start)
    if not inside and _HE.search(scene.text, start, at):
        return named_last(scene, start)
    leading = [i for i in inside if scene.known(i) and scene.leads(i)] or list(inside[:1])
    if not leading or scene.mentions[leading[-1]].type != "Person":
        return None
    end = scene.mentions[leading[-1]].end
    speaks = _SPEAKS.search(scene.text, end, at) or _LEADS_OTHERS.search(scene.text, end, at)
    return None if speaks else leading[-1]


def named_last(scene: Scene, at: int) -> int | None:
    """The person named last before ``at``, for whom 他 at the head of a paragraph stands."""
    before = (
        i for i in reversed(scene.within(max(0, at - _MEMORY), at)) if scene.is_read(scene.mentions[i].start)
    )
    return next((i for i in before if scene.mentions[i].type == "Person"), None)


def is_personal(rule: str) -> bool:
    """Whether what the rule named ``rule`` counts may be a person's own."""
    return rule in measure_words().personal
