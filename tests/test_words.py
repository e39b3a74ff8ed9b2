"""Words and parts of speech: they cover the text, in bounded time."""

from __future__ import annotations

import os
from functools import cache
from itertools import islice

import jieba
import jieba.posseg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.locate import seeds_dir
from kg.knowledge.words import frequency, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("居民走进社区", "居民/n 走进/v 社区/n"),
        ("在湖边，居民。", "在/p 湖边/s ，/x 居民/n 。/x"),
        ("“居民”\n", "“/x 居民/n ”/x \n/x"),
        ("区，居民", "区/x ，/x 居民/n"),
        ("城市上市采取措施", "城市/n 上市/v 采取措施/l"),
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


def test_a_long_stretch_without_punctuation_is_cut_in_one_go() -> None:
    text = "区居民" * 20_000
    assert "".join(w.text for w in words(text)) == text


@given(st.lists(st.integers(0, 3_619).map(lambda at: _sample()[at]), max_size=9))
def test_words_and_tags_are_those_of_jieba(parts: list[str]) -> None:
    text = "区" + "".join(parts) + "区居"
    theirs = [(pair.word, pair.flag) for pair in _peer().cut(text, HMM=False)]
    assert [(w.text, w.pos) for w in words(text)] == [(w, _common().get(w, tag)) for w, tag in theirs]


@cache
def _common() -> dict[str, str]:
    """What common words are that jieba takes for names."""
    lines = (seeds_dir() / "lexicons" / "common_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


@cache
def _sample() -> list[str]:
    """Every 97th of jieba's words, and what is none; no marks, between which one character alone is no word here."""
    return [*islice(_counts(), 0, None, 97), *"abcXZ019+#&._%·〇…—甄槿𠮷"]


@cache
def _counts() -> dict[str, int]:
    tokenizer = _peer().tokenizer
    tokenizer.initialize()
    return {word: count for word, count in tokenizer.FREQ.items() if count}


def test_every_word_is_counted_as_often_as_jieba_counts_it() -> None:
    assert {word: frequency(word) for word in _counts()} == _counts()


@pytest.mark.parametrize("text", ["，摄，", "摄", "（一）"])
def test_a_character_alone_between_marks_is_no_word(text: str) -> None:
    assert {word.pos for word in words(text)} == {"x"}


@cache
def _peer() -> jieba.posseg.POSTokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = os.devnull  # it would trust any file of the right name in the temporary folder
    return jieba.posseg.POSTokenizer(tokenizer)


@pytest.mark.parametrize(("word", "known"), [("居民", True), ("甄望舒", False), ("", False)])
def test_frequency_tells_whether_a_word_is_in_the_dictionary(word: str, known: bool) -> None:
    assert (frequency(word) > 0) is known
