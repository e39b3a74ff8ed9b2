"""What a page's running head states: the newspaper, its date, the number of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reader.layout.furniture import DATE, PAGE, paper_name
from kg.reader.layout.geometry import Line

RUNNING_HEAD = "running head"


def stated(around: Sequence[Line]) -> dict[str, str]:
    """The fields of a page (date, number, paper) that the lines around its text state."""
    words = [line.text for line in sorted(around, key=lambda line: (line.box.y0, line.box.x0))]
    found: dict[str, str] = {}
    for text in words:
        if (date := DATE.search(text)) and "date" not in found:
            year, month, day = (int(part) for part in re.findall(r"\d+", date.group()))
            if 1 <= month <= 12 and 1 <= day <= 31:
                found["date"] = f"{year:04d}-{month:02d}-{day:02d}"
        if (number := PAGE.search(text)) and "number" not in found:
            found["number"] = number.group(1)
        if (paper := paper_name(text)) and "paper" not in found:
            found["paper"] = paper
    return found
