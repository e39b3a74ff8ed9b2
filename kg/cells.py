"""Texts as cells of tables that a spreadsheet may open."""

from __future__ import annotations

import re

#: What a spreadsheet begins a formula with, in every width, also behind what it trims or nobody sees; and what may not
#: stand first for other reasons: a space, a line end, a tab, and the apostrophe that `guard` itself writes.
_FORMULA = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫]|[\t\r\n ']"
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


def guard(text: str) -> str:
    """``text`` such that no spreadsheet runs it: with an apostrophe in front if it could be a formula, or begins with an
    apostrophe. A number is no formula, whatever its sign. One leading apostrophe taken away, it is the text again."""
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
