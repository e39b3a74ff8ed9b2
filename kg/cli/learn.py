"""``kg train``: learn the weights of the taggers again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.terminal import draw, note, progress, put

if TYPE_CHECKING:
    from kg.train import Trained


def train(
    corpora: Annotated[
        Path, typer.Argument(metavar="CORPORA", help="The folder with the annotated corpora.")
    ],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="OUT", help="The folder to write the two files of weights to."),
    ] = Path("tagger"),
) -> int:
    """Learn the taggers' weights from annotated corpora and the project's own pages, and measure them on what was held
    back.

    The same corpora give the same weights. Takes some minutes on one core and about 4 GB of memory.
    """
    from kg.train import train as learn

    with progress() as tell:
        results = learn(corpora, out, tell)
    for result in results:
        _print(result)
        learnt = ", ".join(f"{name} {count:,}" for name, count in result.sentences.items())
        note(f"kg: {result.path.name}: learnt from {sum(result.sentences.values()):,} sentences ({learnt})")
    put("".join(f"{result.path}\n" for result in results))
    return Exit.DONE


def _print(result: Trained) -> None:
    columns = ("held back", "names", *result.classes, "all")
    rows = [
        (
            name,
            f"{tally.known.total():,}",
            *(f"{tally.f1(c):.3f}" for c in result.classes),
            f"{tally.f1():.3f}",
        )
        for name, tally in result.held.items()
    ]
    draw(columns, rows, "F1 of exact names", columns[1:])
    bands = [(f"{low:.2f} and more", f"{n:,}", f"{p:.3f}", f"{r:.3f}") for low, n, p, r in result.calibration]
    draw(
        ("probability", "names", "mean", "right"),
        bands,
        "What the probabilities mean",
        ("names", "mean", "right"),
    )
