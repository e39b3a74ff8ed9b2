"""Which column or key of a record is which field of a page: as the user says, else by the names that are usual."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

from kg.knowledge.page_fields import Field, field_names, folded

#: What may stand between the cells of a table, likeliest first.
DELIMITERS = (",", "\t", ";", "|")


def mapped(names: Iterable[str], given: Mapping[str, str]) -> dict[Field, str]:
    """For each field the name among ``names`` that holds it: the one ``given`` for it, else the first usual one."""
    by_fold = {folded(name): name for name in reversed(list(names))}
    found: dict[Field, str] = {}
    for field, usual in field_names().items():
        wanted = (folded(given[field]),) if field in given else usual
        name = next((by_fold[each] for each in wanted if each in by_fold), None)
        if name is not None:
            found[field] = name
    return found


def delimiter_of(header: str) -> str:
    """What separates the cells of a header line: whatever makes most of them."""
    return max(DELIMITERS, key=lambda mark: len(cells(header, mark)))


def cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def is_table(text: str, named: bool, given: Mapping[str, str]) -> bool:
    """Whether text is a table: ``named`` one and several cells wide, or its first line heads columns that hold a page's
    text and something else."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    header = cells(first, delimiter_of(first))
    if len(header) < 2 and not (named and header):
        return False
    return named or ("text" in mapped(header, given) and len(mapped(header, given)) >= 2)
