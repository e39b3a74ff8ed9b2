"""Make ``seeds/lexicons/given_names.tsv``: how much each character speaks for a name at each place in it.

    python scripts/make_name_weights.py CORPORA

CORPORA is a folder with any of these public corpora: ``people_daily_199801_pos.txt`` (word/tag, nr =
person), ``cluener/train.json`` (name), ``resume/*.char.bmes`` (NAME), ``spo/spo.train`` (OBJ of a post),
``uner/*.iob2`` (PER). The last part of each is left out here and kept for measuring (``bench/names.py``).
No name and no sentence is written, only what single characters weigh.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LEXICONS = Path(__file__).resolve().parent.parent / "seeds" / "lexicons"
#: (text, stretches of it that are names of persons)
Sentence = tuple[str, list[tuple[int, int]]]
CJK = re.compile(r"[\u4e00-\u9fff]")
#: How many counts a character's frequency in plain text is worth against its counts in names.
PRIOR = 60.0
FLOOR = 3  # fewer sightings than this, and a character has no row
COLUMNS = ("first", "second", "single", "after", "foreign")


@dataclass
class Counts:
    """Characters by their place: in a given name, behind a name, in a transliterated name, in any text."""

    first: Counter[str] = field(default_factory=Counter)
    second: Counter[str] = field(default_factory=Counter)
    single: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)
    text: Counter[str] = field(default_factory=Counter)


def sentence(pieces: Sequence[tuple[str, bool]]) -> Sentence:
    """A sentence from its pieces, each with whether it is a name."""
    spans, text = [], ""
    for piece, named in pieces:
        if named:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


def peoples_daily(path: Path, surnames: dict[str, float]) -> Iterator[Sentence]:
    """Surname and given name stand apart there and are joined; a name given in one word is kept as it is."""
    for line in path.read_text(encoding="utf-8").splitlines():
        tokens = [tuple(token.rsplit("/", 1)) for token in line.split()]
        pieces: list[tuple[str, bool]] = []
        while tokens:
            word, tag = tokens.pop(0)
            joins = tag == "nr" and word in surnames and tokens and tokens[0][1] == "nr"
            if joins and len(tokens[0][0]) <= 2:
                word += tokens.pop(0)[0]
            pieces.append((word, tag == "nr" and len(word) > 1))
        yield sentence(pieces)


def cluener(path: Path) -> Iterator[Sentence]:
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        places = [place for found in record["label"].get("name", {}).values() for place in found]
        yield record["text"], sorted((start, end + 1) for start, end in places)


def tagged(path: Path, label: str, text_at: int) -> Iterator[Sentence]:
    """One character or word and its tag a line, an empty line between sentences."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        lines = [line.split("\t") if "\t" in line else line.split(" ") for line in block.split("\n")]
        rows = [row for row in lines if len(row) > text_at + 1 and row[0] != "#"]
        pieces: list[tuple[str, bool]] = []
        for row in rows:
            word, tag = row[text_at], row[text_at + 1]
            inside = tag[:2] in ("I-", "M-", "E-") and tag[2:] == label
            if inside and pieces and pieces[-1][1]:
                pieces[-1] = (pieces[-1][0] + word, True)
            else:
                pieces.append((word, tag[2:] == label))
        yield sentence(pieces)


def corpora(folder: Path, surnames: dict[str, float]) -> dict[str, list[Sentence]]:
    """The sentences of every corpus found in ``folder``, by its name, in its own order."""
    readers: dict[str, tuple[str, Callable[[Path], Iterator[Sentence]]]] = {
        "people_daily": ("people_daily_199801_pos.txt", lambda path: peoples_daily(path, surnames)),
        "cluener": ("cluener/train.json", cluener),
        "resume": ("resume/train.char.bmes", lambda path: tagged(path, "NAME", 0)),
        "resume_dev": ("resume/dev.char.bmes", lambda path: tagged(path, "NAME", 0)),
        "spo": ("spo/spo.train", lambda path: tagged(path, "OBJ", 0)),
        "uner": ("uner/zh_gsdsimp-ud-train.iob2", lambda path: tagged(path, "PER", 1)),
    }
    return {
        name: list(read(folder / file)) for name, (file, read) in readers.items() if (folder / file).exists()
    }


