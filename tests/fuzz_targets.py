"""What is fuzzed: functions that take any bytes and must raise nothing, and keep what they promise.

Each turns the bytes into the input of one part of the program, lets pass the errors that its documentation names, and
asserts what holds for every input. ``bench/fuzz.py`` runs them for as long as one likes, ``test_fuzz.py`` briefly, and on
every input that once found a fault (``tests/data/fuzz``).
"""

from __future__ import annotations

import math
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from kg import extract, segment
from kg.errors import InputError, KnowledgeError, QueryError
from kg.export import load as load_graph
from kg.extract.quantities import number, quantities
from kg.extract.times import times
from kg.knowledge import judgements, patterns, rows
from kg.query.guard import check
from kg.reader import read
from kg.segment.dates import explicit_dates, plain_dates
from kg.types import Page, Skipped

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
KEPT = Path(__file__).with_name("data") / "fuzz"
#: Of a text: a longer one is nothing new, only slower.
_MOST = 3000


@dataclass(frozen=True, slots=True)
class Target:
    """``run`` takes any bytes; ``seeds`` are inputs to begin with, ``words`` what means something there."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    words: str


def _text(data: bytes) -> str:
    """As the reader hands it on: without halves of surrogate pairs."""
    return data.decode("utf-8", "replace")[:_MOST]


@contextmanager
def _file(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(data)
        yield path


def _endings(data: bytes, endings: tuple[str, ...]) -> tuple[bytes, str]:
    """The first byte chooses the kind of file."""
    return data[1:], endings[data[0] % len(endings)] if data else endings[0]


def reader(data: bytes) -> None:
    """Every input is read, or skipped with a reason."""
    content, ending = _endings(data, ("txt", "md", "jsonl"))
    with _file(content, f"page.{ending}") as path:
        try:
            found = list(read([str(path)]))
        except InputError:
            return
        for item in found:
            assert item.reason if isinstance(item, Skipped) else isinstance(item.text, str)


def segmenter(data: bytes) -> None:
    """Every clean character stands where it says, and every name and every claim within the page."""
    page = Page("fuzzed.txt", _text(data))
    whole = len(page.text)
    for article in segment.segment(page):
        chars, offsets = article.text.chars, article.text.offsets
        for block in article.blocks:
            assert 0 <= block.start <= block.end <= len(chars)
            inside = offsets[block.start : block.end]
            assert all(a < b for a, b in pairwise(inside))
        assert all(0 <= at <= whole for at in offsets)
        assert 0 <= article.span.start <= article.span.end <= whole
        reading = extract.extract(article)
        for mention in reading.mentions:
            assert 0 <= mention.span.start < mention.span.end <= whole
            assert chars[mention.start : mention.end] == mention.text
            assert article.text.span(mention.start, mention.end) == mention.span
        for claim in reading.claims:
            assert 0 <= claim.source.span.start < claim.source.span.end <= whole
            assert 0 <= claim.source.confidence <= 1


def numbers(data: bytes) -> None:
    """A quantity lies within the text, and its value is a number."""
    text = _text(data)
    value = number(text[:40])
    assert value is None or math.isfinite(value)
    last = 0
    for found in quantities(text):
        assert last <= found.start <= found.at < found.after <= found.end <= len(text)
        assert math.isfinite(found.value)
        last = found.end


def dates(data: bytes) -> None:
    """A date lies within the text and is in the calendar."""
    text = _text(data)
    for found in (*explicit_dates(text), *plain_dates(text)):
        assert 0 <= found.start < len(text)
    for article in segment.segment(Page("fuzzed.txt", text, date="2021-01-15")):
        for time in times(article):
            assert 0 <= time.start < time.end <= len(article.text.chars)
            parts = [int(part) for part in time.iso.split("-")]
            date(*parts, *[1] * (3 - len(parts)))


_PATTERNS: dict[str, Callable[[], object]] = {
    "agents.toml": patterns.agent_words.__wrapped__,
    "awards.toml": patterns.award_words.__wrapped__,
    "relations.toml": patterns.relations.__wrapped__,
    "statuses.toml": patterns.status_words.__wrapped__,
    "works.toml": patterns.work_words.__wrapped__,
}


def pattern_files(data: bytes) -> None:
    """A pattern file is good, or the error names it."""
    content, name = _endings(data, tuple(_PATTERNS))
    with _file(content, f"patterns/{name}") as path:
        usual = rows.seeds_dir
        rows.seeds_dir = lambda: path.parent.parent  # type: ignore[attr-defined]
        try:
            _PATTERNS[name]()
        except KnowledgeError as error:
            assert name in str(error)
        finally:
            rows.seeds_dir = usual  # type: ignore[attr-defined]


def judgement_files(data: bytes) -> None:
    """A file of judgements is good, or the error names it."""
    with _file(data, "judgements.tsv") as path:
        try:
            judgements.load(path)
        except KnowledgeError as error:
            assert path.name in str(error)


def query_guard(data: bytes) -> None:
    """What passes asks no other host: rdflib, a parser apart, finds no SERVICE in it."""
    text = _text(data)
    try:
        check(text)
    except QueryError:
        return
    if "ervice" in text.lower() or "\\u" in text.lower():
        _no_service(text)


def _no_service(text: str) -> None:
    from rdflib.plugins.sparql import prepareQuery

    try:
        algebra = prepareQuery(text).algebra
    except Exception:  # of whatever kind: it refuses it
        return
    assert "ServiceGraphPattern" not in repr(algebra)


def rdf_files(data: bytes) -> None:
    """A graph is read, or the error names the file."""
    content, ending = _endings(data, ("ttl", "nt", "nq", "trig"))
    with _file(content, f"graph.{ending}") as path:
        try:
            load_graph(path)
        except InputError as error:
            assert path.name in str(error)


@cache
def _pages() -> list[bytes]:
    return [path.read_bytes() for path in sorted((SEEDS / "pages").glob("*.*"))]


@cache
def _texts() -> list[bytes]:
    return [item.text.encode() for item in read([str(SEEDS / "pages")]) if isinstance(item, Page)]


@cache
def _paragraphs() -> list[bytes]:
    return [line for text in _texts() for line in text.splitlines() if line.strip()]


@cache
def _pattern_seeds() -> list[bytes]:
    found = []
    for at, name in enumerate(_PATTERNS):
        blocks = (SEEDS / "patterns" / name).read_text(encoding="utf-8").split("\n\n")
        found += [bytes([at]) + "\n\n".join(blocks[:size]).encode() for size in (1, 3, len(blocks))]
    return found


_HEAD = b"verdict\tkey\tpredicate\tother\tname\ttype\ttitle\tquote\twho\twhy\n"
_JUDGED = (
    _HEAD
    + b"same\tPerson/a\t\tPerson/b\t\t\t\t\tx\ty\ndifferent\tPerson/a\t\tPerson/c\n# comment\n"
    + b'rename\tPerson/a\t\t\t"b ""c"""\nretype\thttp://e/id/Person/a\t\t\t\tAgency\t\tq\ndrop\tPerson/a\n'
    + b"drop\ta\tleads\tb\nadd\t\t\t\ta\tPerson\t\tq\nadd\ta\tholdsPost\tb\t\t\tt\tq\nright\ta\tleads\tb\n"
)
_QUERIES = [
    b"SELECT * WHERE { ?s ?p ?o . FILTER(?o > 1) } LIMIT 10",
    b"PREFIX a: <http://e/> CONSTRUCT { ?s a:b 'x'@zh } WHERE { ?s a:b ?o OPTIONAL { ?s a ?t } }",
    b"ASK { SERVICE SILENT <http://h/> { ?s ?p ?o } }",
    b"SELECT * FROM <http://h/> { \\u0053ERVICE ?x {} } # SERVICE",
    b'SELECT ("SERVICE" AS ?service) { <http://e/SERVICE> ?p """a"b""" }',
]
_RDF = [
    b'\x00@prefix a: <http://e/> .\na:s a:p a:o , "x"@zh , 1.5 ; a:q [ a:r ( 1 2 ) ] .\n',
    b'\x01<http://e/s> <http://e/p> "\\u4E00\\n"^^<http://e/t> .\n_:b <http://e/p> _:c .\n',
    b'\x02<http://e/s> <http://e/p> "x" <http://e/g> .\n',
    b"\x03@prefix a: <http://e/> . GRAPH a:g { a:s a:p <<( a:s a:p a:o )>> } a:g { a:s a:p true }\n",
]
_ODD = (
    "。，、；：？！“”‘’（）()《》□■●\n\r\t \u3000\u200b\ufeff\u202e\x00𠮷王县局市区年月日第"
    "一二三十百千万亿元户0123456789０１．.-—~%"
)

