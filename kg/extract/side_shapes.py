"""Shapes in which subject and object stand side by side, or the object comes first: 某市“某某”改革, 某镇召开某会."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.agents import Agent, Agents
from kg.extract.shape_parts import CLOSED, Said, last_verb, list_start, opened, verb_after, with_agent
from kg.knowledge.patterns import Relation

_THANKS = re.compile(r"得益于|离不开|归功于")
#: Right before an event: it is held; between who is called together and that stand no other clauses.
_HELD = re.compile(r"(?:共同|联合|专题|现场)?(?:召开|举行|举办|开展|参加|组织)(?:了)?[^，。；！？\n]{0,16}?$")
_APART = re.compile("[，。；：！？\n]|的")
_MEANS = re.compile(r"以[“]?$")
#: How far behind 的 the one stands whose place the phrase tells: 家住某小区的|流动党员|某某.
_MODIFIED = {"residentOf": 12, "locatedIn": 3}


def whose(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """家住某小区的某某, 位于某镇的某学院: where somebody lives or something lies that is named behind 的."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    if scene.text[mention.end : mention.end + 1] != "的" or mention.rule == "units.open":
        return
    first = agents.phrase_start(index, joints="")
    verb = last_verb(scene, relation, scene.clause(first)[0], first)
    reach = mention.end + 1 + _MODIFIED.get(relation.predicate, 0)
    then = next(iter(scene.within(mention.end + 1, reach + 1)), None)
    if verb is None or verb[1] != first or then is None or scene.mentions[then].type not in relation.subject:
        return
    if not CLOSED.search(scene.text, mention.end + 1, scene.mentions[then].start):
        yield Said(relation, index, verb, Agent((then,), 1.0))


def hosts(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某镇召开某会: where the area is that holds it."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    leads = agents.leads(index, scene.clause(mention.start)[0]) and not agents.introduces(index)
    verb = relation.verbs.match(scene.text, mention.end)
    if not leads or verb is None:
        return
    then = [i for i in scene.within(verb.end(), scene.clause(mention.start)[1]) if agents.is_held(i)]
    near = [i for i in then[:1] if scene.mentions[i].start - verb.end() <= relation.reach]
    if near and scene.mentions[near[0]].type in relation.subject:
        yield Said(relation, index, verb.span(), Agent(tuple(near), 1.0))


def own(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某市“某某”改革; 某厅、某局《某意见》: whose it is stands right before it, with those listed before that one."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    owner = scene.around(mention.start - 1)
    if owner is None or scene.mentions[owner].end != mention.start:
        return
    if scene.mentions[owner].type in relation.subject and scene.mentions[owner].rule != "units.open":
        first = list_start(scene, owner) if mention.type == "Document" else scene.mentions[owner].start
        owners = [i for i in scene.within(first, mention.start) if scene.mentions[i].type in relation.subject]
        yield Said(relation, index, (mention.start, mention.start), Agent(tuple(owners) or (owner,), 1.0))


def summoned(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某县组织某局、某公司及业主代表召开某会: those who are called together take part in it."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    start = max(scene.sentence(mention.start)[0], mention.start - relation.reach)
    held = _HELD.search(scene.text, start, mention.start)
    if held is None:
        return
    for verb in reversed(list(relation.verbs.finditer(scene.text, start, held.start()))):
        called = scene.within(verb.end(), held.start())
        parties = [i for i in called if scene.mentions[i].type in relation.subject]
        near = parties and scene.mentions[called[0]].start == verb.end()
        if near and not _APART.search(scene.text, verb.end(), held.start()):
            yield Said(relation, index, verb.span(), Agent(tuple(parties), 1.0))
            return


def means(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某县以某工程为抓手: who relies on it."""
    if opened(agents, index, _MEANS):
        yield from with_agent(agents, relation, index, verb_after(agents.scene, relation, index))


def across(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """开展全县水务系统某行动: the whole area that a work is carried out in."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    verb = last_verb(scene, relation, scene.clause(mention.start)[0], mention.start)
    if not mention.text.startswith("全") or verb is None or verb[1] != mention.start:
        return
    then = next(iter(scene.within(mention.end, mention.end + relation.reach)), None)
    if then is None or scene.mentions[then].type not in relation.subject:
        return
    if not CLOSED.search(scene.text, mention.end, scene.mentions[then].start):
        yield Said(relation, index, verb, Agent((then,), 1.0))


def object_verb(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某工作法实行以来, 全省某格局已经形成: it leads its clause, or stands behind the area whose it is."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    verb = relation.verbs.match(scene.text, mention.end)
    start = scene.clause(mention.start)[0]
    owner = scene.around(mention.start - 1) if mention.start > start else None
    begin = mention.start if owner is None else scene.mentions[owner].start
    if verb is None or not verb.group() or scene.text[start:begin].strip("“"):
        return
    if owner is not None and scene.mentions[owner].type in relation.subject:
        yield Said(relation, index, verb.span(), Agent((owner,), 1.0))
    elif scene.text[verb.end() : verb.end() + 1] in "，。；“”" or relation.predicate == "adopts":
        yield from with_agent(agents, relation, index, verb.span())


def thanks(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某局的搬迁，得益于某委、某政府的支持: who is thanked for it, there or in the next clause."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    end = scene.clause(mention.start)[1]
    stop = scene.clause(end + 1)[1] if scene.text[end : end + 1] == "，" else end
    due = _THANKS.search(scene.text, mention.end, stop)
    verb = relation.verbs.search(scene.text, due.end(), stop) if due else None
    if due is None or verb is None:
        return
    doers = [i for i in scene.within(due.end(), verb.start()) if scene.mentions[i].type in relation.subject]
    if doers and scene.mentions[doers[0]].start == due.end():
        yield Said(
            relation, index, verb.span(), Agent(agents.together(doers[0], frozenset(relation.subject)), 1.0)
        )
