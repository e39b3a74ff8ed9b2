"""Awards and honours, which are literals: 荣获“全国先进…”称号, 夺得金奖, 被评为先进个人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.subjects import Scene
from kg.types import EntityType, Fact

_AWARD = re.compile(
    r"(?:荣获|获得|荣膺|荣登|夺得|摘得|斩获|获评|获颁|被评为|被授予|被推荐为|评选为|授予|入选|捧得|获)(?:了|过)?"
    r"([^，。；！？\n]{2,40})"
)
_HONOUR = re.compile(
    r"(?:奖|奖项|称号|荣誉|奖章|奖牌|勋章|先进个人|先进集体|先进单位|标兵|模范|能手|好人|金牌|银牌|铜牌|冠军|亚军|季军|第[一二三]名|邮票|表彰|文明单位|示范社区|示范村|优秀[\u4e00-\u9fff]{2,6}|好警嫂)[”》]?$"
)
_EARNERS: tuple[EntityType, ...] = ("Person", "Organization", "Community", "Agency", "Area")


def awards(scene: Scene) -> Iterator[Fact[int]]:
    """A ``receives`` fact for each award with somebody who gets it."""
    for match in _AWARD.finditer(scene.text):
        words = re.split(r"(?<=[奖号章牌人体位])(?:时|后|的)", match.group(1))[0].removesuffix("等")
        if not _HONOUR.search(words) or not scene.is_read(match.start()):
            continue
        subject = scene.subject(match.start(), _EARNERS)
        if subject is not None:
            end = match.start(1) + len(words)
            who = scene.mentions[subject.mention]
            start = who.start if 0 <= match.start() - who.start < 80 else match.start()
            source = scene.source(start, end, "awards.verb", 0.75)
            yield Fact(subject.mention, "receives", None, source, value=words)
