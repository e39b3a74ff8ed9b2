"""Reads annotations that were corrected in brat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.annotate.brat import pieces
from kg.annotate.model import Corrected, Mark, Sheet, Tie
from kg.annotate.state import restored
from kg.annotate.vocabulary import check_mark, check_tie
from kg.durable import read_small
from kg.errors import InputError

_TIE = re.compile(r"(\S+) Arg1:(T\d+) Arg2:(T\d+)")
_PLACE = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
#: Notes, attributes, references and equivalences say nothing of names and relations.
_BESIDE = ("#", "A", "M", "N", "*")


def read(path: Path) -> list[Corrected]:
    """The pages of an ``.ann`` file, or of all of them in a folder, each with the ``.txt`` beside it.

    Raises InputError that names the file, the line and what is wrong there.
    """
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: holds no .ann file; name a folder or a file of a brat collection")
    return [_corrected(file) for file in files]


def _corrected(path: Path) -> Corrected:
    text = _text(path.with_suffix(".txt"), "the text that the annotation is about must lie beside it")
    saved = path.with_suffix(".json")
    before = None
    if saved.exists():
        try:
            before = restored(json.loads(_text(saved, "it keeps how the page was exported")), text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{saved}: {error}") from None
    sheet = _Annotation(path, text).sheet(before.doc if before else path.with_suffix(".txt").name)
    return Corrected(sheet, before, str(path))


def _text(path: Path, advice: str) -> str:
    """The characters as they are: no line end is changed."""
    try:
        return read_small(path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error}); {advice}") from None


@dataclass(frozen=True, slots=True)
class _Annotation:
    path: Path
    text: str

    def sheet(self, doc: str) -> Sheet:
        named: dict[str, Mark] = {}
        ties: list[tuple[int, str, str, str]] = []
        lines = _text(self.path, "name an .ann file of a brat collection").splitlines()
        for number, line in enumerate(lines, 1):
            try:
                self._line(line, number, named, ties)
            except ValueError as error:
                raise InputError(f"{self.path}:{number}: {error}") from None
        marks = tuple(sorted(set(named.values())))
        return Sheet(doc, self.text, marks, tuple(sorted(set(self._ties(ties, named, marks)))))

    def _line(
        self, line: str, number: int, named: dict[str, Mark], ties: list[tuple[int, str, str, str]]
    ) -> None:
        if not line.strip():
            return
        id, tab, rest = line.partition("\t")
        if not tab:
            raise ValueError(f"{line!r} is no annotation; an id and a tab are wanted")
        if id in named:
            raise ValueError(f"the id {id} is given twice")
        if id.startswith("T"):
            named[id] = self._mark(rest)
        elif id.startswith("R"):
            ties.append((number, *self._tie(rest)))
        elif not id.startswith(_BESIDE):
            raise ValueError(f"{id} is neither a name (T) nor a relation (R); events are not understood")

    def _mark(self, rest: str) -> Mark:
        said, _, words = rest.partition("\t")
        found = _PLACE.fullmatch(said)
        if found is None:
            raise ValueError(f"{said!r} is no class with its place, such as Person 0 3")
        places = [(int(a), int(b)) for a, b in (place.split(" ") for place in found[2].split(";"))]
        start, end = places[0][0], places[-1][1]
        check_mark(start, end, found[1], len(self.text))
        if places != pieces(self.text, start, end):
            raise ValueError(f"{said!r} is in pieces that no line end parts; mark one stretch")
        if words != (read := " ".join(self.text[a:b] for a, b in places)):
            raise ValueError(f"{words!r} does not stand there, but {read!r}; was the text changed?")
        return Mark(start, end, found[1])

    def _tie(self, rest: str) -> tuple[str, str, str]:
        found = _TIE.fullmatch(rest.rstrip("\t "))
        if found is None:
            raise ValueError(f"{rest!r} is no relation, such as leads Arg1:T1 Arg2:T2")
        check_tie(found[1])
        return found[1], found[2], found[3]

    def _ties(
        self, ties: Iterable[tuple[int, str, str, str]], named: dict[str, Mark], marks: tuple[Mark, ...]
    ) -> Iterable[Tie]:
        for number, label, source, target in ties:
            lost = next((end for end in (source, target) if end not in named), None)
            if lost is not None:
                raise InputError(f"{self.path}:{number}: joins {lost}, which is not there")
            yield Tie(marks.index(named[source]), marks.index(named[target]), label)
