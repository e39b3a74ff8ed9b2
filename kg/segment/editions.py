"""The year in the name of an event that is held every year: 2024清河采茶节在某镇开幕."""

from __future__ import annotations

import re

#: The edition of an event that is held, or opens.
_EDITION = re.compile(
    r"(?<![\d.—-])(?P<year>20\d\d)(?!年|[-/.\d])[“·]?[一-龥·—]{2,16}?"
    r"(?:马拉松|[一-龥]节|赛|论坛|博览会|展销会|推介会|交易会|展览会|运动会|庙会|灯会|嘉年华|晚会)”?"
    r"(?=[^。！？\n]{0,24}(?:开幕|启幕|开跑|开赛|鸣枪|举行|举办|启动|开讲|开锣|闭幕|落幕|收官))"
)
#: An edition of another year, or one to come.
_OTHER = re.compile(r"(?:去年|前年|往年|上届|曾|此前|备战|明年|即将|获得?|荣获|将于?|将在)[^。！？\n]{0,10}$")
_REACH = 12


def editions(text: str) -> set[int]:
    """The year of the edition that ``text`` tells of; none where it tells of those of two years."""
    found = {
        int(match["year"])
        for match in _EDITION.finditer(text)
        if not _OTHER.search(text, max(0, match.start() - _REACH), match.start())
    }
    return found if len(found) == 1 else set()
