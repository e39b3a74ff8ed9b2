"""Annotated corpora, each read into the same few classes: sentences with the names of persons, places and bodies in them.

What a corpus leaves open stays open: a :class:`Sentence` says for every stretch which labels it may bear, so that a
corpus which marks only some names (the ends of a relation, the places that opened or closed) teaches what it marks
and nothing else.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import InputError, KnowledgeError
from kg.knowledge import rows
from kg.knowledge.lexicon import body_head, surnames
from kg.tagger.labels import BODY, PERSON, PLACE


@dataclass(frozen=True, slots=True)
class Name:
    """A name at [start, end) of a sentence; ``classes`` are those that it may be of (one, where the corpus says)."""

    start: int
    end: int
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a corpus. ``complete``: all its names are marked, what is not marked is none. ``open``: stretches
    [start, end) of which nothing is known even so."""

    text: str
    names: tuple[Name, ...]
    complete: bool = True
    open: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """One corpus: what it is learnt from, and what is held back to measure by."""

    name: str
    train: tuple[Sentence, ...]
    held: tuple[Sentence, ...]


Piece = tuple[str, str]
_ANY = (PERSON, PLACE, BODY)
#: The file of web news.
GEDIT = "gedit/dev_minus_heldout.tsv"
_SENTENCE = re.compile(r"[^。！？]+[。！？”’）]*|[。！？”’）]+")
_FARTHEST = 8


def read_corpora(folder: Path) -> list[Corpus]:
    """Every corpus found in ``folder``, in a fixed order. Raises InputError if there is none, or one is broken."""
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: name the one that holds the corpora")
    found = [
        _split(name, list(_checked(folder / path, read)), share)
        for name, (path, share, read) in _READERS.items()
        if (folder / path).exists()
    ]
    if not found:
        raise InputError(
            f"{folder} holds no known corpus: expected are {', '.join(p for p, *_ in _READERS.values())}"
        )
    return found


def _checked(path: Path, read: Callable[[str], Iterable[Sentence]]) -> Iterator[Sentence]:
    try:
        yield from read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not in the form of this corpus: {type(error).__name__} {error}") from error


def _split(name: str, sentences: list[Sentence], held: float) -> Corpus:
    """The last part of a corpus is held back; ``held`` is its share."""
    cut = round(len(sentences) * (1 - held))
    return Corpus(name, tuple(sentences[:cut]), tuple(sentences[cut:]))


def _people_daily(text: str) -> Iterator[Sentence]:
    """People's Daily: words and tags. Surname and given name are joined, so are the parts of a body's name, which the
    corpus as it is passed on has lost: 北京/ns 大学/n."""
    for line in text.splitlines():
        tokens = [_token(token) for token in line.split()]
        pieces = list(_bodies(list(_persons([token for token in tokens if token[0]]))))
        yield from _in_sentences(pieces)


def _token(token: str) -> Piece:
    word, _, tag = token.rpartition("/")
    return unicodedata.normalize("NFKC", word) if word.isalnum() else word, tag


def _persons(tokens: list[Piece]) -> Iterator[Piece]:
    known = surnames()
    at = 0
    while at < len(tokens):
        word, tag = tokens[at]
        at += 1
        following = tokens[at] if at < len(tokens) else ("", "")
        if tag == "nr" and word in known and following[1] == "nr" and len(following[0]) <= 2:
            word, at = word + following[0], at + 1
        yield word, _class(word, tag)


def _class(word: str, tag: str) -> str:
    """The class of a word that is a name, else its tag. Some short forms (j) of the corpus are: 中/j 美/j, 欧盟/j."""
    if tag == "j":
        known = _compounds()
        return PLACE if word in known.places else BODY if word in known.bodies else tag
    return {"nr": PERSON, "ns": PLACE, "nt": BODY}.get(tag, tag)


def _bodies(tokens: list[Piece]) -> Iterator[Piece]:
    at = 0
    while at < len(tokens):
        end = _body_end(tokens, at)
        if end:
            yield "".join(word for word, _ in tokens[at:end]), BODY
            at = end
        else:
            yield tokens[at]
            at += 1


