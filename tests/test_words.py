"""Words and parts of speech: they cover the text, in bounded time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.words import frequency, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("居民走进社区", "居民/n 走进/v 社区/n"),
        ("在湖边，居民。", "在/p 湖边/s ，/x 居民/n 。/x"),
        ("“居民”\n", "“/x 居民/n ”/x \n/x"),
        ("", ""),
    ],
)
def test_words_and_their_tags(text: str, parts: str) -> None:
    assert [f"{w.text}/{w.pos}" for w in words(text)] == parts.split(" ") * bool(parts)


def test_a_name_the_dictionary_lacks_falls_into_characters() -> None:
    assert [w.text for w in words("甄望舒")] == ["甄", "望", "舒"]


@given(st.text(st.sampled_from("区居民在小区里走进社区，。“” \n12aé𠮷"), max_size=60))
def test_the_words_are_the_text_without_gap_or_overlap(text: str) -> None:
    found = list(words(text))
    assert "".join(w.text for w in found) == text
    assert all(text[w.start : w.end] == w.text for w in found)
    assert [w.start for w in found] == [0, *(w.end for w in found)][: len(found)]


def test_a_long_stretch_without_punctuation_is_cut_in_bounded_ones() -> None:
    text = "区" * 1001
    assert "".join(w.text for w in words(text)) == text


@pytest.mark.parametrize(("word", "known"), [("居民", True), ("甄望舒", False), ("", False)])
def test_frequency_tells_whether_a_word_is_in_the_dictionary(word: str, known: bool) -> None:
    assert (frequency(word) > 0) is known
