"""The newspaper's or site's own name and staff, set beside the article that they stand next to: 责任编辑 赵明, 某某日报."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.segment.body import Part
from kg.segment.compose import Draft
from kg.segment.lines import Line
from kg.segment.mastheads import Imprint, read_masthead


def with_imprint(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """The articles; the last one before each of the newspaper's own lines, else the first one of the page, has its names."""
    found = list(drafts)
    starts = [draft.parts[0].ranges[0][0] for draft in drafts]
    for line in lines if found else ():
        masthead = None if line.site else read_masthead(line.text)
        spans: Sequence[tuple[Imprint, int, int]] = masthead.imprint if masthead is not None else ()
        spans = [("paper", 0, len(line.text))] if line.site else spans
        parts = tuple(Part(kind, ((line.start + start, line.start + end),)) for kind, start, end in spans)
        at = bisect_right(starts, line.start) - 1
        if at < 0:
            found[0] = replace(found[0], parts=(*parts, *found[0].parts))
        elif parts:
            found[at] = replace(found[at], parts=(*found[at].parts, *parts))
    return found
