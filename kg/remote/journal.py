"""What a push has done so far, in a file: one that is cut off goes on where it was.

A line of JSON for each step, written when the store has acknowledged it. A lost line costs only that its piece is sent
again, which changes nothing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from kg.durable import append


@dataclass(slots=True)
class Progress:
    """How one graph is sent (``way``), how many triples it held ``before``, and which pieces are there."""

    way: str
    before: int
    pieces: set[str] = field(default_factory=set)


class Journal:
    """The steps of one push. ``path`` is None for a push that leaves no trace."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._graphs: dict[str, Progress] = {}
        self._file: TextIO | None = None
        if path is not None:
            self._read(path)

    @property
    def resumes(self) -> bool:
        """Whether an earlier push left something to go on from."""
        return any(progress.pieces for progress in self._graphs.values())

    def progress(self, graph: str) -> Progress | None:
        """What is known of a graph; None if it was not begun."""
        return self._graphs.get(graph)

    def begin(self, graph: str, way: str, before: int) -> Progress:
        """Note how a graph is going to be sent; what was noted of it earlier no longer counts."""
        self._write({"graph": graph, "way": way, "before": before})
        return self._graphs[graph]

    def done(self, graph: str, piece: str) -> None:
        """Note a piece that the store has acknowledged."""
        self._write({"graph": graph, "piece": piece})

    def forget(self, graph: str) -> None:
        """What was noted of a graph no longer counts: it is begun anew."""
        self._write({"graph": graph, "forget": True})

    def close(self) -> None:
        """Keep the file for the next push, if there is anything in it to go on from."""
        if not self.resumes:
            self.remove()
        else:
            self._let_go()

    def remove(self) -> None:
        """There is nothing left to go on from."""
        self._let_go()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _let_go(self) -> None:
        # What a full disk did not take was told when it was written.
        with suppress(OSError):
            if self._file is not None:
                self._file.close()

    def _read(self, path: Path) -> None:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return
        for line in lines:
            # The last line may be torn where the power went.
            with suppress(ValueError, KeyError, TypeError, RecursionError):
                self._note(json.loads(line))

    def _note(self, step: dict[str, object]) -> None:
        graph = str(step["graph"])
        if "forget" in step:
            self._graphs.pop(graph, None)
        elif "way" in step:
            self._graphs[graph] = Progress(str(step["way"]), int(str(step["before"])))
        else:
            self._graphs[graph].pieces.add(str(step["piece"]))

    def _write(self, step: dict[str, object]) -> None:
        self._note(step)
        if self._path is None:
            return
        if self._file is None:
            self._file = self._path.open("a", encoding="utf-8")
            append(self._file, "\n")  # after a torn line
        append(self._file, json.dumps(step, ensure_ascii=False) + "\n")
