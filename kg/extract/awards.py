"""Awards and honours, which are literals: 荣获“全国先进…”称号, 夺得金奖, 被评为先进个人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.agents import Agents
from kg.extract.given import listed_before
from kg.extract.subjects import Scene
from kg.knowledge.patterns import award_words
from kg.types import EntityType, Fact

_CONTESTANTS: tuple[EntityType, ...] = ("Person", "Organization", "Agency")
_EARNERS: tuple[EntityType, ...] = ("Person", "Organization", "Community", "Agency", "Area")
_AFTER = re.compile(r"时|后|的|等|、|和|（|以来|之一")
#: A title is an honour without the word for one: “…劳动模范”|称号; not 先进个人等|荣誉称号.
_TITLE = re.compile(r"(?<![等、“])(?:荣誉)?称号$")
_QUOTED = re.compile(r"[^“”]{0,12}“[^“”]{2,24}”$")
_MARKED = re.compile(r"“[^“”]*”|《[^《》]*》")
_PASSIVE = re.compile(r"被[^，。；！？\n]{2,24}?(?=推荐为|评为|授予|评选为|选为|命名为|认定为|确定为)")
_CONFIDENCE = 0.75
#: Between honours of a list, none of which is shorter than that.
_LIST, _LEAST = re.compile("、|(?<=”)(?=“)"), 4
#: A list of honours that a word for them closes; what follows an honour in a list, the words for one left out.
_CLOSED = re.compile(
    "(?P<list>(?:[^、和等]{4,24}[、和]){1,6}[^、和等]{4,24})等[0-9一-龥]{0,6}?(?:称号|荣誉|殊荣|奖项|奖励|表彰)"
)
_MARKS = frozenset("“”《》")
_MORE = re.compile("(?:荣誉)?(?:称号)?(?:[、和及与]|以及|(?=“))(?P<next>“[^“”]{2,24}”|[^、和及与等“”]{4,24})")
#: Those before it, and others, get an honour: [某局]、[某局]|等6个单位获得…; how long that is.
_OF_MANY, _FARTHEST = (
    re.compile(r"等[0-9一二三四五六七八九十百]{1,4}[余多]?[个名位家支户人][^，。；：、\n]{0,8}$"),
    18,
)
#: So far an honour may reach before the name of who bears it.
_LONGEST = 40
#: What was won before, and elsewhere.
_BEFORE = re.compile("曾|此前|去年|前年|往届|连续|[12][0-9]{3}年")
_OTHER_CONTEST = re.compile("[^，。；]{2}(?:赛|展|评比|评选|杯|运动会)(?:中|上|里)?")
#: Behind the words: who it is that got it; right before them: how many got it.
_BY_WHOM, _SO_MANY = 8, re.compile("(?<![等0-9])[0-9一二三四五六七八九十多余]+[名位人个]$")


def awards(scene: Scene, posts: dict[int, int]) -> Iterator[Fact[int]]:
    """A ``receives`` fact for each award with somebody who gets it, is it, or is introduced by it."""
    agents = Agents(scene, posts)
    for match in award_words().won.finditer(_without_giver(scene.text)):
        calls = award_words().names.match(match.group()) is not None
        words = _award(scene.text[match.start(1) : match.end(1)], calls)
        active = award_words().gives.match(match.group()) is not None
        if words is None or active or not scene.is_read(match.start()):
            continue
        start, end = _passive_start(match), match.start(1) + len(words)
        keeps = award_words().keeps_verb.match(match.group()) is not None
        each = _listed(scene.text[match.start(1) : match.end(1)], words, calls)
        for value in [scene.text[match.start() : end]] if keeps else each:
            end = max(end, scene.text.find(value, start) + len(value))
            yield from _got(scene, agents, (start, end), _contest(scene, match.start(), value) + value)
    for match in award_words().is_.finditer(scene.text):
        if scene.is_read(match.start()):
            yield from _got(scene, agents, match.span(), match["award"])
    yield from _borne(scene)


def _got(scene: Scene, agents: Agents, span: tuple[int, int], value: str) -> Iterator[Fact[int]]:
    """The award of whoever acts at ``span``, not of who is spoken of as having got it: 为登上好人榜的[某某]颁奖."""
    of_another = scene.text.startswith("的", span[1]) and any(
        scene.mentions[i].type == "Person" for i in scene.within(span[1], span[1] + _BY_WHOM)
    )
    if of_another or _SO_MANY.search(scene.text, max(0, span[0] - 4), span[0]):
        return
    for subject in _earners(scene, agents, span):
        behind = scene.mentions[subject].end
        if scene.text.startswith("的", behind) and not scene.text.startswith("的《", behind):
            continue  # 某区的学校被评为…: the school
        begin = min(scene.mentions[subject].start, span[0])
        start = begin if begin >= scene.sentence(span[0])[0] else span[0]
        source = scene.source(start, span[1], "awards.verb", _CONFIDENCE)
        yield Fact(subject, "receives", None, source, value=value)
        contest = _won_in(scene, span) if award_words().ranked.search(value) else None
        if contest is not None and scene.mentions[subject].type in _CONTESTANTS:
            yield Fact(subject, "participatesIn", contest, replace(source, rule="awards.contest"))


def _earners(scene: Scene, agents: Agents, span: tuple[int, int]) -> tuple[int, ...]:
    """Who gets what the words at ``span`` say: those before 等6个单位, else who acts there."""
    counted = _OF_MANY.search(scene.text, max(0, span[0] - _FARTHEST), span[0])
    if counted is not None:
        return listed_before(scene, counted.start())
    agent = agents.of(span[0], _EARNERS, span, own=True)
    return agent.mentions if agent else ()


def _won_in(scene: Scene, span: tuple[int, int]) -> int | None:
    """The contest named last in the paragraph, up to the award's end: 石某得了三等奖; not where its clause tells of another
    one, or of what was before (曾获全国书法展一等奖)."""
    paragraph = scene.text.rfind("\n", 0, span[0]) + 1
    found = next(reversed(_contests(scene, paragraph, span[1])), None)
    start = scene.clause(span[0])[0]
    if found is None or scene.mentions[found].end > start:
        return found
    before = _BEFORE.search(scene.text, start, span[0]) is not None
    return None if before or _OTHER_CONTEST.search(scene.text, start, span[1]) else found


def _contests(scene: Scene, start: int, end: int) -> list[int]:
    events = [i for i in scene.within(start, end) if scene.mentions[i].type == "Event"]
    return [i for i in events if award_words().contest.search(scene.mentions[i].text)]


def _borne(scene: Scene) -> Iterator[Fact[int]]:
    """某市劳动模范|某某."""
    for index in scene.outer:
        person = scene.mentions[index]
        if person.type != "Person" or not scene.is_read(person.start):
            continue
        match = award_words().before.search(scene.text, max(0, person.start - _LONGEST), person.start)
        if match is not None:
            source = scene.source(match.start(), person.end, "awards.borne", _CONFIDENCE)
            yield Fact(index, "receives", None, source, value=match["award"])


def _passive_start(match: re.Match[str]) -> int:
    """Where the words begin that say who gives it: before 被|某局|评为 the giver is who gets nothing."""
    start = match.start()
    while start and match.string[start - 1] == "\0":
        start -= 1
    return start


def _listed(words: str, first: str, named: bool) -> list[str]:
    """The honours of a list that begins with ``first``: all of what a word for them closes (某文明校园、某绿色学校|
    等称号), else as long as each is one: 某旅游示范区、中国最美海岛."""
    closed = _CLOSED.match(words)
    if closed is not None and not set(closed["list"]) & _MARKS:
        return re.split("[、和]", closed["list"])
    found, at = _each(first), words.find(first) + len(first)
    while (more := _MORE.match(words, at)) is not None:
        if not (award_words().honour.search(more["next"]) or (named and _QUOTED.match(more["next"]))):
            break
        found.append(more["next"])
        at = more.end()
    return found


def _each(words: str) -> list[str]:
    """The honours of a list: 广西工匠、玉林市劳动模范; “山西省优秀乡村教师”“运城市最美教师”."""
    parts = [part for part in _LIST.split(words) if part]
    return parts if len(parts) > 1 and all(len(part) >= _LEAST for part in parts) else [words]


def _without_giver(text: str) -> str:
    """The text with who gives it masked: 被[某局]推荐为 reads 被……推荐为 as one verb, at the same places."""
    return _PASSIVE.sub(lambda m: "\0" * (len(m.group()) - 1) + "被", text)


def _award(words: str, named: bool) -> str | None:
    """The words up to the end of the first honour in them, or None; behind a verb of calling (``named``) a quotation is
    one."""
    parts = [words[: cut.start()] for cut in _AFTER.finditer(words) if not _inside_marks(words, cut.start())]
    for part in (*parts, words):
        whole = award_words().honour.search(part) or (named and _QUOTED.match(part))
        if whole and part.count("“") == part.count("”"):
            return _TITLE.sub("", part)
    return None


def _inside_marks(words: str, at: int) -> bool:
    return any(mark.start() < at < mark.end() for mark in _MARKED.finditer(words))


def _contest(scene: Scene, at: int, value: str) -> str:
    """The contest before a bare rank: 在“…”擂台赛决赛中, … 夺得|金奖."""
    if not award_words().ranked.fullmatch(value):
        return ""
    contests = _contests(scene, scene.sentence(at)[0], at)
    return scene.mentions[contests[-1]].text if contests else ""
