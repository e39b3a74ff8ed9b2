"""What somebody says before he is named: “已铺管道46公里。”某局副局长某某说."""

from __future__ import annotations

import re

from kg.extract.subjects import Scene

#: From whoever speaks to the word that says so.
SAYS = re.compile("[^。！？“”\n]{0,24}?(?:说|道|介绍|告诉|表示|坦言|透露|感慨|回忆|算)")
#: So far the words go on on either side of a number, and so far behind them the speaker is named.
_LONGEST, _BEHIND = 400, 40


def quotation(scene: Scene, at: int) -> tuple[int, int] | None:
    """Where the words in quotation marks begin and end that ``at`` stands in, within its line; None where it stands in
    none."""
    opens = scene.text.rfind("“", max(0, at - _LONGEST), at)
    close = scene.text.find("”", at, at + _LONGEST)
    outside = opens <= max(scene.text.rfind("”", 0, at), scene.text.rfind("\n", 0, at))
    return None if outside or close < 0 else (opens, close)


def names_nobody(scene: Scene, opens: int, at: int) -> bool:
    """Whether what is said up to ``at`` names nothing that the article knows."""
    return not any(scene.known(i) for i in scene.within(opens, at))


def named_behind(scene: Scene, close: int) -> tuple[int, ...]:
    """What is named right behind the words, in the sentence that says whose they are."""
    return scene.within(close + 1, min(scene.sentence(close + 1)[1], close + 1 + _BEHIND))
