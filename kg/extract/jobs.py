"""Jobs that are posts where the body stands right before them: 某区环卫处|保洁员, 某公交公司|驾驶员."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit
from kg.knowledge.lexicon import Title
from kg.knowledge.posts import post_words
from kg.knowledge.scanning import TitleMatch, scan_roles

_EMPLOYERS = ("Agency", "Organization")


def jobs(analysis: Analysis, units: Sequence[Unit]) -> Iterator[TitleMatch]:
    """The jobs that stand right behind a body."""
    ends = {unit.end for unit in units if unit.type in _EMPLOYERS and not unit.anaphor}
    for role in scan_roles(analysis.text):
        if role.start in ends and role.role in post_words().jobs:
            yield TitleMatch(role.start, role.end, Title(role.role, False, "any", None))
