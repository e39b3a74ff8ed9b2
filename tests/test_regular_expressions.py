"""No expression repeats what is a repetition itself: (?:[0-9]+|今年)* takes twice as long for each further digit."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import kg
from kg.extract.pointers import LEAD_INS

PACKAGES = ("annotate", "extract", "knowledge", "reader", "resolve", "segment", "tagger")
REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT)


def _patterns() -> Iterator[tuple[str, str, int]]:
    """Where each expression is that a module holds, itself, and its flags."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages([f"{kg.__path__[0]}/{package}"], f"kg.{package}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value.pattern, value.flags


def _options(body: Any) -> list[list[Any]]:
    """The alternatives of the inside of a repetition, without brackets."""
    items = list(body)
    if len(items) == 1 and items[0][0] is constants.SUBPATTERN:
        return _options(items[0][1][-1])
    if len(items) == 1 and items[0][0] is constants.BRANCH:
        return [option for each in items[0][1][1] for option in _options(each)]
    return [items]


def _unbounded(item: Any) -> bool:
    return item[0] in REPEATS and item[1][1] is constants.MAXREPEAT


def _repeats_repetition(body: Any) -> bool:
    for item in body:
        kind, value = item
        if _unbounded(item) and any(len(o) == 1 and _unbounded(o[0]) for o in _options(value[2])):
            return True
        inside = {
            constants.SUBPATTERN: lambda v: [v[-1]],
            constants.BRANCH: lambda v: v[1],
            constants.ASSERT: lambda v: [v[1]],
            constants.ASSERT_NOT: lambda v: [v[1]],
            **dict.fromkeys(REPEATS, lambda v: [v[2]]),
        }.get(kind, lambda _: [])
        if any(map(_repeats_repetition, inside(value))):
            return True
    return False


@pytest.mark.parametrize(
    ("pattern", "slow"),
    [
        ("(?:[0-9]+|今年)*", True),
        ("a(?:(?:b+))+c", True),
        ("(?:[0-9]|今年)*", False),
        ("(?:[0-9]+，)*", False),
    ],
)
def test_what_counts(pattern: str, slow: bool) -> None:
    assert _repeats_repetition(parser.parse(pattern)) == slow


def test_no_expression_repeats_a_repetition() -> None:
    found = list(_patterns())
    assert len(found) > 300
    assert [
        where for where, pattern, flags in found if _repeats_repetition(parser.parse(pattern, flags))
    ] == []


def test_digits_that_lead_in_to_nothing() -> None:
    assert LEAD_INS.fullmatch("1" * 3000 + "个") is None
