"""What is said between a subject and an object: the relations of ``seeds/patterns/relations.toml``.

The object is found first; its verb stands beside it in the clause, and the subject is whoever acts (``Agents.of``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.agents import Agents
from kg.extract.phrases import is_party
from kg.extract.shape_parts import Said
from kg.extract.shapes import SHAPES
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.knowledge.patterns import Relation, agent_words, relations_with
from kg.types import Claim, Fact, Mention, Post

_NO_EVENT = ("works.known", "works.anniversary", "works.trouble")
_WIDEST_EVIDENCE = 120
#: The rule of a government that a title alone names: [镇]长.
_GOVERNMENT = "posts.government"


def relate(scene: Scene, posts: dict[int, int]) -> Iterator[Fact[int]]:
    """The facts of the article; ``posts`` gives the body of each person's first post."""
    agents = Agents(scene, posts)
    outer = frozenset(scene.outer)
    said: set[tuple[int, str, int]] = set()
    for index, mention in enumerate(scene.mentions):
        if index not in outer or not scene.is_read(mention.start):
            continue
        if mention.type == "Event" and mention.rule in _NO_EVENT:
            continue
        for relation in relations_with(mention.type):
            if not _required(scene, relation, mention):
                continue
            for each in SHAPES[relation.shape](agents, relation, index):
                if not _is_asked(scene, each.verb):
                    yield from _facts(scene, each, said)


def _is_asked(scene: Scene, verb: tuple[int, int]) -> bool:
    """Whether the clause only asks or wishes: 能否列入改造？, 希望开展."""
    start = scene.clause(verb[0])[0]
    asked = scene.text[scene.sentence(verb[0])[1] : scene.sentence(verb[0])[1] + 1] == "？"
    return asked or agent_words().asked.search(scene.text, start, verb[0]) is not None


def _required(scene: Scene, relation: Relation, mention: Mention) -> bool:
    if not relation.requires.pattern:
        return True
    start, end = scene.sentence(mention.start)
    return relation.requires.search(scene.text, start, end) is not None


def _facts(scene: Scene, said: Said, known: set[tuple[int, str, int]]) -> Iterator[Fact[int]]:
    obj = scene.mentions[said.object]
    for named in said.agent.mentions:
        subject = _work_on(scene, said, named)
        who = scene.mentions[subject]
        key = (subject, said.relation.predicate, said.object)
        if key in known or (who.type, who.name) == (obj.type, obj.name):
            continue
        known.add(key)
        start, end = _evidence(scene, who, obj, said.verb)
        sure = said.relation.confidence * (0.7 + 0.3 * said.agent.score)
        source = scene.source(start, end, said.relation.rule, sure)
        role = said.relation.role
        yield Fact(
            subject, said.relation.predicate, said.object, source, None, role, status_at(scene, *said.verb)
        )


def _work_on(scene: Scene, said: Said, subject: int) -> int:
    """位于某镇的某学院|移址新建项目: the work on what is named, where the phrase tells where that lies; else ``subject``."""
    site = scene.mentions[subject]
    work = scene.around(site.end) if said.relation.predicate == "locatedIn" else None
    if work is None or site.start < said.verb[1] or scene.mentions[work].type != "Project":
        return subject
    told = scene.mentions[work]
    return work if told.start == site.end and told.name.startswith(site.name) else subject


def _evidence(scene: Scene, who: Mention, obj: Mention, verb: tuple[int, int]) -> tuple[int, int]:
    """From the subject to the object where both stand close in one block, else the clause of the object."""
    start, end = min(who.start, obj.start, verb[0]), max(who.end, obj.end, verb[1])
    sentence = scene.sentence(obj.start)
    if start >= sentence[0] and end <= max(sentence[1], obj.end) and end - start <= _WIDEST_EVIDENCE:
        return start, end
    return min(obj.start, max(scene.clause(verb[0])[0], obj.start - _WIDEST_EVIDENCE)), max(obj.end, verb[1])


def bodies_of(scene: Scene, claims: Sequence[Claim[int]]) -> dict[int, int]:
    """Each person's first body among ``claims``, but for an organ of the party the government or bureau that he heads
    too: 某镇党委副书记、[镇]长某某, [某局]党组书记、局长某某."""
    found: dict[int, int] = {}
    for claim in claims:
        if isinstance(claim, Post):
            first = scene.mentions[found.setdefault(claim.person, claim.body)]
            if is_party(first) and _is_office(scene.mentions[claim.body], first):
                found[claim.person] = claim.body
    return found


def _is_office(body: Mention, organ: Mention) -> bool:
    """Whether ``body`` does the work that the ``organ`` of the party watches over."""
    return body.rule.startswith(_GOVERNMENT) or (body.name != organ.name and organ.name.startswith(body.name))
