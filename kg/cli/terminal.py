"""Standard output is for data, standard error for people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from kg.types import Skipped


def put(text: str) -> None:
    """Write data."""
    sys.stdout.write(text)


def note(text: str) -> None:
    """Tell a person something."""
    print(text, file=sys.stderr)


def note_skipped(skipped: Iterable[Skipped]) -> None:
    """One line an input that was left out: which, why, what to do."""
    for skip in skipped:
        advice = f"; {skip.advice}" if skip.advice else ""
        note(" ".join(f"kg: skipped {skip.id}: {skip.reason}{advice}".split()))


def draw(
    columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "", right: Sequence[str] = ()
) -> None:
    """A table for people, as wide as the terminal; piped, as wide as it needs to be. ``right`` aligns
    numbers."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for column in columns:
        table.add_column(Text(column), justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(
        file=sys.stdout, highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 200
    )
    console.print(table)


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
