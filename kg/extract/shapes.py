"""The shapes of a relation: where its verb and its subject stand once its object is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.extract.agents import Agent, Agents
from kg.extract.just_founded import just_founded
from kg.extract.shape_parts import CLOSED, Said, last_verb, list_start, opened, verb_after, with_agent
from kg.extract.side_shapes import across, hosts, means, object_verb, own, summoned, thanks, whose
from kg.extract.subjects import Scene
from kg.knowledge.patterns import Relation, Shape
from kg.types import Mention

#: 参与[某活动]的积极性 is not taking part, 实施[某工程]的意见 not carrying out.
_OWNED = re.compile(r"(?:工作)?的(?!要求|理念|方式|模式|活动)")
_MUTUAL = "cooperatesWith"
#: How sure it is that what was just founded signs.
_FOUNDED = 0.9
#: What is done or joined must be the object itself, not what belongs to it: 参与某活动的积极性.
_ACTED = ("implements", "participatesIn")
#: Where somebody lives or something stands is the last name of a chain: 位于某区|某街.
_NARROWEST = ("locatedIn", "residentOf")
#: Works whose mention is the verb of its clause: 某馆|竣工.
_VERBS = ("works.construction", "works.renewal")
_OPENS = re.compile(r"(?:在|于|到)(?:[我该][省市县区镇]|市区|城区|县城|开发区|高新区)?[“]?$")
_WITH = re.compile(r"(?:与|和|同|跟|联合|携手)[“]?$")
_PAIRED = re.compile(r"[”]?[和与同跟、][“]?")
#: What only two bodies listed with 、 do with each other.
_SIGNS = ("签", "联合", "在", "近日", "日前")
_FOR = re.compile(r"(?:为|给|向|对)(?:了)?[“]?$")
_ON = re.compile(r"(?:在|对|为|向|围绕)[“]?$")
#: The verb before the chain of areas in which something stands.
_STANDING = re.compile(r"(?:位于|地处|坐落在|坐落于)")
_BY = re.compile(r"(?:由|被)$")
_TO = ("至", "到")
#: Behind a road or a river that something lies beside, not in: 某街|以东.
_BESIDE = re.compile(
    r"以?[东南西北]{1,2}(?:侧|面|边|[，、。])|[和与].{2,12}(?:交叉|交汇|路口)|交叉口|交汇处|附近|周边|周围|旁|沿线|之间"
)
#: 位于某镇|的[某厂]: what follows is there, not what leads the clause.
_OF_WHAT = re.compile(r"(?:[和与及、][^，。；的]{2,12}?)?(?:境内|内|里|上|中|周边|附近|交界处|之间)?的“?")
_NEAR = re.compile("周边|附近|交界|之间")
#: What the whole country holds is only the time of what goes on elsewhere.
_NATION, _MEANWHILE = "works.nation", "期间"
#: What was only brought forward at an event.
_SAID_THERE = re.compile("[^，。；]{0,24}?(?:提出|提交|通过|发布|印发|作出|宣布|签署)的")
#: So near behind the verb stands what it says is there.
_NEXT, _FURTHER = 3, 8
#: So many clauses ahead a passive may go on about the work that leads the sentence: 某项目位于…，由某公司投资.
_CARRIED = 2
#: Behind a programme that is only what a place is for.
_WHERE_DONE = re.compile("(?:集中)?(?:安置点|安置区|安置房|示范点|示范区|试点|基地)")
#: How many characters of adverbs stand between a name and the verb that follows it: 某部|近日|开展的.
_ADVERB = 6


def _district(scene: Scene, index: int) -> int | None:
    """The area that the name of a road begins with: what lies beside 高新区|某街 lies in the 高新区."""
    road = scene.mentions[index]
    areas = (i for i, m in enumerate(scene.mentions) if m.type == "Area" and m.start == road.start)
    return next(areas, None)


def _verb_object(agents: Agents, relation: Relation, at: int) -> Iterator[Said]:
    index: int | None = at
    scene = agents.scene
    mention = scene.mentions[at]
    if relation.predicate in _ACTED and (_OWNED.match(scene.text, mention.end) or mention.rule in _VERBS):
        return
    if relation.predicate in _NARROWEST:
        then = scene.around(mention.end)
        if then is not None and scene.mentions[then].type in relation.object:
            return
        if _BESIDE.match(scene.text, mention.end):
            index = _district(scene, at)
    if index is None:
        return
    first = list_start(scene, index)
    if relation.predicate in _NARROWEST:
        first = _chain_start(scene, relation, first)
    start = max(scene.clause(first)[0], first - relation.reach)
    verb = last_verb(scene, relation, start, first)
    if verb and (scene.text[verb[0] - 1 : verb[0]] == "被" or _tells_of(relation, scene, mention, verb)):
        return
    tells = relation.predicate in _NARROWEST and not _stands(scene, first)
    whose = _OF_WHAT.match(scene.text, mention.end) if tells else None
    if verb and whose is not None and scene.clause(verb[0])[0] == scene.clause(mention.end)[0]:
        behind = scene.around(whose.end())
        near = _NEAR.search(whose.group()) is not None
        if behind is not None and not near and scene.mentions[behind].type in relation.subject:
            yield Said(relation, index, verb, Agent((behind,), 1.0))
        return
    doer = _doer(agents, relation, verb) if verb else None
    if verb and doer is not None:
        yield Said(relation, index, verb, Agent(doer, 1.0))
    elif verb and _tells_of_another(scene, relation, verb, mention.end):
        return
    elif not (verb and mention.type == "Event" and scene.text.startswith("的", verb[1])):
        yield from _first_party(scene, with_agent(agents, relation, index, verb))


def _tells_of_another(scene: Scene, relation: Relation, verb: tuple[int, int], end: int) -> bool:
    """Whether the verb only tells of something else than the work: 某社区是某县建设的最大的|某搬迁|安置点."""
    tells = scene.text[verb[1] : verb[1] + 1] == "的" and _WHERE_DONE.match(scene.text, end) is not None
    return relation.predicate == "implements" and tells


def _first_party(scene: Scene, told: Iterator[Said]) -> Iterator[Said]:
    """甲联合乙、丙: 甲 works together with each; that all of them act later in the sentence makes no pair of 乙 and 丙."""
    for said in told:
        if said.relation.predicate == _MUTUAL:
            first = tuple(i for i in said.agent.mentions if scene.mentions[i].end <= said.verb[0])
            said = replace(said, agent=replace(said.agent, mentions=first))
        yield said


def _chain_start(scene: Scene, relation: Relation, first: int) -> int:
    """Where the chain of places begins that ends at ``first``: [某区某路]某村."""
    while (above := scene.around(first - 1)) is not None and scene.mentions[above].end == first:
        if scene.mentions[above].type not in relation.object:
            break
        first = scene.mentions[above].start
    return first


def _tells_of(relation: Relation, scene: Scene, place: Mention, verb: tuple[int, int]) -> bool:
    """Whether the place is told of what follows it, nobody's before: ，位于某路的|某厂."""
    alone = verb[0] == scene.clause(verb[0])[0]
    return relation.predicate in _NARROWEST and alone and scene.text[place.end : place.end + 1] == "的"