def _body_end(tokens: list[Piece], at: int) -> int:
    """Where the name of a body that begins with token ``at`` ends, 0 if none does."""
    (word, tag), compounds = tokens[at], _compounds()
    led = word in compounds.leading
    if not led and tag not in compounds.first:
        return 0
    short = at + 1 < len(tokens) and tokens[at + 1][1] in {BODY, "j"}
    found = 0
    for end in range(at + 1, min(len(tokens), at + _FARTHEST)):
        if tokens[end][1] not in compounds.inside:
            break
        if _may_end(*tokens[end]) and (not led or short or tokens[end][0].endswith(compounds.led_ends)):
            found = end + 1
    return found


def _may_end(word: str, tag: str) -> bool:
    """Whether a word can be the last one of a body's name."""
    compounds, head = _compounds(), body_head(word)
    ends = head is not None and head.type in {"Agency", "Organization"} and word not in compounds.never_last
    return ends and tag in compounds.last and (len(word) > 1 or tag != "n")


@dataclass(frozen=True, slots=True)
class _Compounds:
    """The tags that may begin, go on and end the name of a body, words that never end one; words that one begins with
    although their tag is none of those, and what it then ends in; short forms that are names by themselves."""

    first: frozenset[str]
    inside: frozenset[str]
    last: frozenset[str]
    never_last: frozenset[str]
    leading: frozenset[str]
    led_ends: tuple[str, ...]
    places: frozenset[str]
    bodies: frozenset[str]


@cache
def _compounds() -> _Compounds:
    path, table = rows.load("compounds.toml")
    try:
        lists = {key: words.split() for key, words in table.items()}
        ends = tuple(lists.pop("led_ends"))
        return _Compounds(**{key: frozenset(words) for key, words in lists.items()}, led_ends=ends)
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(
            f"{path}: {error!r}; expected the lists first, inside, last, never_last, leading, led_ends, places, bodies"
        ) from error


def _in_sentences(pieces: Sequence[Piece]) -> Iterator[Sentence]:
    """Sentences of a line of pieces, each a stretch and its class, or any other tag."""
    text, names = "", []
    for word, tag in pieces:
        if tag in _ANY:
            names.append(Name(len(text), len(text) + len(word), (tag,)))
        text += word
    yield from _cut(text, names)


def _cut(text: str, names: Sequence[Name], complete: bool = True) -> Iterator[Sentence]:
    """A text as its sentences; a name that a sentence's end would cut leaves them whole."""
    start = 0
    inside = {at for name in names for at in range(name.start + 1, name.end)}
    for match in _SENTENCE.finditer(text):
        if match.end() in inside or (match.end() - start < 20 and match.end() < len(text)):
            continue
        own = [n for n in names if start <= n.start < match.end()]
        yield Sentence(
            text[start : match.end()],
            tuple(Name(n.start - start, n.end - start, n.classes) for n in own),
            complete,
        )
        start = match.end()


def _cluener(text: str) -> Iterator[Sentence]:
    classes = {
        "name": PERSON,
        "address": PLACE,
        "scene": PLACE,
        "company": BODY,
        "organization": BODY,
        "government": BODY,
    }
    for line in text.splitlines():
        record = json.loads(line)
        names = [
            Name(start, last + 1, (classes[label],))
            for label, found in record["label"].items()
            for places in found.values()
            for start, last in places
            if label in classes
        ]
        yield Sentence(record["text"], _apart(names))


