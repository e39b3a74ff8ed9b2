"""Word boundaries and parts of speech, from jieba's dictionary.

jieba trusts whatever cache file it finds under a fixed name in the temporary folder, where anybody may have put it, so
the cache is kept in a private folder here; and jieba is quadratic on one repeated character, so text is cut in bounded
stretches.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jieba
import jieba.posseg

#: No Chinese clause is longer; jieba's cost grows with the square of a stretch without punctuation.
_LONGEST_STRETCH = 200
_BOUNDARY = r"，。；：！？、“”‘’（）《》\s"
_STRETCH = re.compile(rf"[^{_BOUNDARY}]{{1,{_LONGEST_STRETCH}}}|[{_BOUNDARY}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A dictionary word at [start, end) of a text, with jieba's part-of-speech tag (``n``, ``v``, ``ns`` …)."""

    start: int
    end: int
    text: str
    pos: str


def _private_cache() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(root) / "minsheng-kg"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@cache
def _tagger() -> jieba.posseg.POSTokenizer:
    jieba.setLogLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    try:
        tokenizer.tmp_dir = str(_private_cache())
        tokenizer.initialize()
    except OSError:  # a read-only home: work without the cache
        tokenizer.tmp_dir = os.devnull
        tokenizer.initialize()
    return jieba.posseg.POSTokenizer(tokenizer)


def frequency(word: str) -> int:
    """How often jieba's dictionary counts ``word``; 0 where it is no word."""
    return int(_tagger().tokenizer.FREQ.get(word, 0))


def words(text: str) -> Iterator[Word]:
    """The words of ``text`` in order, without guessing unknown ones: those fall into single characters."""
    tagger = _tagger()
    for stretch in _STRETCH.finditer(text):
        at = stretch.start()
        if stretch.end() - at == 1:
            yield Word(at, at + 1, stretch.group(), "x")
            continue
        for pair in tagger.cut(stretch.group(), HMM=False):
            yield Word(at, at + len(pair.word), pair.word, pair.flag)
            at += len(pair.word)
