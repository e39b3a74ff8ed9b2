"""Works that a list names by their sites or by what is done: 推进[红岩产业园]、[青山水厂]等重点项目建设."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.extract.proper import is_proper
from kg.knowledge.boundaries import boundaries
from kg.knowledge.described import described
from kg.types import Mention

#: The rule of these works.
LISTED = "works.listed"
_SURE, _PROJECT = 0.65, "项目"
#: What parts the names, how many there are at least, and how long one is.
_PARTS, _SEVERAL, _LENGTH = re.compile("、|以及|及|和|与"), 2, (4, 24)
#: Verbs are so long.
_VERB = 4
#: No name holds one of these.
_NO_NAME = re.compile("[的了等“”《》（）：]|[0-9一二两三四五六七八九十][余多]?[个项座条家]")
#: What so many of are built is no name of one: 柳河县|农村公路.
_LEAST_OWN = 2


def find_listed(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """The works of lists that a verb of carrying out leads or follows, outside the works ``named``."""
    taken = {at for m in named for at in range(m.start, m.end)}
    for match in described().list_closes.finditer(analysis.text):
        start = analysis.clause(match.start()).start
        verb = _last_verb(analysis, start, match.start())
        if verb is None and described().list_goes_on.match(analysis.text, match.end()) is None:
            continue
        items = list(_items(analysis.text, start if verb is None else verb, match.start()))
        if len(items) < _SEVERAL:
            continue
        for first, last in items:
            if taken.isdisjoint(range(first, last)) and _is_name(analysis, chain, first, last):
                yield _work(analysis, first, last)


def _work(analysis: Analysis, start: int, end: int) -> Mention:
    """The work of that name; of what is made somewhere (生物质热电联产) its 项目."""
    own = analysis.text[start:end]
    if not own.endswith(described().list_makes):
        return draft(analysis, "Project", start, end, LISTED, _SURE)
    return draft(analysis, "Project", start, end, LISTED, _SURE, own + _PROJECT, None, (own,))


def _last_verb(analysis: Analysis, start: int, end: int) -> int | None:
    """Where the first name begins behind the verb that leads the list; None where no verb does."""
    parts = _PARTS.search(analysis.text, start, end)
    stop = end if parts is None else parts.start()
    ends = [m.end() for m in described().list_verb.finditer(analysis.text, start, stop) if m.end() < stop]
    words = (at for at in ends if at in analysis.starts and _is_whole_verb(analysis, at))
    return next(words, None)


def _is_whole_verb(analysis: Analysis, end: int) -> bool:
    """Whether the word that ends at ``end`` is a verb: 推进|红岩产业园."""
    before = analysis.words_in(max(0, end - _VERB), end)
    return bool(before) and before[-1].end == end and before[-1].pos[:1] in "vu"


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a list."""
    at = start
    for match in _PARTS.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _is_name(analysis: Analysis, chain: Chain, start: int, end: int) -> bool:
    """Whether a part of the list is called by a name of its own, and is something that is built or done."""
    own = analysis.text[start:end]
    if (
        not _LENGTH[0] <= len(own) <= _LENGTH[1]
        or _NO_NAME.search(own)
        or not own.endswith(described().list_ends)
    ):
        return False
    if start not in analysis.starts or end not in analysis.ends or boundaries().is_generic(own):
        return False
    begun = max((m.end for m in chain.mentions if m.start == start and m.rule == "units.chain"), default=None)
    if begun is None:
        return is_proper(analysis, start, end)
    return begun == end or (
        end - begun >= _LEAST_OWN and not boundaries().is_generic(analysis.text[begun:end])
    )
