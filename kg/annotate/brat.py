"""brat: for each page a ``.txt`` and an ``.ann`` in its standoff format, and the configuration of the collection.

brat counts code points of the ``.txt`` as it is, and reads the ``.ann`` by lines, so a name that a line end runs through
is written in pieces (``0 2;3 5``) joined by a space. A ``.json`` beside them, which brat does not look at, keeps how the
page was exported.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.annotate.model import Mark, Sheet
from kg.annotate.state import state
from kg.annotate.vocabulary import classes, relations
from kg.knowledge.ontology import ontology

#: What ends a line for the library that brat reads its files with.
LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_PIECE = re.compile(f"[^{LINE_ENDS}]+")
_UNSAFE = re.compile(r"[^\w.\-]+")


def write(sheets: Iterable[Sheet]) -> dict[str, bytes]:
    """The files by name."""
    files = {"annotation.conf": _configuration().encode(), "visual.conf": _looks().encode()}
    for sheet in map(shown, sheets):
        name = stem(sheet.doc)
        files[f"{name}.txt"] = sheet.text.encode()
        files[f"{name}.ann"] = "".join(f"{line}\n" for line in _lines(sheet)).encode()
        files[f"{name}.json"] = (json.dumps(state(sheet), ensure_ascii=False) + "\n").encode()
    return files


def stem(doc: str) -> str:
    """A file name for a page: the end of its path, and a hash of the whole, so that no two pages share it."""
    last = re.sub(r"\.(txt|md)$", "", re.split(r"[/\\]", doc)[-1])
    readable = _UNSAFE.sub("_", last).strip("._")[-60:]
    return f"{readable}-{hashlib.sha256(doc.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a mark between line ends."""
    return [(found.start(), found.end()) for found in _PIECE.finditer(text, start, end)]


def shown(sheet: Sheet) -> Sheet:
    """The page as brat can show it: a mark neither begins nor ends with a line end, and none is nothing else."""
    places = [pieces(sheet.text, mark.start, mark.end) for mark in sheet.marks]
    trimmed = [
        replace(mark, start=parts[0][0], end=parts[-1][1]) if parts else None
        for mark, parts in zip(sheet.marks, places, strict=True)
    ]
    marks = tuple(sorted({mark for mark in trimmed if mark is not None}))
    ends = [None if mark is None else marks.index(mark) for mark in trimmed]
    ties = (
        replace(tie, source=source, target=target)
        for tie in sheet.ties
        if (source := ends[tie.source]) is not None and (target := ends[tie.target]) is not None
    )
    return Sheet(sheet.doc, sheet.text, marks, tuple(sorted(ties)))


def _lines(sheet: Sheet) -> Iterator[str]:
    for number, mark in enumerate(sheet.marks, 1):
        yield _mark(f"T{number}", mark, sheet.text, pieces(sheet.text, mark.start, mark.end))
        if mark.name:
            yield f"#{number}\tAnnotatorNotes T{number}\t{_one_line(mark.name)}"
    for number, tie in enumerate(sheet.ties, 1):
        yield f"R{number}\t{tie.label} Arg1:T{tie.source + 1} Arg2:T{tie.target + 1}\t"


def _mark(id: str, mark: Mark, text: str, parts: list[tuple[int, int]]) -> str:
    places = ";".join(f"{start} {end}" for start, end in parts)
    return f"{id}\t{mark.label} {places}\t{' '.join(text[start:end] for start, end in parts)}"


def _one_line(text: str) -> str:
    return " ".join(_PIECE.findall(text))


def _configuration() -> str:
    ties = "".join(
        f"{name}\tArg1:{'|'.join(sources)}, Arg2:{'|'.join(targets)}\n"
        for name, (sources, targets) in relations().items()
    )
    return (
        "[entities]\n" + "".join(f"{name}\n" for name in classes()) + "\n[relations]\n"
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n" + ties + "\n[events]\n\n[attributes]\n"
    )


def _looks() -> str:
    known = ontology()
    labels = "".join(f"{name} | {known.classes[name].zh} | {name}\n" for name in classes())
    ties = "".join(
        f"{name} | {known.properties[name].zh}\n" for name in relations() if name in known.properties
    )
    drawing = "".join(f"{name}\tbgColor:{known.classes[name].colour}, fgColor:white\n" for name in classes())
    return f"[labels]\n{labels}{ties}\n[drawing]\n{drawing}"