def _doer(agents: Agents, relation: Relation, verb: tuple[int, int]) -> tuple[int, ...] | None:
    """Who stands right before a verb that only tells of the object: 在某部|开展|的某赛决赛中."""
    scene = agents.scene
    if scene.text[verb[1] : verb[1] + 1] != "的":
        return None
    last = next((i for back in range(1, _ADVERB) if (i := scene.around(verb[0] - back)) is not None), None)
    if last is None or scene.mentions[last].type not in relation.subject:
        return None
    return agents.together(last, frozenset(relation.subject))


def _passive(
    agents: Agents, relation: Relation, index: int, opening: re.Pattern[str] = _BY
) -> Iterator[Said]:
    """某工程由某公司承建."""
    scene = agents.scene
    verb = verb_after(scene, relation, index)
    if verb is None:
        if opening is _BY:
            yield from _carried(agents, relation, index)
        return
    doers = [
        i
        for i in scene.within(scene.mentions[index].end, verb[0])
        if scene.mentions[i].type in relation.subject
    ]
    if doers and (opened(agents, doers[-1], opening) or opened(agents, doers[0], opening)):
        yield Said(relation, index, verb, Agent(tuple(doers), 1.0))


def _carried(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某项目位于某村，由某公司投资: a later clause that begins with 由 goes on about the work that leads the sentence."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    start, end = scene.clause(mention.start)
    if mention.type != "Project" or not agents.leads(index, start):
        return
    for _ in range(_CARRIED):
        if scene.text[end : end + 1] != "，":
            return
        start, end = scene.clause(end + 1)
        doers = [i for i in scene.within(start, end) if scene.mentions[i].type in relation.subject]
        if scene.text.startswith("由", start) and doers and scene.mentions[doers[0]].start == start + 1:
            verb = relation.verbs.search(scene.text, scene.mentions[doers[-1]].end, end)
            if verb is not None:
                yield Said(
                    relation,
                    index,
                    verb.span(),
                    Agent(agents.together(doers[0], frozenset(relation.subject)), 1.0),
                )
            return


def _within(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某模式在某区推广."""
    return _passive(agents, relation, index, _OPENS)


def _with(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某小区与某局、某公司签订…: every listed partner counts."""
    scene = agents.scene
    first = list_start(scene, index)
    begin = scene.around(first)
    part = scene.mentions[index].type == "Area" and scene.around(scene.mentions[index].end) is not None
    if begin is None or part:
        return  # 与宁波|某某集团
    if not opened(agents, begin, _WITH):
        yield from _each_other(agents, relation, index)
        return
    partners = scene.within(first, scene.clause(first)[1])
    last = scene.mentions[partners[-1]] if partners else scene.mentions[index]
    end = min(scene.clause(first)[1], last.end + relation.reach)
    match = relation.verbs.search(scene.text, scene.mentions[index].end, end)
    if match is None:
        return
    agent = agents.of(first, relation.subject, (first, last.end), relation.own)
    alone = not scene.within(scene.clause(first)[0], first)
    if alone and (founded := just_founded(scene, first)) is not None:
        agent = Agent((founded,), _FOUNDED)
    partners_before = tuple(i for i in agent.mentions if scene.mentions[i].start < first) if agent else ()
    partners_before = tuple(i for i in partners_before if not _is_partner(agents, i, first))
    if agent is not None and partners_before:
        yield Said(relation, index, match.span(), Agent(partners_before, agent.score))


def _is_partner(agents: Agents, index: int, at: int) -> bool:
    """甲与[乙]结为友好学校，与丙共建: whether somebody only is with whom the one that leads did something before."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    if scene.clause(mention.start) == scene.clause(at):
        return False
    begin = scene.around(list_start(scene, index))
    return begin is not None and opened(agents, begin, _WITH)


def _each_other(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某医院和某大学强强联合: two bodies with nobody before them."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    before = scene.around(mention.start - 2)
    if before is None or not _PAIRED.fullmatch(scene.text, scene.mentions[before].end, mention.start):
        return
    match = relation.verbs.match(scene.text, mention.end)
    other = scene.mentions[before]
    alone = list_start(scene, before) == other.start
    signs = match is not None and (scene.text[other.end] != "、" or match.group().startswith(_SIGNS))
    if match is not None and signs and alone and other.type in relation.subject:
        yield Said(relation, index, match.span(), Agent((before,), 1.0))


def _at(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某会在某地召开, 在某地召开的某会, 在某村设立了某厂: the narrowest place named counts."""
    scene = agents.scene
    verb = verb_after(scene, relation, index)
    if (
        verb is None
        or not opened(agents, index, _OPENS)
        or scene.around(scene.mentions[index].end) is not None
    ):
        return
    subject = _placed(agents, relation, scene.mentions[index], verb)
    if subject is not None:
        yield Said(relation, index, verb, Agent((subject,), 1.0))


def _placed(agents: Agents, relation: Relation, place: Mention, verb: tuple[int, int]) -> int | None:
    """What the verb says is at the place: what follows it, else the event named before."""
    scene = agents.scene
    fits = [
        i for i in scene.within(*scene.sentence(place.start)) if scene.mentions[i].type in relation.subject
    ]
    behind = [i for i in fits if _is_behind(scene, i, verb[1])]
    before = [i for i in fits if scene.mentions[i].end <= place.start and scene.mentions[i].type == "Event"]
    before = [i for i in before if agents.is_held(i)]
    return next(iter(behind or before[-1:]), None)


def _is_behind(scene: Scene, index: int, end: int) -> bool:
    """在某地举行|某会; an event's own first words may stand between (在某地举行|乔迁新址|揭牌仪式)."""
    mention = scene.mentions[index]
    reach = _FURTHER if mention.type == "Event" else _NEXT
    return 0 <= mention.start - end <= reach and not CLOSED.search(scene.text, end, mention.start)


def _in(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某某在某会上说; 在某赛决赛中, 某某夺得…: whoever leads beside it takes part."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    match = relation.verbs.match(scene.text, mention.end)
    if match is None:
        return
    end = scene.clause(mention.end - 1)[1]
    if _SAID_THERE.match(scene.text, match.end(), end):
        return  # 在某会上提出的《…》
    if mention.rule == _NATION and match.group() == _MEANWHILE:
        return  # 某亚运会期间，某人卖出三百个: a time
    agent = agents.of(mention.start, relation.subject, (mention.start, mention.end), own=True)
    if agent is None and scene.text[end : end + 1] == "，":
        agent = agents.of(scene.clause(end + 1)[1], relation.subject, (mention.start, mention.end), own=True)
    if agent is not None:
        yield Said(relation, index, match.span(), agent)


def _for(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某镇为某工程增色, 某局为某项目资助5万元."""
    if opened(agents, index, _FOR):
        yield from with_agent(agents, relation, index, verb_after(agents.scene, relation, index))


def _on(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """在某区开展某整治, 对某街实施某工程, 某小区被纳入某工程: the work that follows is done to the place."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    verb = verb_after(scene, relation, index)
    if scene.text.startswith(_TO, mention.end):
        return  # 对某镇|至某镇的某路实施改建
    if verb is None or not (relation.shape == "into" or opened(agents, index, _ON)):
        return
    end = min(scene.clause(verb[0])[1], verb[1] + relation.reach)
    works = [i for i in scene.within(verb[1], end) if scene.mentions[i].type in relation.subject]
    first = [i for i in works[:1] if not CLOSED.search(scene.text, verb[1], scene.mentions[i].start)]
    if first and mention.rule != "units.open":
        together = [
            i for i in works if i == first[0] or list_start(scene, i) == scene.mentions[first[0]].start
        ]
        yield Said(relation, index, verb, Agent(tuple(together), 1.0))


def _under(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """在某局、某委的指导下, … 某工程: who guides takes part in the work named in the sentence."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    before = scene.within(scene.sentence(mention.start)[0], mention.start)
    for guide in reversed(before):
        match = relation.verbs.match(scene.text, scene.mentions[guide].end)
        if match and scene.mentions[guide].type in relation.subject:
            group = [
                i
                for i in before
                if list_start(scene, guide) <= scene.mentions[i].start <= scene.mentions[guide].start
            ]
            yield Said(relation, index, match.span(), Agent(tuple(group), 0.8))
            return


def _of(agents: Agents, relation: Relation, index: int) -> Iterator[Said]:
    """某村新落成的某馆: what directly follows is there."""
    scene, mention = agents.scene, agents.scene.mentions[index]
    match = relation.verbs.match(scene.text, mention.end)
    then = scene.around(match.end()) if match else None
    if match is None or then is None or scene.mentions[then].start != match.end():
        return
    if scene.mentions[then].type in relation.subject and not _stands(scene, list_start(scene, index)):
        yield Said(relation, index, match.span(), Agent((then,), 1.0))


def _stands(scene: Scene, first: int) -> bool:
    """Whether a place tells where something named before it stands: 某电站|位于某县境内的某河."""
    verb = _STANDING.search(scene.text, scene.clause(first)[0], first)
    return verb is not None and scene.around(verb.start() - 1) is not None


SHAPES: dict[Shape, Callable[[Agents, Relation, int], Iterator[Said]]] = {
    "verb-object": _verb_object,
    "by": _passive,
    "within": _within,
    "with": _with,
    "at": _at,
    "in": _in,
    "for": _for,
    "on": _on,
    "into": _on,
    "under": _under,
    "of": _of,
    "whose": whose,
    "hosts": hosts,
    "own": own,
    "means": means,
    "object-verb": object_verb,
    "across": across,
    "summoned": summoned,
    "thanks": thanks,
}
