"""How good a graph is: what a careful reader found on a page against what was built for it."""

from kg.evaluate.compare import Judged, judged, score
from kg.evaluate.gold import load_gold
from kg.evaluate.report import render
from kg.evaluate.scores import MEASURES, Misses, Rate, Scores, Total, total

__all__ = [
    "MEASURES",
    "Judged",
    "Misses",
    "Rate",
    "Scores",
    "Total",
    "judged",
    "load_gold",
    "render",
    "score",
    "total",
]
