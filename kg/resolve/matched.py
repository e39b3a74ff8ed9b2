"""Which judgements a page has anything to do with: the others no longer match anything, and are told."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set

from kg.knowledge.judgement_rows import JudgementRow
from kg.knowledge.judgements import Judgements
from kg.resolve.decided import stated
from kg.types import Claim, Notice, PageResolution


def met(judged: Judgements, text: str, keys: Set[str], claims: Iterable[Claim[str]]) -> frozenset[str]:
    """What of ``judged`` the page meets, by the place of the row; of a pair each side by itself.

    ``text`` is the page as given; ``keys`` those of everything it names, before and after the judgements, ``claims`` what it
    says before them.
    """
    if not judged.rows:
        return frozenset()
    said = {(*triple, title) for triple, title in map(stated, claims)}
    known = said | {(*fact[:3], "") for fact in said}
    return frozenset(side for row in judged.rows for side in _sides(row, text, keys, known))


def unmatched(
    judged: Judgements,
    pages: Iterable[PageResolution],
    together: frozenset[str],
    finals: Callable[[], Container[str]],
) -> Iterator[Notice]:
    """A warning of each judgement that no page meets, nor all ``together``: its names or words stand nowhere any more.
    ``finals`` gives the keys over all pages, of which some are no page's own (``KEY（…）``)."""
    seen = together.union(*(page.met for page in pages))
    unseen = [row for row in judged.rows if not seen.issuperset(_all_sides(row))]
    known = finals() if any(map(_is_of_entity, unseen)) else ()
    for row in unseen:
        if not (_is_of_entity(row) and row.key in known):
            says = f"{row.where}: {row.words}: matches nothing"
            yield Notice("unmatched-judgement", None, says, "correct the row or take it out")


def _is_of_entity(row: JudgementRow) -> bool:
    """Whether the row is about an entity over all pages."""
    return row.verdict in ("drop", "rename") and not row.predicate and not row.quote


def _all_sides(row: JudgementRow) -> Sequence[str]:
    pair = row.verdict in ("same", "different")
    return (f"{row.where}#key", f"{row.where}#other") if pair else (row.where,)


def _sides(
    row: JudgementRow, text: str, keys: Set[str], said: Set[tuple[str, str, str, str]]
) -> Iterator[str]:
    if row.verdict in ("same", "different"):
        yield from (
            side for side, key in zip(_all_sides(row), (row.key, row.other), strict=True) if key in keys
        )
    elif row.predicate and row.verdict != "add":
        if (*row.triple, row.title) in said and row.quote in text:
            yield row.where
    elif row.predicate:
        if {row.key, row.other} <= keys and row.quote in text:
            yield row.where
    elif (row.key in keys or (row.verdict == "add" and row.name in text)) and row.quote in text:
        yield row.where
