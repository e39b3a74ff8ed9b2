"""The project's own annotated text, to learn from beside the corpora: pages in the manner of newspapers
(``seeds/tagger/pages.jsonl``), and what was read in some items of the gedit corpus, without their words
(``seeds/tagger/web_news.jsonl``: the line of the corpus). Both are made by ``scripts/make_tagger_pages.py``.

A record has two lists of marks, ``names`` and ``works`` (which names stand inside of), each mark as [start, end, class];
a class of null leaves the stretch open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from kg.errors import InputError, KnowledgeError
from kg.knowledge.locate import seeds_dir
from kg.tagger.labels import NAMES, WORKS
from kg.train.corpora import GEDIT, Corpus, Name, Sentence

Kind = Literal["names", "works"]
_PAGES, _WEB_NEWS = "tagger/pages.jsonl", "tagger/web_news.jsonl"
#: Of so many pages one is held back, to measure by.
_HELD = 20
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]*[”’）]*")
#: A sentence is cut behind a comma where it is longer than this: sums over longer ones leave the range of numbers.
_LONGEST, _COMMA = 220, re.compile(r"[，；、 ]")

_Mark = tuple[int, int, str | None]


def own_pages(kind: Kind) -> Corpus:
    """The sentences of the project's pages with their ``kind`` of marks. Raises KnowledgeError for a broken file."""
    train: list[Sentence] = []
    held: list[Sentence] = []
    for number, record in enumerate(_records(seeds_dir() / _PAGES)):
        into = held if number % _HELD == _HELD // 2 else train
        into += _sentences(record["text"], _marks(record, kind))
    return Corpus("pages", tuple(train), tuple(held))


def web_news(folder: Path, kind: Kind) -> Corpus:
    """The same of the items of the gedit corpus in ``folder``; nothing where it is not there. Raises InputError where it
    has fewer lines than were read."""
    corpus = folder / GEDIT
    if not corpus.exists():
        return Corpus("web_news", (), ())
    lines = corpus.read_text(encoding="utf-8").splitlines()
    found: list[Sentence] = []
    for record in _records(seeds_dir() / _WEB_NEWS):
        if record["line"] >= len(lines):
            raise InputError(
                f"{corpus}: has no line {record['line'] + 1}; what was read in it is of another edition"
            )
        found += _sentences(lines[record["line"]].split("\t")[0], _marks(record, kind))
    return Corpus("web_news", tuple(found), ())


def _records(path: Path) -> list[Mapping[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path}: {error}; make it with scripts/make_tagger_pages.py") from error
    return [_record(line, f"{path}, line {number}") for number, line in enumerate(lines, 1)]


def _record(line: str, where: str) -> Mapping[str, Any]:
    try:
        return _checked(json.loads(line))
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(f"{where}: {error!r}; make it with scripts/make_tagger_pages.py") from error


def _checked(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record, if it is one: a text or a line's number, and marks of known classes."""
    own = record["line"] if "line" in record else record["text"]
    if not isinstance(own, int | str):
        raise ValueError("neither text nor the number of a line")
    for kind, classes in (("names", NAMES), ("works", WORKS)):
        for start, end, name in record[kind]:
            if not 0 <= start < end or name not in (None, *classes):
                raise ValueError(f"no mark of {kind}: {[start, end, name]}")
    return record


def _marks(record: Mapping[str, Any], kind: Kind) -> list[_Mark]:
    return [(start, end, name) for start, end, name in record[kind]]


def _sentences(text: str, marks: Sequence[_Mark]) -> Iterator[Sentence]:
    inside = {at for start, end, _ in marks for at in range(start + 1, end)}
    for match in _SENTENCE.finditer(text):
        for start, end in _cut(text, match.start(), match.end(), inside):
            own = [(s - start, e - start, name) for s, e, name in marks if start <= s and e <= end]
            names = tuple(Name(s, e, (name,)) for s, e, name in own if name is not None)
            yield Sentence(text[start:end], names, True, tuple((s, e) for s, e, name in own if name is None))


def _cut(text: str, start: int, end: int, inside: set[int]) -> Iterator[tuple[int, int]]:
    """The sentence at [start, end) in pieces of bearable length, cut behind commas and in no name."""
    while end - start > _LONGEST:
        commas = (m.end() for m in _COMMA.finditer(text, start, start + _LONGEST))
        at = max((at for at in commas if at not in inside), default=None) or next(
            (at for at in range(start + _LONGEST, start, -1) if at not in inside), start + _LONGEST
        )
        yield start, at
        start = at
    if start < end:
        yield start, end
