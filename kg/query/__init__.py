"""Ask a graph: SPARQL in a disposable process, named queries, counts, and the reasons behind a fact."""

from kg.query.evidence import Evidence
from kg.query.explain import Explanation, Finding, explain
from kg.query.named import bind, find
from kg.query.runner import run
from kg.query.statistics import Statistics, statistics
from kg.query.table import Table, Title
from kg.query.terms import prefixes, shorten
from kg.query.write import TABLE_FORMATS, tsv_row, write

__all__ = [
    "TABLE_FORMATS",
    "Evidence",
    "Explanation",
    "Finding",
    "Statistics",
    "Table",
    "Title",
    "bind",
    "explain",
    "find",
    "prefixes",
    "run",
    "shorten",
    "statistics",
    "tsv_row",
    "write",
]