def split(name: str, sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """(for the weights, for measuring): the last part of each corpus and all of ``_dev`` is for measuring."""
    cut = 0 if name.endswith("_dev") else int(len(sentences) * 0.85)
    return sentences[:cut], sentences[cut:]


def surname_length(name: str, surnames: dict[str, float]) -> int:
    """How many characters of ``name`` are its surname, 0 if none is known."""
    if len(name) > 2 and name[:2] in surnames:
        return 2
    return 1 if name[:1] in surnames else 0


def count(sentences: list[Sentence], surnames: dict[str, float], counts: Counts) -> None:
    for text, spans in sentences:
        counts.text.update(CJK.findall(text))
        for start, end in spans:
            name = text[start:end]
            given = name[surname_length(name, surnames) :]
            if "·" in name:
                counts.foreign.update(CJK.findall(name))
            elif len(given) < len(name) and len(given) == 2:
                counts.first[given[0]] += 1
                counts.second[given[1]] += 1
            elif len(given) < len(name) and len(given) == 1:
                counts.single[given] += 1
            if CJK.match(text[end : end + 1]):
                counts.after[text[end]] += 1


def weigh(seen: float, of: int, plain: float) -> float:
    """The log-odds of a character seen ``seen`` times among ``of`` whose share in text is ``plain``."""
    return math.log((seen + PRIOR * plain + 0.1) / (of + PRIOR)) - math.log(plain)


def weights(counts: Counts) -> Iterator[str]:
    """A row for each character seen often enough, behind a row ``*`` for all the others together."""
    total = sum(counts.text.values())
    columns: list[Counter[str]] = [getattr(counts, column) for column in COLUMNS]
    often = {
        char
        for char in counts.text
        if counts.text[char] >= 40 or sum(column[char] for column in columns) >= FLOOR
    }

    def row(name: str, chars: Collection[str]) -> str:
        plain = sum(counts.text[char] for char in chars) / total
        seen = [sum(column[char] for char in chars) for column in columns]
        cells = [weigh(n, sum(column.values()), plain) for n, column in zip(seen, columns, strict=True)]
        return "\t".join([name, *(f"{cell:.2f}" for cell in cells), f"{math.log(plain / len(chars)):.2f}"])

    yield row("*", set(counts.text) - often)
    yield from (row(char, char) for char in sorted(often))


def known_surnames() -> dict[str, float]:
    lines = (LEXICONS / "surnames.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {surname: float(share) for surname, share in pairs}


def main(folder: Path) -> None:
    surnames, counts = known_surnames(), Counts()
    for name, sentences in corpora(folder, surnames).items():
        count(split(name, sentences)[0], surnames, counts)
    about = (
        "# What single characters weigh in Chinese names, as log-odds against their frequency in text: as\n"
        "# first or second of two given-name characters, as the only one, directly behind a name, in a\n"
        "# transliterated name; last, the logarithm of the frequency in text. * stands for all not listed.\n"
        "# Made by: python scripts/make_name_weights.py CORPORA, from the People's Daily of January 1998\n"
        "# (words tagged), CLUENER 2020, the resumes of Zhang and Yang 2018, spo and Universal NER\n"
        "# zh-GSDSimp, without the last part of each.\n"
        "# char\tfirst\tsecond\tsingle\tafter\tforeign\ttext\n"
    )
    (LEXICONS / "given_names.tsv").write_text(about + "\n".join(weights(counts)) + "\n", encoding="utf-8")
    print({column: sum(getattr(counts, column).values()) for column in (*COLUMNS, "text")})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
