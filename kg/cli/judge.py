"""``kg validate``, ``kg conflicts`` and ``kg eval``: is the graph sound, does it contradict itself, and is it right?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.exits import Exit
from kg.cli.graphs import load
from kg.cli.options import DEFAULT_GRAPH, Graph, choice
from kg.cli.terminal import note, put, visible
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.evaluate import Scores
    from kg.query import Conflict

_PAGE_ENDINGS = (".txt", ".md")


def validate(graph: Graph = DEFAULT_GRAPH) -> int:
    """Check GRAPH against its shapes; print what is wrong, where, and the sentence it came from."""
    from kg.validate import lines
    from kg.validate import validate as check

    report = check(load(graph))
    put("".join(f"{visible(line)}\n" for line in lines(report)))
    return Exit.DONE if report.conforms else Exit.VIOLATED


def conflicts(
    graph: Graph = DEFAULT_GRAPH,
    format: Annotated[str, typer.Option("--format", metavar="F", help="text, tsv or json.")] = "text",
) -> int:
    """Say what contradicts what in GRAPH: two heads of one post, a person in two places, dates, sums; each with both
    sentences."""
    from kg.query import conflicts as contradictions
    from kg.query import conflicts_tsv

    choice(format, ("text", "tsv", "json"))
    found = contradictions(load(graph))
    if format == "tsv":
        put(conflicts_tsv(found))
    elif format == "json":
        put(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1) + "\n")
    else:
        put("".join(f"{visible(line)}\n" for each in found for line in _conflict_lines(each)))
    note(f"kg: {len(found)} conflicts")
    return Exit.DONE


def _conflict_lines(each: Conflict) -> Iterator[str]:
    yield f"{each.kind}: {each.about}"
    yield f"    {each.one}"
    yield f"        {each.page}:{each.start}-{each.end} “{each.sentence}”"
    yield f"    {each.other}"
    yield f"        {each.other_page}:{each.other_start}-{each.other_end} “{each.other_sentence}”"


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help="Gold files, one a page.")],
    pages: Annotated[
        Path | None,
        typer.Option("--pages", metavar="DIR", help="Where the pages lie; by default beside the gold."),
    ] = None,
    graph: Annotated[
        Path | None,
        typer.Option("--graph", metavar="GRAPH", help="Score this graph instead of building the page."),
    ] = None,
    misses: Annotated[
        bool, typer.Option("--misses/--no-misses", help="List what was missed and what is extra.")
    ] = True,
    format: Annotated[str, typer.Option("--format", metavar="F", help="table or json.")] = "table",
) -> int:
    """Score graphs against GOLD: each page is built alone and compared with what a careful reader found."""
    choice(format, ("table", "json"))
    if graph is not None and (pages is not None or len(gold) != 1):
        raise typer.BadParameter("takes one GOLD and no --pages", param_hint="--graph")
    scores = dict(_scores(gold, pages, graph))
    put(_scores_json(scores) if format == "json" else _scores_table(scores, misses))
    return Exit.DONE


def _scores(gold: list[Path], pages: Path | None, graph: Path | None) -> Iterator[tuple[str, Scores]]:
    from kg import engine
    from kg.evaluate import load_gold, score

    for path in gold:
        wanted = load_gold(path)
        if graph is not None:
            yield str(path), score(wanted, load(graph))
            continue
        with engine.build([str(_page_of(str(wanted.get("page", path.stem)), path, pages))]) as built:
            if built.skipped:
                raise InputError(f"{built.skipped[0].id}: {built.skipped[0].reason}")
            page, _ = next(iter(built.reread()))
            yield str(path), score(wanted, built.quads, page.text)


def _page_of(name: str, gold: Path, pages: Path | None) -> Path:
    folders = [pages] if pages else [gold.parent, gold.parent / "pages", gold.parent.parent / "pages"]
    for folder in folders:
        for ending in _PAGE_ENDINGS:
            path = folder / f"{name}{ending}"
            if path.is_file():
                return path
    raise InputError(f"{gold}: its page {name}.txt is not in {folders[0]}; name the folder with --pages DIR")


def _scores_table(scores: dict[str, Scores], misses: bool) -> str:
    from kg.evaluate import render, total

    parts = [f"{name}\n{render(score, misses)}" for name, score in scores.items()]
    if len(scores) > 1:
        whole = total(list(scores.values()))
        parts.append(f"mean of {len(scores)} pages\n{render(whole.macro, False)}")
        parts.append(f"all facts of {len(scores)} pages together\n{render(whole.micro, False)}")
    return "\n".join(parts)


def _scores_json(scores: dict[str, Scores]) -> str:
    return (
        json.dumps({name: asdict(score) for name, score in scores.items()}, ensure_ascii=False, indent=1)
        + "\n"
    )
