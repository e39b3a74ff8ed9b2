"""``kg query``, ``kg stats`` and ``kg explain``: questions to a graph."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote

import typer

from kg.cli.credentials import Auth, Token, User, credentials
from kg.cli.endpoint import Endpoint, Within, ask, refuse
from kg.cli.exits import Exit
from kg.cli.graphs import is_kept, load
from kg.cli.options import DEFAULT_GRAPH, Graph, choice
from kg.cli.terminal import draw, note, put, visible

if TYPE_CHECKING:
    from kg.query import Explanation, Statistics, Table

Format = Annotated[
    str, typer.Option("--format", metavar="F", help="table, csv, tsv, json, or turtle for triples.")
]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds until it is given up.")]
MaxRows = Annotated[int, typer.Option("--max-rows", min=1, help="Rows after which the answer is cut off.")]
Params = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAME=VALUE", help="Set a parameter of a named query."),
]


def query(
    what: Annotated[
        str | None,
        typer.Argument(metavar="NAME|SPARQL|@FILE", help="What to ask; without it, the named queries."),
    ] = None,
    graph: Graph = DEFAULT_GRAPH,
    format: Format = "table",
    timeout: Timeout = 30.0,
    max_rows: MaxRows = 100_000,
    param: Params = None,
    endpoint: Endpoint = None,
    within: Within = None,
    user: User = None,
    token: Token = False,
    auth: Auth = "auto",
) -> int:
    """Ask GRAPH a named query, SPARQL, or the SPARQL in a file. The usual prefixes are declared."""
    from kg.query import TABLE_FORMATS, find, run, write

    choice(format, ("table", *TABLE_FORMATS))
    if what is None:
        return _list_queries()
    sparql, title = find(what, _params(param or []))
    if endpoint is None:
        refuse({"--graph": within, "--user": user, "--token": token})
        source = load(graph) if is_kept(graph) else graph
        table = run(sparql, source, timeout_s=timeout, max_rows=max_rows, title=title)
    elif graph != DEFAULT_GRAPH:
        raise typer.BadParameter("takes no GRAPH beside it", param_hint="--endpoint")
    else:
        who = credentials(endpoint, user, token, auth)
        table = ask(
            endpoint, sparql, who, graphs=within or (), timeout=timeout, max_rows=max_rows, title=title
        )
    if format == "table":
        _draw_answer(table)
    else:
        put(write(table, format))
    if table.truncated:
        note(f"kg: the answer was cut off after {len(table)} rows: narrow it down, or raise --max-rows")
    return Exit.DONE


def stats(
    graph: Graph = DEFAULT_GRAPH,
    format: Annotated[str, typer.Option("--format", metavar="F", help="table or json.")] = "table",
) -> int:
    """Count what GRAPH holds: classes, predicates, pages, evidence, the bodies with most facts."""
    from kg.census import census_of
    from kg.query import statistics

    choice(format, ("table", "json"))
    counts = statistics(census_of(load(graph)))
    if format == "json":
        put(json.dumps(asdict(counts), ensure_ascii=False, indent=1) + "\n")
    else:
        _draw_statistics(counts)
    return Exit.DONE


def explain(
    what: Annotated[
        str, typer.Argument(metavar="WHAT", help="An entity or a fact, by its IRI, its key or by name.")
    ],
    graph: Graph = DEFAULT_GRAPH,
    format: Annotated[str, typer.Option("--format", metavar="F", help="text or json.")] = "text",
) -> int:
    """Say what GRAPH knows of WHAT and why: which rule, which words, which page, how sure; and whom it was taken for."""
    from kg.query import explain as reasons

    choice(format, ("text", "json"))
    found = reasons(what, load(graph))
    if format == "json":
        put(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n")
    else:
        put("\n".join(_describe(one) for one in found))
    return Exit.DONE


def _params(given: list[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise typer.BadParameter(f"{name!r} is not NAME=VALUE", param_hint="--param")
    return {name: value for name, _, value in pairs}


def _list_queries() -> int:
    from kg.knowledge.queries import named_queries

    rows = [
        (q.name, q.title_zh, q.title_en, ", ".join(f"{p.name}={p.default}" for p in q.parameters))
        for q in named_queries().values()
    ]
    draw(("name", "问题", "question", "parameters"), rows)
    return Exit.DONE


def _draw_answer(table: Table) -> None:
    from kg.query import shorten

    title = f"{table.title.zh}  {table.title.en}" if table.title else ""
    draw(table.columns, ([shorten(cell) for cell in row] for row in table.texts()), title)


def _draw_statistics(counts: Statistics) -> None:
    totals = {name: value for name, value in asdict(counts).items() if isinstance(value, int)}
    sections = {"graph": totals, "classes": counts.classes, "predicates": counts.predicates}
    for title, numbers in (sections | {"top bodies": dict(counts.top_bodies)}).items():
        draw((title, "count"), ((name, str(count)) for name, count in numbers.items()), right=("count",))


def _describe(one: Explanation) -> str:
    lines = [one.name, f"  {one.iri}", f"  {', '.join(one.classes)}"]
    if one.aliases:
        lines.append(f"  also: {', '.join(one.aliases)}")
    lines += [f"  stands for: {unquote(iri)}" for iri in one.stands_for]
    for decision in one.decisions:
        lines += ["", f"  {decision.verdict}, score {decision.score}: {decision.left} | {decision.right}"]
        lines.append(f"    {'; '.join(decision.reasons)}; rule {decision.rule}")
    for finding in one.findings:
        lines += ["", f"  {finding.subject} — {finding.predicate} → {finding.object}"]
        for source in finding.evidence:
            notes = "".join(f", {remark}" for remark in source.notes)
            lines.append(f"    {source.before}【{source.quote}】{source.after}")
            lines.append(f"    {source.page} [{source.start}:{source.end}] {source.article}")
            lines.append(f"    rule {source.rule}, confidence {source.confidence}{notes}")
    return "".join(f"{visible(line)}\n" for line in lines)
