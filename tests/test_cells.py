"""No text from a page becomes a formula in a spreadsheet, and each can be had back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cells import guard

GUARDED = [
    ("=1+1", "'=1+1"),
    ("+86 372", "'+86 372"),
    ("-1.5", "-1.5"),
    ("+20", "+20"),
    ("-.5", "-.5"),
    ("1.", "1."),
    ("--1", "'--1"),
    ("+-1", "'+-1"),
    ("-", "'-"),
    ("-1.5.2", "'-1.5.2"),
    ("+８６", "'+８６"),
    ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("\n", "'\n"),
    (" 1", "' 1"),
    ("　＝1", "'　＝1"),
    ("\ufeff=1", "'\ufeff=1"),
    ("\u200b\u202e=1", "'\u200b\u202e=1"),
    ("\x00=1", "'\x00=1"),
    ("＝1", "'＝1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠SUM", "'＠SUM"),
    ("﹦1", "'﹦1"),
    ("'", "''"),
    ("'=1", "''=1"),
    ("老旧小区", "老旧小区"),
    ("　　老旧小区", "　　老旧小区"),
    ("a=1", "a=1"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "cell"), GUARDED)
def test_what_could_be_a_formula_is_guarded(text: str, cell: str) -> None:
    assert guard(text) == cell


@given(
    st.text()
    | st.tuples(st.sampled_from("=+-@＝＋－＠﹢﹣﹦﹫\t\r\n '　\ufeff"), st.text()).map("".join)
    | st.tuples(
        st.sampled_from(["\u200b", "\x00", "　", "\u2028"]), st.sampled_from("=+-@＝"), st.text()
    ).map("".join)
)
def test_a_guarded_text_is_harmless_and_can_be_had_back(text: str) -> None:
    cell = guard(text)
    if re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", text):
        assert cell == text
        return
    assert cell.removeprefix("'") == text
    assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠")) and not cell.startswith(
        (" ", "\t", "\r", "\n")
    )
