"""Awards and honours, which are literals: 荣获“全国先进…”称号, 夺得金奖, 被评为先进个人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.agents import Agents
from kg.extract.subjects import Scene
from kg.knowledge.patterns import award_words
from kg.types import EntityType, Fact

_EARNERS: tuple[EntityType, ...] = ("Person", "Organization", "Community", "Agency", "Area")
_AFTER = re.compile(r"(?<=[奖号章牌人体位票军])(?:时|后|的|等|、|和|（)")
_MARKED = re.compile(r"“[^“”]*”|《[^《》]*》")
_PASSIVE = re.compile(r"被[^，。；！？\n]{2,24}?(?=推荐为|评为|授予|评选为|选为)")
_CONFIDENCE = 0.75


def awards(scene: Scene, posts: dict[int, int]) -> Iterator[Fact[int]]:
    """A ``receives`` fact for each award with somebody who gets it."""
    agents = Agents(scene, posts)
    for match in award_words().won.finditer(_without_giver(scene.text)):
        words = _award(scene.text[match.start(1) : match.end(1)])
        if words is None or not scene.is_read(match.start()):
            continue
        end = match.start(1) + len(words)
        value = scene.text[match.start() : end] if award_words().keeps_verb.match(match.group()) else words
        agent = agents.of(match.start(), _EARNERS, (match.start(), match.end()), own=True)
        for subject in agent.mentions if agent else ():
            if scene.text.startswith("的", scene.mentions[subject].end):
                continue  # 某区的学校被评为…: the school
            begin = min(scene.mentions[subject].start, match.start())
            start = begin if begin >= scene.sentence(match.start())[0] else match.start()
            source = scene.source(start, end, "awards.verb", _CONFIDENCE)
            yield Fact(subject, "receives", None, source, value=_contest(scene, match.start(), value) + value)


def _without_giver(text: str) -> str:
    """The text with who gives it masked: 被[某局]推荐为 reads 被……推荐为 as one verb, at the same places."""
    return _PASSIVE.sub(lambda m: "\0" * (len(m.group()) - 1) + "被", text)


def _award(words: str) -> str | None:
    """The words up to the end of the first honour in them, or None."""
    parts = [words[: cut.start()] for cut in _AFTER.finditer(words) if not _inside_marks(words, cut.start())]
    for part in (*parts, words):
        if award_words().honour.search(part) and part.count("“") == part.count("”"):
            return part
    return None


def _inside_marks(words: str, at: int) -> bool:
    return any(mark.start() < at < mark.end() for mark in _MARKED.finditer(words))


def _contest(scene: Scene, at: int, value: str) -> str:
    """The contest before a bare rank: 在“…”擂台赛决赛中, … 夺得|金奖."""
    if not award_words().ranked.fullmatch(value):
        return ""
    events = [i for i in scene.within(scene.sentence(at)[0], at) if scene.mentions[i].type == "Event"]
    contests = [i for i in events if award_words().contest.search(scene.mentions[i].text)]
    return scene.mentions[contests[-1]].text if contests else ""
