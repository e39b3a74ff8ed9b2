"""Label Studio: a list of tasks, each with the page as ``text`` and the marks and ties as a prediction.

For plain text Label Studio counts code points. ``config.xml`` is the labelling interface to give the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import quoteattr

from kg.annotate.model import Sheet
from kg.annotate.vocabulary import classes, relations
from kg.knowledge.ontology import ontology

_MODEL = "minsheng-kg"


def write(sheets: Iterable[Sheet]) -> dict[str, bytes]:
    """The files by name: ``tasks.json`` and ``config.xml``."""
    tasks = ",\n".join(json.dumps(_task(sheet), ensure_ascii=False) for sheet in sheets)
    return {"tasks.json": f"[\n{tasks}\n]\n".encode(), "config.xml": _config().encode()}


def _task(sheet: Sheet) -> dict[str, Any]:
    regions = [
        {
            "id": f"m{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": mark.start,
                "end": mark.end,
                "text": sheet.text[mark.start : mark.end],
                "labels": [mark.label],
            },
            "meta": {"text": [mark.name]},
        }
        for number, mark in enumerate(sheet.marks)
    ]
    links = [
        {
            "type": "relation",
            "from_id": f"m{tie.source}",
            "to_id": f"m{tie.target}",
            "direction": "right",
            "labels": [tie.label],
        }
        for tie in sheet.ties
    ]
    prediction = {"model_version": _MODEL, "result": [*regions, *links]}
    return {"data": {"text": sheet.text, "doc": sheet.doc}, "predictions": [prediction]}


def _config() -> str:
    known = ontology().classes
    labels = "".join(
        f"    <Label value={quoteattr(name)} alias={quoteattr(name)} hint={quoteattr(known[name].zh)} "
        f"background={quoteattr(known[name].colour or '#888888')}/>\n"
        for name in classes()
    )
    ties = "".join(f"    <Relation value={quoteattr(name)}/>\n" for name in relations())
    return (
        "<View>\n"
        f'  <Labels name="label" toName="text">\n{labels}  </Labels>\n'
        f"  <Relations>\n{ties}  </Relations>\n"
        '  <Text name="text" value="$text"/>\n'
        "</View>\n"
    )