def _apart(names: Iterable[Name]) -> tuple[Name, ...]:
    """Names in order; of two that overlap, the longer."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda n: n.start))


def _tagged(
    classes: Mapping[str, tuple[str, ...]], column: int, complete: bool
) -> Callable[[str], Iterator[Sentence]]:
    """A reader of one character or word and its tag a line, with an empty line between sentences. A tag that
    ``classes`` does not list is no name, one without a class is open."""

    def read(text: str) -> Iterator[Sentence]:
        for block in re.split(r"\n\s*\n", text):
            lines = [re.split(r"[\t ]", line) for line in block.split("\n") if line and line[0] != "#"]
            yield from _sentence(
                [(row[column], row[column + 1]) for row in lines if len(row) > column + 1], classes, complete
            )

    return read


def _sentence(
    marked: Sequence[Piece], classes: Mapping[str, tuple[str, ...]], complete: bool
) -> Iterator[Sentence]:
    text, names, unknown = "", list[Name](), list[tuple[int, int]]()
    for piece, tag in marked:
        start, end = len(text), len(text) + len(piece)
        text += piece
        kind = classes.get(tag[2:])
        if kind is None:
            continue
        if not kind:
            unknown.append((start, end))
        elif tag[:2] in {"I-", "M-", "E-"} and names and names[-1].end == start:
            names[-1] = Name(names[-1].start, end, kind)
        else:
            names.append(Name(start, end, kind))
    if text:
        yield Sentence(text, tuple(names), complete, tuple(unknown))


def _ske(text: str) -> Iterator[Sentence]:
    """Triples: only their ends are marked, by the class of the end."""
    classes = {
        **dict.fromkeys(("人物", "历史人物"), (PERSON,)),
        **dict.fromkeys(("企业", "机构", "学校", "出版社"), (BODY,)),
        **dict.fromkeys(("地点", "国家", "城市", "行政区", "景点"), (PLACE,)),
    }
    for line in text.splitlines():
        record = json.loads(line)
        ends = {
            (triple[side], classes[triple[side + "_type"]])
            for triple in record["spo_list"]
            for side in ("subject", "object")
            if triple[side + "_type"] in classes and triple[side]
        }
        names = [
            Name(m.start(), m.end(), kind)
            for name, kind in sorted(ends)
            for m in re.finditer(re.escape(name), record["text"])
        ]
        yield from _cut(record["text"], _apart(names), complete=False)


def _gedit(text: str) -> Iterator[Sentence]:
    """Web items: what opened, moved or closed, and other places named; a place or a body each."""
    for line in text.splitlines():
        cells = line.split("\t")
        marked = [m for m in json.loads(cells[3]) if m["type"].endswith(("POI", "城市", "区县"))]
        names = []
        for mark in marked:
            start, end = mark["begin"], mark["end"]
            body = mark["type"].endswith("POI")
            if cells[0][start:end].strip() == mark["content"] == mark["content"].strip("# “”"):
                names.append(Name(start, end, (PLACE, BODY) if body else (PLACE,)))
        yield from _cut(cells[0], _apart(names), complete=False)


_RESUME = {"NAME": (PERSON,), "ORG": (BODY,), "LOC": (PLACE,), "CONT": ()}
_READERS: dict[str, tuple[str, float, Callable[[str], Iterable[Sentence]]]] = {
    "people_daily": ("people_daily_199801_pos.txt", 0.05, _people_daily),
    "cluener": ("cluener/train.json", 0.1, _cluener),
    "uner": (
        "uner/zh_gsdsimp-ud-train.iob2",
        0.0,
        _tagged({"PER": (PERSON,), "LOC": (PLACE,), "ORG": (BODY,)}, 1, True),
    ),
    "uner_dev": (
        "uner/zh_gsdsimp-ud-dev.iob2",
        1.0,
        _tagged({"PER": (PERSON,), "LOC": (PLACE,), "ORG": (BODY,)}, 1, True),
    ),
    "resume": ("resume/train.char.bmes", 0.0, _tagged(_RESUME, 0, True)),
    "resume_dev": ("resume/dev.char.bmes", 1.0, _tagged(_RESUME, 0, True)),
    "spo": ("spo/spo.train", 0.0, _tagged({"SUBJ": _ANY, "OBJ": _ANY}, 0, False)),
    "ske": ("ske2019/train_data.json", 0.0, _ske),
    "gedit": (GEDIT, 0.0, _gedit),
}
