"""The clean text: which characters are dropped, replaced, kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.segment.clean import cleaned


@pytest.mark.parametrize(
    ("given_text", "body", "line"),
    [
        ("投资3.75亿元,面积1,234平方米", "投资3.75亿元，面积1,234平方米", None),
        ("１２个 小区", "12个小区", "12个 小区"),
        ("6 月 15 日", "6月15日", None),
        ("VR App 眼镜", "VR App眼镜", None),
        ("他说:“好!”(笑)", "他说：“好！”（笑）", None),
        ("(PPP)模式", "（PPP）模式", None),
        ("f(x)值", "f(x)值", None),
        ("回复时间：04:44", "回复时间：04:44", None),
        ("“‘三问三送’工作法”", "““三问三送”工作法”", None),
        ("「红色物业」", "“红色物业”", None),
        ('" 月光宝盒 " 全景', "“月光宝盒”全景", None),
        ("O’Neil说", "O’Neil说", None),
        ("８５％", "85%", None),
        ("３．５亿", "3.5亿", None),
        ("人\u200b民\ufeff路", "人民路", None),
        ("⽅便群众", "方便群众", None),
        ("**重点**工作", "重点工作", None),
        ("赵明远　钱芳", "赵明远钱芳", "赵明远　钱芳"),
        ("“新赛道 ”", "“新赛道”", "“新赛道”"),
    ],
)
def test_clean_text(given_text: str, body: str, line: str | None) -> None:
    assert cleaned(given_text, [(0, len(given_text))], False)[0] == body
    if line is not None:
        assert cleaned(given_text, [(0, len(given_text))], True)[0] == line.replace("\u3000", " ")


def test_ranges_are_joined_without_anything_between() -> None:
    assert cleaned("局长李\n\n文博说", [(0, 3), (5, 8)], False) == ("局长李文博说", [0, 1, 2, 5, 6, 7])


@given(st.text(max_size=80), st.booleans())
def test_offsets_rise_and_match_in_number(text: str, spaced: bool) -> None:
    chars, offsets = cleaned(text, [(0, len(text))], spaced)
    assert len(chars) == len(offsets)
    assert offsets == sorted(set(offsets))
