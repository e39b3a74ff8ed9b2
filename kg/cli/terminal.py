"""Standard output is for data, standard error for people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from kg.types import Skipped

#: Columns of a table that no terminal bounds.
_UNBOUNDED = 10_000


def put(text: str) -> None:
    """Write data."""
    sys.stdout.write(text)


def note(text: str) -> None:
    """Tell a person something, in one line."""
    print(visible(text), file=sys.stderr)


def visible(text: str) -> str:
    """``text`` on one line, such that no name from a page can steer the terminal or hide a part of itself."""
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\u3000":
        return char
    return " " if char.isspace() else char.encode("unicode_escape").decode("ascii")


def note_skipped(skipped: Iterable[Skipped]) -> None:
    """One line an input that was left out: which, why, what to do."""
    for skip in skipped:
        advice = f"; {skip.advice}" if skip.advice else ""
        note(f"kg: skipped {skip.id}: {skip.reason}{advice}")


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
        table.add_row(*(Text(visible(cell)) for cell in row))
    width = None if sys.stdout.isatty() else _UNBOUNDED
    Console(file=sys.stdout, highlight=False, width=width).print(table)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar on standard error while a graph is built; nothing if nobody watches."""
    if not sys.stderr.isatty():
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
