"""Numbers that somebody tells of himself: “在家门口干活，一天能挣[120元]。”某某说; “我家[3亩]田…”."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.protagonists import named_last
from kg.extract.subjects import Scene, Subject

#: What somebody earns, and what is his.
_EARNS = re.compile(
    "[挣赚]|工资|工钱|月薪|日薪|年薪|打工|务工|干活|(?:^|[，。“])(?:一天|一个?月|一年|每天|每月)(?:下来|也|都|能|就|有|可以)*$"
)
_MINE = re.compile("(?:我|俺|咱)(?:们)?[家自]|我(?!们|国|市|区|县|镇|乡|省|州|校|院|村|社|厂|局)|自家|家里")
#: What is told of others, or of each of many.
_OTHERS = re.compile(
    "集体|合作社|公司|全[村镇县市乡]|[户人]均|每[户人平餐斤亩]|物业|补助|补贴|总|工人|群众|村民们"
)
#: From the end of what is said to whoever says it, and from his name to the word of saying.
_BEFORE_NAME, _SAYS = 16, re.compile("[^。！？“”\n]{0,24}?(?:说|道|讲|算|笑|告诉|感慨|坦言|介绍)")
_BREAK = re.compile("[。！？\n：；]")
_SHE = re.compile("[她他](?!们)")
#: What a piece of land yields: 这片田一亩比单种水稻多挣两千元.
_PER_MU = re.compile("[一每]亩|亩均")
#: No longer are somebody's words before or behind a number in them.
_LONGEST = 400
#: What those of a body say it did; who is meant by 我们 there, and what else may be told of.
_DEEDS = ("investment", "money", "other", "works", "people", "merchants", "enterprises", "helped")
_WE = re.compile("(?:我们|咱们)(?![的村镇乡县区市省州社局厂校院园家所站])|我(?:公司|司|厂|院|校|社)")
_WHEN = re.compile("[去今前往每]年|年来|上半年|全年|每[天月]|20[0-9]{2}年")
_OTHER_WORK = re.compile("项目|工程|改造|扩建|建设")
_TITLE = re.compile("(?:的)?[一-龥]{1,12}")
_SURE = 0.75
#: Before the end of whole sentences that are said.
_ENDS = "。！？…，"


def own_words(case: Case) -> Subject | None:
    """Whoever says so of himself; None where nobody says so, or it is told of others."""
    scene, at = case.scene, case.at
    start, end = scene.clause(at)
    if case.counted.quantity.unit not in ("CNY", "m2") or not _is_said(scene, at):
        return None
    said, beside = scene.text[max(start - 1, 0) : case.counted.quantity.start], scene.text[start:end]
    earns = case.counted.quantity.unit == "CNY" and _EARNS.search(said)
    mine = _MINE.search(said)
    if not (earns or mine) or _OTHERS.search(beside) or scene.within(start, at):
        return None
    if _PER_MU.search(beside) and not mine and case.counted.quantity.unit == "CNY":
        return None
    speaker = _speaker(scene, at)
    return None if speaker is None else Subject(speaker, _SURE)


def our_body(case: Case) -> Subject | None:
    """“今年我们投入1800万元检修锅炉6台。”某公司副经理某某说: the company of whoever says so, where the sentence tells of
    nothing else."""
    scene, at = case.scene, case.at
    if case.counted.rule.name not in _DEEDS or not _is_said(scene, at):
        return None
    opens = scene.text.rfind("“", max(0, at - _LONGEST), at)
    start = max(opens + 1, scene.sentence(at)[0])
    we = _WE.search(scene.text, start, case.counted.quantity.start)
    other = _OTHER_WORK.search(scene.text, start, scene.sentence(at)[1])
    when = _WHEN.search(scene.text, start, case.counted.quantity.start)
    if (
        we is None
        or when is None
        or other is not None
        or any(scene.known(i) for i in scene.within(start, at))
    ):
        return None
    body = _body_of_speaker(scene, at)
    return None if body is None else Subject(body, _SURE)


def _body_of_speaker(scene: Scene, at: int) -> int | None:
    """The body before the title of whoever is named behind the end of what is said: ”[某公司]副经理某某说."""
    close = scene.text.find("”", at, at + _LONGEST)
    behind = [] if close < 0 else list(scene.within(close + 1, scene.sentence(close + 1)[1]))
    people = [i for i in behind if scene.mentions[i].type == "Person"]
    if not people or not _SAYS.match(scene.text, scene.mentions[people[0]].end):
        return None
    person = scene.mentions[people[0]]
    bodies = [i for i in behind if scene.mentions[i].end <= person.start and scene.known(i)]
    last = scene.mentions[bodies[-1]] if bodies else None
    titled = last is not None and _TITLE.fullmatch(scene.text, last.end, person.start) is not None
    return bodies[-1] if titled and last is not None and last.type == "Organization" else None


def says_of_himself(scene: Scene, at: int) -> int | None:
    """“我今年76岁了。”|某某|说: whoever says it; “…。”退休教师|某某|按下按钮: else the only person of that sentence."""
    if not _is_said(scene, at):
        return None
    if (speaker := _speaker(scene, at)) is not None:
        return speaker
    close = scene.text.find("”", at, at + _LONGEST)
    following = scene.within(close + 1, scene.sentence(close + 1)[1]) if close >= 0 else ()
    people = [i for i in following if scene.mentions[i].type == "Person" and scene.known(i)]
    return people[0] if len(people) == 1 and scene.text[close - 1] in _ENDS else None


def _is_said(scene: Scene, at: int) -> bool:
    begin = max(0, at - _LONGEST)
    opens = scene.text.rfind("“", begin, at)
    return opens > max(scene.text.rfind("”", begin, at), scene.text.rfind("\n", begin, at))


def _speaker(scene: Scene, at: int) -> int | None:
    """Who is named behind the end of what is said, or before its beginning, as who says it; 她 is who was named last."""
    close, opens = scene.text.find("”", at, at + _LONGEST), scene.text.rfind("“", max(0, at - _LONGEST), at)
    behind = close + 1
    stop = _BREAK.search(scene.text, behind)
    end = min(stop.start() if stop and close >= 0 else behind, behind + _BEFORE_NAME)
    if close >= 0 and _SHE.match(scene.text, behind) and _SAYS.match(scene.text, behind):
        return named_last(scene, opens)
    for index in scene.within(behind, end):
        person = scene.mentions[index]
        if person.type == "Person" and scene.known(index) and _SAYS.match(scene.text, person.end):
            return index
    before = scene.within(scene.sentence(opens)[0], opens)
    people = (i for i in reversed(before) if scene.mentions[i].type == "Person" and scene.known(i))
    told = scene.text.endswith(("：", "，"), 0, opens)
    return next((i for i in people if told and _SAYS.match(scene.text, scene.mentions[i].end, opens)), None)
