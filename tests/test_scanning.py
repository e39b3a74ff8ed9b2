"""Titles, roles and right ends of names in running text: each in brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.scanning import HeadMatch, RoleMatch, TitleMatch, scan_heads, scan_roles, scan_titles

Found = Sequence[TitleMatch] | Sequence[RoleMatch] | Sequence[HeadMatch]


def marked(text: str, found: Found) -> str:
    for match in reversed(found):
        text = f"{text[: match.start]}[{text[match.start : match.end]}]{text[match.end :]}"
    return text


@pytest.mark.parametrize(
    "expected",
    [
        "云溪区水利局[局长]江南",
        "社区党支部[书记]江南",  # without the body that the title's words hold
        "区委[书记]、[区长]",
        "党总支[书记]",  # no 支书
        "县水利局[副局长]江南",  # the deputy's whole title, not the 局长 in it
        "没有职务",
    ],
)
def test_titles(expected: str) -> None:
    text = re.sub(r"[\[\]]", "", expected)
    assert marked(text, scan_titles(text)) == expected


@pytest.mark.parametrize("expected", ["[居民]江南对[本报记者]说", "[志愿者]来了", "没有角色"])
def test_roles_leftmost_and_longest(expected: str) -> None:
    text = re.sub(r"[\[\]]", "", expected)
    assert marked(text, scan_roles(text)) == expected


@pytest.mark.parametrize(
    ("text", "last", "type_"),
    [
        ("云溪区住房和城乡建设局", "住房和城乡建设局", "Agency"),
        ("云溪区住建局", "住建局", "Agency"),  # short forms are right ends, too
        ("柳河街道办事处", "街道办事处", "Agency"),
        ("枫林社区", "社区", "Community"),
    ],
)
def test_the_longest_head_at_each_end(text: str, last: str, type_: str) -> None:
    found = scan_heads(text)
    assert (found[-1].head.head, found[-1].head.type, found[-1].end) == (last, type_, len(text))


_TEXT = st.text(st.sampled_from("区县委副书记局长党总支居民记者社街道办事处住建，江"), max_size=40)


@pytest.mark.parametrize("scan", [scan_titles, scan_roles])
@given(text=_TEXT)
def test_matches_do_not_overlap(scan: Callable[[str], Found], text: str) -> None:
    end = 0
    for match in scan(text):
        assert end <= match.start < match.end <= len(text)
        end = match.end


@given(_TEXT)
def test_heads_come_in_order_one_for_each_end(text: str) -> None:
    ends = [match.end for match in scan_heads(text)]
    assert ends == sorted(set(ends))
    assert all(text[match.start : match.end] == match.head.head for match in scan_heads(text))
