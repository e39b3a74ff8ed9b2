"""Ask a graph: SPARQL in a disposable process, named queries, counts, and the reasons behind a fact."""

from kg.query.cases import KINDS, Answer, Case, cases, without_judged
from kg.query.conflicts import Conflict, conflict_queries, conflicts, conflicts_tsv
from kg.query.evidence import Evidence
from kg.query.explain import Explanation, Finding, explain
from kg.query.named import bind, find
from kg.query.runner import run
from kg.query.statistics import Statistics, statistics
from kg.query.table import Table, Title
from kg.query.terms import prefixes, shorten
from kg.query.write import TABLE_FORMATS, tsv_row, write

__all__ = [
    "KINDS",
    "TABLE_FORMATS",
    "Answer",
    "Case",
    "Conflict",
    "Evidence",
    "Explanation",
    "Finding",
    "Statistics",
    "Table",
    "Title",
    "bind",
    "cases",
    "conflict_queries",
    "conflicts",
    "conflicts_tsv",
    "explain",
    "find",
    "prefixes",
    "run",
    "shorten",
    "statistics",
    "tsv_row",
    "without_judged",
    "write",
]
