"""Honours that somebody gives: 授予[某镇]、[某村]“先进乡镇”称号, 表彰[某镇]、[某村]等20个先进集体, 给予[某某]等8名同志嘉奖.

Each of those named receives what is given; who gives it never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.subjects import Scene
from kg.knowledge.patterns import award_words
from kg.types import EntityType, Fact

_EARNERS: tuple[EntityType, ...] = ("Person", "Organization", "Community", "Agency", "Area")
_CONFIDENCE = 0.75
#: What may stand between a verb of giving and the first name, and behind each name of a row.
_OPENED, _CALLED = re.compile("[：:\\s　“]*"), re.compile("(?:同志|先生|女士|老师)?(?:（[^（）\n]{1,16}）)?")
#: Who a name is, before it: 授予[教师]某某; what it is joined to the row by; how many they are with the others.
_WHO, _JOINT = re.compile("[^，。；：、“”《》（）\n]{1,12}"), re.compile("、|以及|[和与及]")
_SO_MANY = re.compile(
    r"等?(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})[余多]?[个名位家支户人][^“”《，。；：、\n]{0,8}"
)
_OTHERS = re.compile("等(?:[一-龥]{0,4}(?:同志|单位|集体|个人|人员|企业|乡镇|[村社]区?))?")
#: The honour: a quotation, with what it is of before it; another one follows without its verb.
_QUOTED = re.compile("(?:为|以)?[^，。；：“”\n]{0,14}?(?P<value>“[^“”\n]{2,30}”)")
_PLAIN = re.compile("(?:为|以)?(?P<value>(?![这该此])[^，。；：“”\n]{4,24}?)(?=[称荣]|[，。；、\n]|$)")
_NEXT = re.compile("(?:荣誉|光荣)?(?:称号|奖牌|牌匾|锦旗|证书)?[，、；和](?:授予)?")
#: Before the name and behind it in a row that is read to the left: who somebody is, 、 before that.
_BEFORE = re.compile("[、和与及](?P<who>[^，。；：、和与及“”\n]{0,12})$")
_ASIDE = re.compile("(?:同志|（[^（）\n]{1,16}）)$")
_FARTHEST = 16
#: 给予某某等8名同志[嘉奖].
_PRAISED = re.compile(
    "给予(?=[^，。；：\n]{2,60}?(?P<value>通报表扬|通报表彰|嘉奖|记(?:个人|集体)?[一二三]等功|记大功|记功))"
)
#: 等20个[先进集体], where the sentence honours.
_COUNTED = re.compile(
    r"等(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})[余多]?[个名位家支户人](?P<value>(?!同志)[一-龥]{4,16}?)"
    r"(?=进行|予以|给予|颁|授|表彰|[、，。；和与及的\n]|$)"
)
_HONOURS = re.compile("表彰|表扬|颁奖|嘉奖|命名|授牌|评选|评出")


def given(scene: Scene) -> Iterator[Fact[int]]:
    """A ``receives`` fact for each of those to whom a verb gives an honour, or who are counted by it."""
    for verb in award_words().gives.finditer(scene.text):
        if scene.is_read(verb.start()):
            yield from _bestowed(scene, verb)
    for verb in _PRAISED.finditer(scene.text):
        row = [i for i in _row(scene, verb.end()).names if scene.mentions[i].end <= verb.start("value")]
        if scene.is_read(verb.start()):
            yield from _received(scene, row, verb.start(), verb.end("value"), verb["value"])
    for counted in _COUNTED.finditer(scene.text):
        honour = award_words().honour.search(counted["value"]) is not None
        honours = _HONOURS.search(scene.text, *scene.sentence(counted.start())) is not None
        if honour and honours and scene.is_read(counted.start()):
            names = listed_before(scene, counted.start())
            yield from _received(scene, names, counted.start(), counted.end(), counted["value"])


def listed_before(scene: Scene, at: int) -> tuple[int, ...]:
    """The names of the row that ends at ``at``: [某镇]、[某村]|等20个先进集体."""
    found: list[int] = []
    floor = scene.sentence(at)[0]
    while at > floor:
        aside = _ASIDE.search(scene.text, max(floor, at - _FARTHEST), at)
        at = aside.start() if aside else at
        index = scene.around(at - 1)
        if index is None or scene.mentions[index].end != at or scene.mentions[index].type not in _EARNERS:
            break
        found.append(index)
        start = scene.chain_start(scene.mentions[index])
        before = _BEFORE.search(scene.text, max(floor, start - _FARTHEST), start)
        if before is None or (before["who"] and scene.mentions[index].type != "Person"):
            break
        at = before.start()
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class _Row:
    """The ``names`` of a row that ends at ``end``, with what counts them."""

    names: tuple[int, ...]
    end: int


def _bestowed(scene: Scene, verb: re.Match[str]) -> Iterator[Fact[int]]:
    """授予[某镇]、[某局]“先进单位”称号，[某某]“先进个人”称号: row after row, each with its honour."""
    begin, at, stop = verb.start(), verb.end(), scene.sentence(verb.start())[1]
    while at < stop:
        row = _row(scene, at)
        honour = _honour(scene.text, row.end) if row.names else None
        if honour is None:
            return
        yield from _received(scene, row.names, begin, honour.end(), honour["value"])
        further = _NEXT.match(scene.text, honour.end())
        if further is None:
            return
        at = begin = further.end()


def _honour(text: str, at: int) -> re.Match[str] | None:
    """The honour that begins at ``at``: “先进单位”, 全国劳动模范."""
    quoted = _QUOTED.match(text, at)
    plain = None if quoted else _PLAIN.match(text, at)
    return quoted or (plain if plain and award_words().honour.search(plain["value"]) else None)


def _row(scene: Scene, at: int) -> _Row:
    """The names that begin at ``at``: 芙蓉镇、县财政局, [教师]某某, 县财政局[局长]某某等5名同志."""
    names: list[int] = []
    opened = _OPENED.match(scene.text, at)
    at = opened.end() if opened else at
    while (index := _next(scene, at)) is not None:
        names.append(index)
        called = _CALLED.match(scene.text, scene.mentions[index].end)
        end = called.end() if called else scene.mentions[index].end
        joint = _JOINT.match(scene.text, end)
        at = end if joint is None else joint.end()
        if joint is None:
            break
    for words in (_SO_MANY, _OTHERS):
        more = words.match(scene.text, at) if names else None
        if more is not None:
            return _Row(tuple(names), more.end())
    return _Row(tuple(names), at)


def _next(scene: Scene, at: int) -> int | None:
    """Whose name is the next of a row: at ``at`` or behind the words that say who it is; of 县财政局|局长|某某 the last."""
    index = scene.around(at)
    if index is not None and scene.mentions[index].type not in _EARNERS:
        return None
    if index is not None and scene.mentions[index].type == "Person":
        return index
    who = _WHO.match(scene.text, at if index is None else scene.mentions[index].end)
    if who is None:
        return index
    behind = scene.within(who.start(), who.end())
    further = next((i for i in behind if scene.mentions[i].start == who.start()), None)
    if further is not None:
        return _next(scene, scene.mentions[further].start)
    person = next((i for i in behind if scene.mentions[i].type == "Person"), None)
    close = (
        person is not None and _JOINT.search(scene.text, who.start(), scene.mentions[person].start) is None
    )
    return person if close else index


def _received(scene: Scene, names: Iterable[int], start: int, end: int, value: str) -> Iterator[Fact[int]]:
    for index in names:
        begin = min(start, scene.mentions[index].start)
        yield Fact(
            index, "receives", None, scene.source(begin, end, "awards.given", _CONFIDENCE), value=value
        )
