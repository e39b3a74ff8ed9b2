"""How a page was when it was exported, kept beside the annotation, so that what a person changed can be told."""

from __future__ import annotations

import hashlib
from typing import Any

from kg.annotate.model import Mark, Sheet, Tie

VERSION = 1


def state(sheet: Sheet) -> dict[str, Any]:
    """The marks and ties as JSON; positions are code points. The text is represented by its checksum."""
    return {
        "version": VERSION,
        "doc": sheet.doc,
        "text": checksum(sheet.text),
        "marks": [[m.start, m.end, m.label, m.key, m.name] for m in sheet.marks],
        "ties": [[t.source, t.target, t.label, list(t.titles), t.quote] for t in sheet.ties],
    }


def restored(saved: Any, text: str) -> Sheet:
    """The page as it was exported. Raises ValueError that says what is wrong with the state or with the text."""
    try:
        if saved["version"] != VERSION:
            raise ValueError(
                f"was exported by another version ({saved['version']!r}); export the pages again"
            )
        marks = tuple(Mark(int(m[0]), int(m[1]), str(m[2]), str(m[3]), str(m[4])) for m in saved["marks"])
        ties = tuple(
            Tie(int(t[0]), int(t[1]), str(t[2]), tuple(map(str, t[3])), str(t[4])) for t in saved["ties"]
        )
        doc, digest = str(saved["doc"]), str(saved["text"])
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"the exported state is damaged ({error!r}); export the pages again") from None
    if any(not 0 <= end < len(marks) for tie in ties for end in (tie.source, tie.target)):
        raise ValueError(
            "the exported state is damaged (a relation without its ends); export the pages again"
        )
    if digest != checksum(text):
        raise ValueError("the text is not the one that was exported; only annotations may be corrected")
    return Sheet(doc, text, marks, ties)


def checksum(text: str) -> str:
    """A short checksum of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
