"""Bodies that need no right end: those of the whole country that everybody knows (一汽, 世界银行), and the newspaper itself
where it prints its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.analysis import Analysis
from kg.extract.unit import Unit, with_new
from kg.knowledge.nationwide import scan_nationwide

#: The last word of a running head that is a column's.
_COLUMN = "新闻"


def with_known(analysis: Analysis, units: Sequence[Unit], blocked: Iterable[tuple[int, int]]) -> list[Unit]:
    """``units`` and those bodies, where neither they nor ``blocked`` stand and whole words do; what only begins one goes:
    [新浪]博客."""
    taken = {at for start, end in blocked for at in range(start, end)}
    taken |= {at for work in analysis.works for at in range(work.start, work.end)}
    found = [s for s in scan_nationwide(analysis.text) if s[0] in analysis.starts and s[1] in analysis.ends]
    whole = dict(found)
    bearers = {unit.parent for unit in units}
    kept = [
        (i, u)
        for i, u in _outside_papers(analysis, units)
        if i in bearers or u.end >= whole.get(u.start, 0) or u.head_start < u.end
    ]
    taken |= {at for _, unit in kept for at in range(unit.start, unit.end)}
    new = [
        Unit(start, end, end, "Organization", "company")
        for start, end in found
        if taken.isdisjoint(range(start, end))
    ]
    return with_new(kept, [*new, *_papers(analysis, units)])


def _outside_papers(analysis: Analysis, units: Sequence[Unit]) -> list[tuple[int, Unit]]:
    """``units`` with their numbers, but for what would be a part of the newspaper's own name: 手机[网易]网."""
    papers = [(b.start, b.end) for b in analysis.article.blocks if b.kind == "paper"]
    bearers = {u.parent for u in units}

    def is_part(unit: Unit) -> bool:
        return unit.type != "Area" and any(s <= unit.start and unit.end < e for s, e in papers)

    return [(i, u) for i, u in enumerate(units) if i in bearers or not is_part(u)]


def _papers(analysis: Analysis, units: Sequence[Unit]) -> Iterator[Unit]:
    """The newspaper's own name, whatever it ends with: 今日[某县]."""
    ends = {unit.end for unit in units if unit.type == "Organization"}
    for block in analysis.article.blocks:
        column = analysis.text.endswith(_COLUMN, block.start, block.end)  # 05 某县新闻: what the page holds
        if block.kind == "paper" and block.end not in ends and not column:
            yield Unit(block.start, block.end, block.end, "Organization", "media")