TARGETS = {
    "reader": Target(
        reader,
        lambda: [bytes([n]) + each for n in range(3) for each in _pages()],
        _ODD + '{"text":,"date"}\\ud800',
    ),
    "segmenter": Target(segmenter, _texts, _ODD + "记者 通讯员 局长 书记 介绍 出席 召开 位于 投资 改造"),
    "numbers": Target(numbers, _paragraphs, _ODD + "近余多约几至到分之百分两半个级"),
    "dates": Target(dates, _paragraphs, _ODD + "今年去年明年上月下旬底初至到起前以来昨日当天星期截至"),
    "patterns": Target(
        pattern_files, _pattern_seeds, "[]{}()*+?|\\=\"'\n.#,^$0123456789 verbs shape subject"
    ),
    "judgements": Target(
        judgement_files,
        lambda: [_JUDGED, _JUDGED.replace(b"\t", b",")],
        "\t,;\"'\n\r# =sep verdict key same drop add",
    ),
    "queries": Target(query_guard, lambda: list(_QUERIES), "{}()<>\"'\\u0053 SERVICE FROM ?x . ; , # ERVICE"),
    "rdf": Target(rdf_files, lambda: list(_RDF), "<>\"'@^[](){}\\u.;,_:# http://e/ @prefix GRAPH"),
}


def mutated(target: Target, draw: random.Random) -> bytes:
    """An input made of the seeds: cut, doubled, joined, and with other bytes, characters and words in it."""
    seeds = target.seeds()
    data = bytearray(draw.choice(seeds))
    words = [word.encode() for word in target.words.split(" ")] + [c.encode() for c in target.words]
    for _ in range(draw.choice((1, 2, 4, 8, 16))):
        start, end = sorted(draw.randrange(len(data) + 1) for _ in range(2))
        end = min(end, start + draw.choice((1, 3, 12, 200)))
        way = draw.randrange(6)
        if way == 0:
            del data[start:end]
        elif way == 1:
            data[start:start] = draw.choice(words) * draw.choice((1, 1, 1, 2, 30))
        elif way == 2:
            data[start:end] = bytes(draw.randrange(256) for _ in range(draw.randint(1, 4)))
        elif way == 3:
            data[start:start] = data[start:end] * draw.randint(1, 3)
        elif way == 4:
            other = draw.choice(seeds)
            at = draw.randrange(len(other) + 1)
            data[start:end] = other[at : at + draw.randint(1, 300)]
        else:
            data[start:start] = chr(
                draw.choice((draw.randrange(0x80, 0xD800), draw.randrange(0xE000, 0x110000)))
            ).encode()
    return bytes(data)
