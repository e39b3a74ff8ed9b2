"""Where names end to the left, and which words name nothing in particular."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.boundaries import boundaries
from kg.knowledge.words import Word


def word(text: str, pos: str) -> Word:
    return Word(0, len(text), text, pos)


@pytest.mark.parametrize(
    ("text", "pos", "ends"),
    [
        ("走进", "v", True),  # listed: never inside a name
        ("的", "uj", True),
        ("我们", "r", True),
        ("昨天", "t", True),
        ("缓缓", "d", True),  # an adverb of two characters
        ("最", "d", True),  # listed
        ("新", "d", False),  # other adverbs of one character stand in names
        ("攀登", "v", True),  # an unlisted verb
        ("建设", "v", False),  # a verb of names: 建设局
        ("湖", "n", False),
    ],
)
def test_what_a_name_cannot_reach_over(text: str, pos: str, ends: bool) -> None:
    assert boundaries().ends_name(word(text, pos)) is ends


@pytest.mark.parametrize(
    ("text", "pos", "cuts"),
    [
        ("在", "p", True),
        ("的", "uj", True),
        ("走进", "v", False),  # ends a name, but may stand between a quotation and its head
        ("建设", "t", False),  # what stands in names cuts none
        ("APP", "eng", False),
        ("湖", "n", False),
    ],
)
def test_what_separates_a_head_from_what_stands_before_it(text: str, pos: str, cuts: bool) -> None:
    assert boundaries().cuts(word(text, pos)) is cuts


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("", True),
        ("物业服务", True),
        ("小小区", True),
        ("柳河", False),
        ("物业柳河", False),
        ("柳河服务", False),
    ],
)
def test_a_text_of_generic_words_alone_is_generic(text: str, generic: bool) -> None:
    assert boundaries().is_generic(text) is generic


@given(st.lists(st.deferred(lambda: st.sampled_from(sorted(boundaries().generic))), min_size=1, max_size=5))
def test_generic_words_in_a_row_stay_generic(words: list[str]) -> None:
    short = [each for each in words if len(each) <= 4]
    assert boundaries().is_generic("".join(short))


def test_what_always_ends_a_name_is_not_listed_as_inside_one() -> None:
    assert not boundaries().inside & boundaries().stop


def test_founding_verbs_are_found_at_the_end_of_a_text() -> None:
    assert "区里牵头成立".endswith(boundaries().founds)
    assert not "区里".endswith(boundaries().founds)
