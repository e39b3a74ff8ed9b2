"""Pages for annotation tools (doccano, brat, Label Studio), and what people corrected there read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.annotate import brat, brat_reading, doccano, labelstudio
from kg.annotate.changes import Changes, changes
from kg.annotate.gold import gold
from kg.annotate.gold import name as gold_name
from kg.annotate.model import Corrected, Mark, Sheet, Sheets, Tie
from kg.annotate.sheets import sheets
from kg.annotate.verdicts import untitled, verdicts

__all__ = [
    "READERS",
    "TOOLS",
    "Changes",
    "Corrected",
    "Mark",
    "Sheet",
    "Sheets",
    "Tie",
    "Tool",
    "changes",
    "gold",
    "gold_name",
    "sheets",
    "untitled",
    "verdicts",
]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that pages are annotated with: its name, and what writes its files (one, or several by their names)."""

    name: str
    title: str
    write: Callable[[Iterable[Sheet]], bytes | dict[str, bytes]]


#: The tools by name.
TOOLS = {
    tool.name: tool
    for tool in (
        Tool("doccano", "doccano, JSONL(Relation)", doccano.write),
        Tool("brat", "brat, standoff", brat.write),
        Tool("labelstudio", "Label Studio, tasks with predictions", labelstudio.write),
    )
}

#: What reads corrected pages back, by the name of the tool.
READERS: dict[str, Callable[[Path], list[Corrected]]] = {"doccano": doccano.read, "brat": brat_reading.read}
