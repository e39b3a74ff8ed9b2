"""``kg export`` for annotation tools, and ``kg import``: pages to be corrected, and what was corrected."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.options import choice, decided
from kg.cli.terminal import note, note_noticed, note_skipped, progress, put
from kg.types import Limits

if TYPE_CHECKING:
    from kg.annotate import Changes

_TARGETS = ("judgements", "gold")


def annotate(
    tool: str, inputs: Sequence[str], out: Path, jobs: int | None, judgements: Path | None, limits: Limits
) -> int:
    """Write the pages with their names and relations marked."""
    from kg import pipeline
    from kg.annotate import TOOLS, sheets
    from kg.durable import write_files
    from kg.errors import InputError
    from kg.export import ENDINGS

    graph = next((each for each in inputs if Path(each).suffix.lstrip(".").lower() in ENDINGS), None)
    if graph is not None:
        raise InputError(
            f"{graph}: a graph holds quotes, not the text of its pages; name the pages it was built from: "
            f"kg export PAGES --to {tool}"
        )
    with progress() as tell:
        resolution = pipeline.understand(
            inputs, jobs=jobs, progress=tell, judged=decided(judgements), limits=limits
        )
    made = sheets(resolution)
    files = TOOLS[tool].write(made.pages)
    write_files(
        {out: files} if isinstance(files, bytes) else {out / name: text for name, text in files.items()}
    )
    note_skipped(resolution.skipped)
    note_noticed(resolution.notices)
    marks, ties = sum(len(page.marks) for page in made.pages), sum(len(page.ties) for page in made.pages)
    undrawn = f"; {made.undrawn} relations have an end without a name on the page" if made.undrawn else ""
    note(f"kg: {len(made.pages)} pages, {marks} names, {ties} relations{undrawn}")
    put(f"{out}\n")
    return Exit.SKIPPED if resolution.skipped else Exit.DONE


def take_back(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="What doccano exported (.jsonl), or .ann files or folders of brat."
        ),
    ],
    source: Annotated[str, typer.Option("--from", metavar="TOOL", help="doccano or brat.")],
    to: Annotated[str, typer.Option("--to", metavar="WHAT", help="judgements or gold.")] = "judgements",
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="PATH", help="The file to write (of gold a folder); else standard output."
        ),
    ] = None,
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Who corrected them.")] = "",
) -> int:
    """Read corrected annotations back: as rows of judgements.tsv, or as gold files for kg eval."""
    from kg.annotate import READERS, changes

    choice(source, tuple(READERS), "--from")
    choice(to, _TARGETS, "--to")
    corrected = [page for file in files for page in READERS[source](file)]
    changed = [changes(page) for page in sorted(corrected, key=lambda page: (page.sheet.doc, page.where))]
    text = _judgements(changed, who) if to == "judgements" else None
    if text is None:
        _write_gold(changed, out)
    elif out is None:
        put(text)
    else:
        _write({out: text.encode()})
    count = sum(map(bool, changed))
    note(f"kg: {len(changed)} pages, {count} of them corrected")
    return Exit.DONE


def _judgements(changed: Sequence[Changes], who: str) -> str:
    from kg.annotate import untitled, verdicts
    from kg.errors import InputError
    from kg.knowledge.judgement_rows import written

    for each in changed:
        if each.corrected.before is None:
            raise InputError(
                f"{each.corrected.where}: says not how the page was exported, so nobody can tell what was corrected; "
                "take it back with --to gold, or correct what kg export wrote"
            )
    rows = verdicts(changed, who)
    if count := untitled(rows):
        note(
            f"kg: {count} posts have no title between their names: write it into the column title before you use them"
        )
    return written(rows)


def _write_gold(changed: Sequence[Changes], out: Path | None) -> None:
    from kg.annotate import gold, gold_name
    from kg.errors import InputError

    pages: dict[str, str] = {}
    for each in changed:
        name = gold_name(each)
        if name in pages:
            raise InputError(
                f"{each.corrected.where}: a second page is called {name}; take the pages back one by one"
            )
        pages[name] = json.dumps(gold(each), ensure_ascii=False, indent=1) + "\n"
    if out is None:
        put("".join(pages.values()))
    else:
        _write({out / f"{name}.json": text.encode() for name, text in pages.items()})


def _write(files: dict[Path, bytes]) -> None:
    from kg.durable import write_files

    write_files(files)
    put("".join(f"{path}\n" for path in files))
