"""What is said between a subject and an object: the relations of ``seeds/patterns/relations.toml``.

The object is found first; its verb stands beside it in the clause, and the subject is whoever acts (``Agents.of``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.agents import Agents
from kg.extract.agreements import investors
from kg.extract.phrases import is_party
from kg.extract.shape_parts import Said
from kg.extract.shapes import SHAPES
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.extract.withheld import is_means
from kg.extract.wording import NATIONAL
from kg.knowledge.patterns import Relation, agent_words, relations_with
from kg.types import Claim, Fact, Mention, Post

_NO_EVENT = ("works.known", "works.anniversary", "works.trouble")
_WIDEST_EVIDENCE = 120
#: What somebody does himself, not the body whose post he holds.
_JOINS, _READS, _SIGNS = "participatesIn", "宣读", "签"
#: No verb of telling is longer.
_LONGEST_TELL = 4
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
        if mention.rule == NATIONAL and is_means(scene, mention):
            continue  # 投入[东西部协作]资金
        for relation in relations_with(mention.type):
            if not _required(scene, relation, mention):
                continue
            for each in SHAPES[relation.shape](agents, relation, index):
                if not _is_asked(scene, each.verb):
                    yield from _facts(scene, _himself(agents, each), said)


def _is_asked(scene: Scene, verb: tuple[int, int]) -> bool:
    """Whether the clause only asks or wishes: 能否列入改造？, 希望开展."""
    start = scene.clause(verb[0])[0]
    asked = scene.text[scene.sentence(verb[0])[1] : scene.sentence(verb[0])[1] + 1] == "？"
    return asked or agent_words().asked.search(scene.text, start, verb[0]) is not None


def _himself(agents: Agents, said: Said) -> Said:
    """``said`` without the bodies that only say whose somebody is: [某县委]书记某某|主持召开某会, where he takes part."""
    predicate, at = said.relation.predicate, said.verb[0]
    if said.relation.shape != "verb-object" or not (predicate == _JOINS or _is_at_meeting(agents, said)):
        return said
    mentions = agents.scene.mentions
    acts = (
        i
        for i in said.agent.mentions
        if mentions[i].type == "Person" or mentions[i].end > at or not _comes_himself(agents, i, at)
    )
    return replace(said, agent=replace(said.agent, mentions=tuple(acts)))


def _is_at_meeting(agents: Agents, said: Said) -> bool:
    """Whether a document is only read out, or dealt with in a meeting that the sentence names before."""
    scene, at = agents.scene, said.verb[0]
    if said.relation.predicate != "issues":
        return False
    before = scene.within(scene.sentence(at)[0], at)
    verb = scene.text[slice(*said.verb)]
    return verb == _READS or (not verb.startswith(_SIGNS) and any(agents.is_held(i) for i in before))


def _comes_himself(agents: Agents, body: int, at: int) -> bool:
    """Whether a body says whose somebody is who does himself what the verb at ``at`` says; he may only tell it of the
    body: 某局局长某某|介绍，将举办某节."""
    if not agents.introduces(body):
        return False
    end = agents.scene.clause(agents.scene.mentions[body].end)[1]
    told = end < at and agent_words().tells.search(agents.scene.text, max(0, end - _LONGEST_TELL), end)
    return not told


def _required(scene: Scene, relation: Relation, mention: Mention) -> bool:
    if not relation.requires.pattern:
        return True
    start, end = scene.sentence(mention.start)
    return relation.requires.search(scene.text, start, end) is not None


def _facts(scene: Scene, said: Said, known: set[tuple[int, str, int]]) -> Iterator[Fact[int]]:
    obj = scene.mentions[said.object]
    doers = said.agent.mentions
    if said.relation.predicate == "implements":
        doers = investors(scene, doers, said.verb[0])
    for named in doers:
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
