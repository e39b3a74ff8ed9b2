"""Standard output is for data, standard error for people."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kg.types import Notice, Skipped

#: Columns of a table that no terminal bounds.
_UNBOUNDED = 10_000
#: So many characters of a value are set in a table: laying out more takes minutes.
_LONGEST_CELL = 10_000
#: So many warnings of each sort are told to people.
_A_FEW = 5
LOG_FORMATS = ("text", "json")
_told = {"as": "text"}


def put(text: str) -> None:
    """Write data."""
    sys.stdout.write(text)


def log_as(format: str) -> None:
    """Tell what is told from here on as lines of text, or as JSON, one object a line."""
    _told["as"] = format


def logs_json() -> bool:
    """Whether programs read what is told."""
    return _told["as"] == "json"


def note(text: str, *, level: str = "info", event: str = "note", **fields: object) -> None:
    """Tell a person something, in one line; ``event`` and ``fields`` are for programs that read it as JSON.

    ``level`` is info, warning or error.
    """
    if logs_json():
        told = {"level": level, "event": event, "message": text.removeprefix("kg: "), **fields}
        print(json.dumps(told, ensure_ascii=True), file=sys.stderr)
    else:
        print(visible(text if text.startswith("kg: ") else f"kg: {text}"), file=sys.stderr)


def visible(text: str) -> str:
    """``text`` on one line, such that no name from a page can steer the terminal or hide a part of itself."""
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\u3000":
        return char
    return " " if char.isspace() else char.encode("unicode_escape").decode("ascii")


def note_skipped(skipped: Sequence[Skipped], quarantine: Path | None = None) -> None:
    """One line an input that was left out: which, why, what to do; then where what was held of them lies."""
    for skip in skipped:
        advice = f"; {skip.advice}" if skip.advice else ""
        fields = {"code": skip.code, "id": skip.id, "reason": skip.reason, "advice": skip.advice}
        if skip.held is not None and quarantine is not None:
            fields["held"] = str(quarantine / skip.held)
        text = f"skipped {skip.id}: {skip.reason}{advice}"
        note(text, level="warning", event="skipped", **fields)
    if quarantine is not None and (held := sum(skip.held is not None for skip in skipped)):
        text = f"{held} of what was skipped lie in {quarantine}, each with its reason"
        note(text, event="quarantine", path=str(quarantine), count=held)


def note_noticed(notices: Sequence[Notice]) -> None:
    """One line a warning: where, what, what to do. People are told the first few of each sort; all are in the report."""
    told: Counter[str] = Counter()
    for notice in notices:
        told[notice.code] += 1
        if logs_json() or told[notice.code] <= _A_FEW:
            _note_notice(notice)
    for code, count in sorted(told.items()):
        if not logs_json() and count > _A_FEW:
            note(
                f"{count - _A_FEW} more warnings of the sort {code}; --log-format json tells all",
                event="note",
            )


def _note_notice(notice: Notice) -> None:
    where = f"{notice.page}: " if notice.page else ""
    advice = f"; {notice.advice}" if notice.advice else ""
    fields: dict[str, object] = {"code": notice.code, "id": notice.page, "advice": notice.advice}
    if notice.span is not None:
        fields["start"], fields["end"] = notice.span.start, notice.span.end
    note(f"warning {where}{notice.message}{advice}", level="warning", event="notice", **fields)


def draw(
    columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "", right: Sequence[str] = ()
) -> None:
    """A table for people, as wide as the terminal or, piped, as it needs to be. ``right`` are numbers."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for column in columns:
        table.add_column(Text(column), justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(_shown(cell))) for cell in row))
    width = None if sys.stdout.isatty() else _UNBOUNDED
    Console(file=sys.stdout, highlight=False, width=width).print(table)


def _shown(cell: str) -> str:
    """A value as it is set in a table; of one that nobody reads there the beginning, and how long it is."""
    return cell if len(cell) <= _LONGEST_CELL else f"{cell[:_LONGEST_CELL]}… ({len(cell):,} characters)"


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on standard error while a graph is built; nothing if nobody watches."""
    if not sys.stderr.isatty() or logs_json():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell
