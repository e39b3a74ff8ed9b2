"""doccano: one page a line, as JSON, to be imported as ``JSONL(Relation)``.

doccano counts as JavaScript does, in UTF-16 units (unless a project counts grapheme clusters, which this is not for).
It keeps keys it does not know as metadata and exports them again: there the state of the page travels along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.annotate.model import Corrected, Mark, Sheet, Tie
from kg.annotate.offsets import Utf16
from kg.annotate.state import restored, state
from kg.annotate.vocabulary import check_mark, check_tie
from kg.durable import read_small_text
from kg.errors import InputError

#: The key under which the state travels.
STATE = "minsheng"


def write(sheets: Iterable[Sheet]) -> bytes:
    """The file: ids are numbers within the page."""
    return "".join(json.dumps(_record(sheet), ensure_ascii=False) + "\n" for sheet in sheets).encode()


def _record(sheet: Sheet) -> dict[str, Any]:
    count = Utf16(sheet.text)
    entities = [
        {
            "id": number,
            "label": mark.label,
            "start_offset": count.units(mark.start),
            "end_offset": count.units(mark.end),
        }
        for number, mark in enumerate(sheet.marks)
    ]
    relations = [
        {"id": number, "from_id": tie.source, "to_id": tie.target, "type": tie.label}
        for number, tie in enumerate(sheet.ties)
    ]
    return {
        "text": sheet.text,
        "entities": entities,
        "relations": relations,
        "doc": sheet.doc,
        STATE: state(sheet),
    }


def read(path: Path) -> list[Corrected]:
    """The pages of a file that doccano exported: with relations, or (spans alone) with ``label`` as triples.

    Raises InputError that names the file, the line and what is wrong there.
    """
    try:
        lines = read_small_text(path).split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: cannot be read as UTF-8 text ({error}); name a file that doccano exported"
        ) from None
    found = [_Line(path, number).corrected(line) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise InputError(f"{path}: holds no page; name a file that doccano exported as JSONL")
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    path: Path
    number: int

    def corrected(self, line: str) -> Corrected:
        where = f"{self.path}:{self.number}"
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not isinstance(record.get("text"), str):
                raise ValueError('one object with a "text" is wanted')
            text = record["text"]
            numbered = _marks(record, text)
            before = restored(record[STATE], text) if STATE in record else None
            doc = before.doc if before else str(record.get("doc", f"{self.path.name}#{self.number}"))
            return Corrected(_sheet(doc, text, numbered, record), before, where)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: {error}") from None


def _sheet(doc: str, text: str, numbered: dict[object, Mark], record: dict[str, Any]) -> Sheet:
    marks = tuple(sorted(set(numbered.values())))
    ties = set()
    for number, said in enumerate(_objects(record, "relations")):
        label = said.get("type")
        check_tie(str(label))
        source, target = (numbered.get(said.get(end, "")) for end in ("from_id", "to_id"))
        if source is None or target is None:
            raise ValueError(f"relations[{number}] joins an entity that is not there")
        ties.add(Tie(marks.index(source), marks.index(target), str(label)))
    return Sheet(doc, text, marks, tuple(sorted(ties)))


def _marks(record: dict[str, Any], text: str) -> dict[object, Mark]:
    count = Utf16(text)
    spans = record.get("label", record.get("labels"))
    if "entities" not in record and isinstance(spans, list):
        entities = [_triple(number, each) for number, each in enumerate(spans)]
    else:
        entities = _objects(record, "entities")
    found: dict[object, Mark] = {}
    for number, each in enumerate(entities):
        try:
            start, end = (count.point(_whole(each, f"{end}_offset")) for end in ("start", "end"))
            check_mark(start, end, str(each.get("label")), len(text))
        except ValueError as error:
            raise ValueError(f"entities[{number}]: {error}") from None
        found[each.get("id", number)] = Mark(start, end, str(each["label"]))
    return found


def _triple(number: int, said: Any) -> dict[str, Any]:
    if not isinstance(said, list) or len(said) != 3:
        raise ValueError(f"label[{number}]: start, end and label are wanted")
    return {"start_offset": said[0], "end_offset": said[1], "label": said[2], "id": number}


def _objects(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = record.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ValueError(f'"{key}": a list of objects is wanted')
    return found


def _whole(said: dict[str, Any], key: str) -> int:
    value = said.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{key} is {value!r}; a whole number is wanted")
    return value
