"""The renewal of a compound that an article only tells of: 某宿舍…被列入改造计划, 该小区…改造正式动工."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.works import works
from kg.types import Mention

RULE = "works.enrolled"
_CONFIDENCE = 0.65
#: So far back the compound was named.
_REACH = 240
_HOMES = frozenset({"compound"})


def find_enrolled(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """A project for each place where a compound comes under renewal, called after the compound, or as the article calls its
    renewal (among ``named``) where it does."""
    homes = [
        m for m in chain.mentions if m.type == "Community" and m.kind in _HOMES and m.rule == "units.chain"
    ]
    renewals = [m for m in named if m.type == "Project"]
    for match in works().enrolled.finditer(analysis.text):
        before = [m for m in homes if match.start() - _REACH < m.start and m.end <= match.end()]
        if not before or any(
            m.start <= match.start() < m.end for m in renewals if m.name.startswith(before[-1].name)
        ):
            continue
        home = before[-1].name
        known = {m.name for m in renewals if m.name.startswith(home) and m.name != home}
        name = next(iter(known)) if len(known) == 1 else f"{home}改造"
        forms = (f"{home}改造项目", f"{home}改造工程", f"{home}老旧小区改造")
        yield draft(analysis, "Project", *match.span(), RULE, _CONFIDENCE, name, None, forms)
