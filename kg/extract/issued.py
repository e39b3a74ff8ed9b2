"""Documents without book-title marks, and the campaigns that plans with them are for."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.headed import after
from kg.extract.naming import Chain, draft
from kg.knowledge.works import works
from kg.types import Mention


def issued(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """印发[优化营商环境工作方案], [关于全面防控疫情的通知]; also with the body whose they are: [县人民政府]关于…的报告."""
    for match in works().on_something.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        body = chain.mentions[unit] if unit is not None and chain.units[unit].type == "Agency" else None
        start = match.start() if body is None else body.start
        forms = () if body is None else (match.group(),)
        yield draft(analysis, "Document", start, match.end(), "works.notice", 0.75, None, None, forms)
    for match in works().five_years.finditer(analysis.text):
        name = f"“{match['number']}五”规划"
        yield draft(analysis, "Document", *match.span(), "works.known", 0.7, name)
    yield from after(analysis, "Document")


def plans(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """The plan that something is taken into, beside the work that the plan is for: 列入[某区2024年老旧小区改造计划]."""
    areas = {m.start for m in chain.mentions if m.type == "Area"}
    for match in works().takes_in.finditer(analysis.text):
        rule = "works.plan" if match.start("plan") in areas else "works.plan.local"
        yield draft(analysis, "Document", *match.span("plan"), rule, 0.7)
