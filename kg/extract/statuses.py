"""Whether what a clause says is done, under way, planned or denied, by the words before its verb."""

from __future__ import annotations

from kg.extract.subjects import Scene
from kg.knowledge.patterns import status_words
from kg.types import Status

_REACH = 12


def status_at(scene: Scene, start: int, end: int | None = None) -> Status:
    """The status of what the verb at ``start`` says, which ends at ``end``."""
    begin = max(scene.clause(start)[0], start - _REACH)
    words = scene.text[begin : start if end is None else end]
    found: Status = next((status for status, mark in status_words().marks if mark.search(words)), "done")
    if found == "done" and status_words().ahead.match(scene.text, scene.sentence(start)[0]):
        return "planned"
    return found
