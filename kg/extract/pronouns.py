"""他 and 她 stand for the person named last in the paragraph; inside somebody's words they may be anybody."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.extract.analysis import Analysis
from kg.extract.naming import draft
from kg.types import Mention

_PRONOUN = re.compile(r"(?<![其吉排维利])[他她](?!们|人|乡|日|国|县|省|市|山|方|处|年|事|妈)|该同志")
_MEMORY = 200


def find_pronouns(analysis: Analysis, people: Sequence[Mention]) -> list[Mention]:
    """A mention for each pronoun with a person before it; its name is that person's."""
    order = sorted((p for p in people if p.rule != "people.byline"), key=lambda p: p.start)
    starts = [p.start for p in order]
    found = []
    for match in _PRONOUN.finditer(analysis.text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and _refers(analysis, order[at], match.start()):
            name = order[at].name
            rule, start, end = "people.pronoun", match.start(), match.end()
            found.append(draft(analysis, "Person", start, end, rule, 0.6, name, pointer=True))
    return found


def _refers(analysis: Analysis, person: Mention, at: int) -> bool:
    between = analysis.text[person.end : at]
    spoken = between.count("“") - between.count("”")
    return len(between) <= _MEMORY and "\n" not in between and spoken == 0
