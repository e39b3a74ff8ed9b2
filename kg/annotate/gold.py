"""Corrected annotations as gold files, in the form that ``kg eval`` reads."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from kg.annotate.brat import stem
from kg.annotate.changes import Changes, bearer, joined, titles, words
from kg.annotate.model import Mark
from kg.annotate.wording import between, title
from kg.knowledge.mappings import POST

_Id = tuple[str, str]


def gold(changed: Changes) -> dict[str, Any]:
    """The gold of one page: its names as entities, its relations as facts. Annotations mark no numbers and no dates."""
    sheet = changed.after
    groups: dict[_Id, list[Mark]] = defaultdict(list)
    for mark in sheet.marks:
        groups[_identity(mark, changed)].append(mark)
    ids = {identity: f"e{number}" for number, identity in enumerate(groups, 1)}
    entities = [_entity(ids[identity], marks, changed) for identity, marks in groups.items()]
    facts: dict[str, dict[str, str]] = {}
    known = titles(changed)
    for tie in sheet.ties:
        source, target = sheet.marks[tie.source], sheet.marks[tie.target]
        said, read = known[joined(sheet, tie)]
        quote = (read.splitlines() or [""])[0] or between(sheet.text, source, target)
        if tie.label == POST and not said:
            said = (title(sheet.text, source, target),)
        for each in said or ("",):
            fact = {
                "s": ids[_identity(source, changed)],
                "p": tie.label,
                "o": ids[_identity(target, changed)],
                **({"title": each} if tie.label == POST else {}),
                "quote": quote,
            }
            facts.setdefault(json.dumps([fact["s"], fact["p"], fact["o"], each]), fact)
    return {
        "page": name(changed),
        "entities": entities,
        "facts": list(facts.values()),
        "measures": [],
        "dates": [],
    }


def name(changed: Changes) -> str:
    """What the gold file is called: as the page, where its path is that of a file; else like a brat document."""
    doc = changed.after.doc
    last = doc.replace("\\", "/").rsplit("/", 1)[-1]
    bare = last.rsplit(".", 1)[0] if last.endswith((".txt", ".md")) else ""
    return bare or stem(doc)


def _identity(mark: Mark, changed: Changes) -> _Id:
    """One entity: what was read as one and is of one class; a new mark is what bears its name on the page."""
    return mark.label, bearer(changed.after, mark)


def _entity(id: str, marks: list[Mark], changed: Changes) -> dict[str, Any]:
    forms = Counter(words(changed.after.text, mark) for mark in marks)
    called = next((mark.name for mark in marks if mark.name), "") or max(
        forms, key=lambda form: (len(form), form)
    )
    first = marks[0]
    return {
        "id": id,
        "type": first.label,
        "name": called,
        "aliases": sorted(set(forms) - {called}),
        "quote": changed.after.text[first.start : first.end].splitlines()[0],
    }
