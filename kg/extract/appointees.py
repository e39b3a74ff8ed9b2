"""People whom a decision about a post names: 任命[某某]为…, 免去[某某]的…, [某某]自2015年起任…, [某某]不再担任…."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.extract.introductions import Candidate, Trust, expected_length
from kg.extract.surroundings import Surroundings
from kg.extract.tenures import Tenures
from kg.knowledge.names import name_model
from kg.knowledge.posts import post_words

#: The least score of a name between a verb of deciding and 为; before a verb of taking a post, and of two characters there.
_DECIDED, _TAKING, _SHORT = -1.5, 2.5, 4.0
#: How far behind the verb the post's title may end.
_REACH = 40
#: Behind a name may stand what else the list tells of everybody: （女，壮族）.
NOTE = r"(?:[（(][^（）()\n]{1,24}[）)])?"
_BEHIND_DECISION = re.compile(rf"{NOTE}(?:同志)?(?:为|的|任|辞去|不再|担任)")
#: Where the next person of a list of decisions stands.
_LISTED = re.compile(rf"[；：\n、][\s　]*(?=[^，。；：、（(\n]{{2,4}}{NOTE}(?:同志)?(?:为|的))")
_LIST_SIGNS = ("；", "：", "、", "\n")
_OPENED = re.compile(r"[：:\s　]*")
_HEAD = frozenset("，。；：！？、“”‘’（）《》… \n　由命去举")


def appointees(around: Surroundings) -> Iterator[Candidate]:
    """Names behind a verb of deciding, and names before a verb of taking or leaving a post."""
    text = around.analysis.text
    for verb in post_words().decides.finditer(text):
        opened = _OPENED.match(text, verb.end())
        yield from _decided(around, opened.end() if opened else verb.end())
    if post_words().decides.search(text):
        scopes = Tenures(around.analysis)
        for more in _LISTED.finditer(text):
            if post_words().decides.search(text, scopes.scope(more.end()), more.start()):
                yield from _decided(around, more.end())
    ends = sorted(title.end for title in around.analysis.titles)
    for verb in post_words().taking.finditer(text):
        clause = around.analysis.clause(verb.start())
        after = bisect_right(ends, verb.end())
        if after < len(ends) and ends[after] <= min(clause.end, verb.end() + _REACH):
            yield from _taking(around, verb.start())


def _decided(around: Surroundings, start: int) -> Iterator[Candidate]:
    text, model = around.analysis.text, name_model()
    options = ((score, start + length) for score, length in model.lengths(text, start))
    closed = [
        (model.score(text[start:end]), end)
        for _, end in options
        if _BEHIND_DECISION.match(text, end) and not around.is_blocked(start, end)
    ]
    score, end = max(closed, default=(_DECIDED - 1, start))
    if score >= (_TAKING if text.startswith("、", start - 1) else _DECIDED):
        yield Candidate(start, end, "appointed", 0.9)
    elif not text.startswith(_LIST_SIGNS, start - 1) and (
        length := expected_length(around, start, Trust.TITLE)
    ):
        yield Candidate(start, start + length, "appointed", 0.85)


def _taking(around: Surroundings, verb: int) -> Iterator[Candidate]:
    text, model = around.analysis.text, name_model()
    between = post_words().between_end.search(text, max(0, verb - 24), verb)
    end = between.start() if between else verb
    for size in (3, 2, 4):
        start = end - size
        opens = start == 0 or (start > 0 and text[start - 1] in _HEAD)
        if not opens or around.is_blocked(start, end):
            continue
        if model.score(text[start:end]) >= (_SHORT if size == 2 else _TAKING):
            yield Candidate(start, end, "takes_post", 0.85)
            return
