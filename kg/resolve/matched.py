"""Which judgements match nothing any more, and are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from kg.knowledge.judgement_rows import JudgementRow
from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.meant import Rows
from kg.types import Notice


def met(judged: Judgements, text: str, keys: Set[str]) -> frozenset[str]:
    """What of ``judged`` a page by itself meets, by the place of the row: of a pair each side by its key, names that no rule
    reads. ``text`` is the page as given, ``keys`` those of everything it names."""
    if not judged.rows:
        return frozenset()
    return frozenset(side for row in judged.rows for side in _sides(row, text, keys))


def _sides(row: JudgementRow, text: str, keys: Set[str]) -> Iterator[str]:
    if row.verdict == "different":
        yield from (side for side, key in zip(sides(row), (row.key, row.other), strict=True) if key in keys)
    elif row.name and row.verdict == "add" and row.name in text and row.quote in text:
        yield row.where


def unmatched(
    judged: Judgements, seen: Set[str], named: Callable[[Rows], Mapping[str, Set[str]]]
) -> Iterator[Notice]:
    """A warning of each judgement that no page has anything to do with, or that cannot be obeyed. ``seen`` are the places
    of those that pages met; ``named`` gives for each key that means anything the keys over all pages of what it means."""
    if not judged.rows:
        return
    known = named(Rows(judged))
    for row in judged.rows:
        why = _unmet(row, seen, known)
        if why:
            says = f"{row.where}: {row.words}: {why}"
            yield Notice("unmatched-judgement", None, says, "correct the row or take it out")


def _unmet(row: JudgementRow, seen: Set[str], known: Mapping[str, Set[str]]) -> str:
    """Why a row does not hold of anything; empty if it does."""
    if row.verdict in ("same", "different"):
        keys = (row.key, row.other)
        if not all(key in known or side in seen for key, side in zip(keys, sides(row), strict=True)):
            return "matches nothing"
        return _unclear(keys, known) if row.verdict == "same" else ""
    if row.predicate or row.quote or row.verdict == "add":
        return "" if row.where in seen else "matches nothing"
    return "" if row.key in known else "matches nothing"


def _unclear(keys: Sequence[str], known: Mapping[str, Set[str]]) -> str:
    """Why two keys are not one though somebody decided so."""
    if len(known[keys[0]] | known[keys[1]]) == 1:
        return ""
    several = next((key for key in keys if len(known[key]) > 1), None)
    if several is None:
        return "is not obeyed, as other rows tell the two apart, or one is a person and the other none"
    return f"is not obeyed, as {several} names several: {', '.join(sorted(known[several]))}; name one of them"


def sides(row: JudgementRow) -> tuple[str, str]:
    """How each side of a pair is told to be met."""
    return f"{row.where}#key", f"{row.where}#other"
