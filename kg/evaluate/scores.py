"""The numbers of an evaluation: one rate a measure, for one page or for many together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

#: The measures in the order in which they are shown.
MEASURES: Final = (
    "entities",
    "canonical",
    "posts",
    "core",
    "wide",
    "measures",
    "values",
    "dates",
    "evidence",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, each 0…1 (0 where nothing was found or wanted).

    ``found`` counts what the graph says and ``right`` how much of it is right; ``gold`` counts what was
    wanted and ``answered`` how much of that the graph says.
    """

    precision: float
    recall: float
    f1: float
    right: int
    found: int
    answered: int
    gold: int

    @classmethod
    def of(cls, right: int, found: int, answered: int, gold: int) -> Rate:
        """The rate that these four counts make."""
        precision, recall = _share(right, found), _share(answered, gold)
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return cls(precision, recall, f1, right, found, answered, gold)


@dataclass(frozen=True, slots=True)
class Misses:
    """What one measure counts as wrong, in readable strings: ``missed`` by the graph, ``extra`` in it."""

    missed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """How well a graph answers the gold of a page.

    - ``entities``: named entities, each answered once under one of its names with a compatible type
    - ``canonical``: of the answered ones, those whose label is the full canonical name
    - ``posts``: (person, title, body)
    - ``core``: posts, leads, locatedIn, subOrganizationOf, residentOf, funds
    - ``wide``: implements, targets, participatesIn, adopts, issues, cooperatesWith, receives
    - ``measures``: (entity, property, value); ``values``: the numbers alone
    - ``dates``: (entity, property, date)
    - ``evidence``: precision is the share of selectors whose quote stands in the page at its offsets, recall
      the share of facts that have a statement of their own; None where no page text was given
    """

    entities: Rate
    canonical: Rate
    posts: Rate
    core: Rate
    wide: Rate
    measures: Rate
    values: Rate
    dates: Rate
    evidence: Rate | None = None
    misses: Mapping[str, Misses] = field(default_factory=dict)

    def rates(self) -> dict[str, Rate]:
        """The rates by name, in the order of ``MEASURES``, without the one that was not measured."""
        named = {name: getattr(self, name) for name in MEASURES}
        return {name: rate for name, rate in named.items() if rate is not None}


@dataclass(frozen=True, slots=True)
class Total:
    """Several pages together: ``macro`` weighs every page alike, ``micro`` every entity and fact."""

    pages: int
    macro: Scores
    micro: Scores


def total(scores: Sequence[Scores]) -> Total:
    """Macro and micro averages over pages; raises ValueError if there is no page."""
    if not scores:
        raise ValueError("no scores to average: score at least one page")
    return Total(len(scores), _combine(scores, _mean), _combine(scores, _sum))


def _combine(scores: Sequence[Scores], how: Callable[[list[Rate]], Rate]) -> Scores:
    columns: dict[str, list[Rate]] = {}
    for page in scores:
        for name, rate in page.rates().items():
            columns.setdefault(name, []).append(rate)
    averages = {name: how(rates) for name, rates in columns.items()}
    return Scores(**averages, misses={})


def _sum(rates: list[Rate]) -> Rate:
    return Rate.of(
        sum(r.right for r in rates),
        sum(r.found for r in rates),
        sum(r.answered for r in rates),
        sum(r.gold for r in rates),
    )


def _mean(rates: list[Rate]) -> Rate:
    counts = _sum(rates)
    return Rate(
        _average(r.precision for r in rates),
        _average(r.recall for r in rates),
        _average(r.f1 for r in rates),
        counts.right,
        counts.found,
        counts.answered,
        counts.gold,
    )


def _average(numbers: Iterable[float]) -> float:
    values = list(numbers)
    return sum(values) / len(values)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
