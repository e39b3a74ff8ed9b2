"""SPARQL from strangers: what is answered, what is refused, and that neither can do harm."""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.query
from kg.errors import InputError, KgError, QueryError
from kg.query import Table, prefixes, run, write
from kg.query.guard import check

GRAPH = Path(__file__).parent / "data" / "query" / "graph.ttl"
WORKER = Path(kg.query.__file__).with_name("worker.py")
XSD = "http://www.w3.org/2001/XMLSchema#"

# -- what may be asked

ALLOWED = [
    "SELECT * { ?s ?p ?o }",
    "SELECT * { ?s kg:adopts ?service . FILTER(?service != 'SERVICE <http://x>') }",
    '# SERVICE <http://x> is not used\nASK { ?s ?p """LOAD "x" FROM\nDROP""" }',
    "ASK { <http://x/SERVICE#FROM> ?from ?load }",
    "ASK { ?s kg:service kg:from }",
    'ASK { ?s ?p "x"@from }',
    "ASK { ?s ?p ?o FILTER(?s<?p&&?p>?o) }",
    r"ASK { ?s kg:a\'b 'DELETE' }",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "DESCRIBE <http://x>",
]

REFUSED = [
    ("SELECT * { SERVICE <http://x> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { service silent <http://x> { } }", "SERVICE"),
    (r"SELECT * { \u0053ERVICE <http://x> { } }", "SERVICE"),
    (r"SELECT * { \U00000053erv\u0069ce <http://x> { } }", "SERVICE"),
    ("SELECT * { SERVICESILENT<http://x> { } }", "SERVICE"),
    ("SELECT * { SERVICE:x { } }", "SERVICE"),
    ("SELECT * { ?s ?p '' SERVICE <http://x> { } }", "SERVICE"),
    ("SELECT * { ?s ?p 'a\\'' . SERVICE <http://x#y> { } } # '", "SERVICE"),
    ('SELECT * { ?s ?p """a""" . SERVICE <http://x> { } } # """', "SERVICE"),
    ("SELECT * FROM <http://x> { ?s ?p ?o }", "FROM"),
    ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ("LOAD <file:///etc/passwd>", "LOAD"),
    ("INSERT DATA { <http://x> <http://y> 1 }", "INSERT"),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
    ("PREFIX x: <http://x> DROP ALL", "DROP"),
    ("CLEAR ALL", "CLEAR"),
]


@pytest.mark.parametrize("query", ALLOWED)
def test_a_query_that_reads_the_graph_is_allowed(query: str) -> None:
    assert run(query, GRAPH).columns


@pytest.mark.parametrize(("query", "keyword"), REFUSED)
def test_a_query_that_would_leave_the_graph_is_refused(query: str, keyword: str) -> None:
    with pytest.raises(QueryError, match=keyword):
        run(query, GRAPH)


@given(st.text(max_size=60), st.sampled_from(["SERVICE <http://x> {}", "DROP ALL", "FROM <x>"]))
def test_what_stands_in_a_string_is_no_keyword(words: str, keyword: str) -> None:
    check(f"ASK {{ ?s ?p {ox.Literal(words + keyword)} }}")


@given(st.lists(st.booleans(), min_size=7, max_size=7), st.lists(st.booleans(), min_size=7, max_size=7))
def test_no_spelling_of_a_keyword_slips_through(escaped: list[bool], lower: list[bool]) -> None:
    letters = [c.lower() if low else c for c, low in zip("SERVICE", lower, strict=True)]
    word = "".join(f"\\u{ord(c):04x}" if esc else c for c, esc in zip(letters, escaped, strict=True))
    with pytest.raises(QueryError):
        check(f"SELECT * {{ {word} <http://x> {{ }} }}")


@contextmanager
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and a list of those who knocked."""
    knocks: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, peer = server.accept()
                except TimeoutError:
                    continue
                knocks.append(str(peer))
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], knocks
        finally:
            stop.set()
            thread.join()


def ask_the_worker(query: str) -> subprocess.CompletedProcess[bytes]:
    """Past the guard, straight to the process that answers."""
    limits = {"timeout_s": 20, "memory_mb": 2048, "max_rows": 10, "max_bytes": 10_000}
    task = {"query": query, "prefixes": {}, "path": None, "format": None, **limits}
    return subprocess.run(
        [sys.executable, "-P", str(WORKER)],
        input=json.dumps(task).encode() + b"\n",
        capture_output=True,
        timeout=30,
    )


def test_even_an_unguarded_query_reaches_no_host() -> None:
    with listener() as (port, knocks):
        done = ask_the_worker(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/sparql> {{ ?s ?p ?o }} }}")
        assert done.returncode == 3, done
        socket.create_connection(("127.0.0.1", port)).close()  # the door itself is open
    assert len(knocks) == 1


# -- limits

NESTED = "[ kg:leads " * 90 + "1" + " ]" * 90
LIMITS: list[tuple[str, dict[str, float], str]] = [
    ("ASK { FILTER(" + "!" * 90_000 + "true) }", {}, "nested too deeply"),
    ("ASK { " + "{" * 5_000 + "}" * 5_000 + " }", {}, "nested 5001 deep"),
    ("ASK { } " + "#" * 200_000, {}, "too long"),
    (
        f"SELECT * {{ {' '.join(f'?s{n} ?p{n} ?o{n} .' for n in range(9))} }} ORDER BY ?s1",
        {"timeout_s": 1},
        "longer than 1 s",
    ),
    (
        f"SELECT * {{ {' '.join(f'?s{n} ?p{n} ?o{n} .' for n in range(9))} }} ORDER BY ?s1",
        {"memory_mb": 300},
        "300 MiB",
    ),
]


@pytest.mark.parametrize(("query", "limits", "reason"), LIMITS, ids=[limit[2] for limit in LIMITS])
def test_a_query_that_takes_too_much_is_cut_off(query: str, limits: dict[str, int], reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        run(query, GRAPH, **limits)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert run("ASK { ?s kg:leads ?o }", GRAPH), "the next one is answered"


def test_nesting_within_the_limit_is_answered_or_cut_off() -> None:
    try:
        assert not run(f"ASK {{ ?s ?p {NESTED} }}", GRAPH, timeout_s=5)
    except QueryError as error:
        assert "longer than 5 s" in str(error)


def test_too_many_rows_are_cut_off() -> None:
    table = run("SELECT ?s { ?s ?p ?o }", GRAPH, max_rows=7)
    assert (len(table), table.truncated) == (7, True)
    whole = run("SELECT ?s { ?s kg:leads ?o }", GRAPH, max_rows=3)
    assert (len(whole), whole.truncated) == (3, False)


# -- what is answered

PEOPLE = "SELECT ?who { ?p kg:leads ?b ; rdfs:label ?who } ORDER BY ?who"


def test_the_prefixes_of_the_vocabulary_are_declared() -> None:
    for prefix in prefixes():
        assert not run(f"ASK {{ {prefix}:nothing {prefix}:at {prefix}:all }}", GRAPH)


def test_all_named_graphs_are_searched() -> None:
    graphs = [ox.NamedNode("http://x/1"), ox.NamedNode("http://x/2")]
    facts = list(ox.parse(path=GRAPH))
    quads = [ox.Quad(f.subject, f.predicate, f.object, graphs[n % 2]) for n, f in enumerate(facts)]
    assert run(PEOPLE, quads).rows == run(PEOPLE, GRAPH).rows == run(PEOPLE, str(GRAPH)).rows
    assert run("ASK { GRAPH <http://x/2> { ?s ?p ?o } }", quads)


def test_what_two_graphs_say_counts_once() -> None:
    facts = list(ox.parse(path=GRAPH))
    graphs = [ox.NamedNode("http://x/1"), ox.NamedNode("http://x/2")]
    twice = [ox.Quad(f.subject, f.predicate, f.object, graph) for graph in graphs for f in facts]
    count = "SELECT (COUNT(*) AS ?n) { ?p kg:leads ?b ; rdfs:label ?who }"
    assert run(count, twice).rows == run(count, facts).rows


def test_the_forms_of_a_query() -> None:
    assert run("ASK { ?s kg:leads ?o }", GRAPH).kind == "ask"
    assert not run("ASK { ?s kg:leads kg:nobody }", GRAPH)
    made = run("CONSTRUCT { ?o kg:ledBy ?s } WHERE { ?s kg:leads ?o }", GRAPH)
    assert (made.kind, made.columns, len(made)) == ("triples", ("subject", "predicate", "object"), 3)
    assert run("DESCRIBE <https://example.org/id/p1>", GRAPH)
    assert not run("SELECT ?s { ?s kg:leads kg:nobody }", GRAPH)


def test_an_unbound_variable_is_empty() -> None:
    table = run("SELECT ?a ?b { BIND(1 AS ?a) OPTIONAL { kg:no kg:such ?b } }", GRAPH)
    assert table.records() == [{"a": "1", "b": ""}]


SYNTAX = [
    ("SELECT * { ?s kg:leads ?o", "line 1, column 26"),
    ("SELECT *\n{ ?s nope:leads ?o }", "line 2.*prefix before this is not declared; known are .*kg"),
    ("", "malformed"),
    ("officials please", "malformed"),
]


@pytest.mark.parametrize(("query", "reason"), SYNTAX)
def test_a_malformed_query_is_told_where(query: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        run(query, GRAPH)


def test_graphs_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<http://a> <http://b", encoding="utf-8")
    (tmp_path / "graph.doc").write_text("", encoding="utf-8")
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
    )
    rdf = f"{bomb}]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>&j;</rdf:RDF>"
    (tmp_path / "bomb.rdf").write_text(rdf, encoding="utf-8")
    for name, reason in (
        ("none.ttl", "no such"),
        ("broken.ttl", "no readable RDF"),
        ("graph.doc", "no RDF format"),
    ):
        with pytest.raises(InputError, match=reason):
            run("ASK { }", tmp_path / name)
    with pytest.raises(KgError):
        run("ASK { }", tmp_path / "bomb.rdf")


# -- how it is written

terms = st.one_of(
    st.none(),
    st.builds(ox.Literal, st.text(st.characters(codec="utf-8"), max_size=20)),
    st.builds(
        lambda text: ox.Literal(text, language="zh"), st.text(st.characters(codec="utf-8"), max_size=20)
    ),
    st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.integers(0, 99).map(lambda n: ox.NamedNode(f"https://example.org/{n}")),
    st.integers(0, 99).map(lambda n: ox.BlankNode(f"b{n}")),
)
tables = st.lists(st.tuples(terms, terms), max_size=5).map(lambda rows: Table(("a", "b"), tuple(rows)))


@given(tables)
def test_json_is_read_back_by_another_parser(table: Table) -> None:
    read = ox.parse_query_results(write(table, "json"), ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(row) for row in read] == list(table.rows)


@given(tables)
def test_csv_keeps_every_cell_and_holds_no_formula(table: Table) -> None:
    head, *rows = csv.reader(io.StringIO(write(table, "csv"), newline=""))
    assert tuple(head) == table.columns
    for row, expected in zip(rows, table.texts(), strict=True):
        for cell, text in zip(row, expected, strict=True):
            assert cell in (text, "'" + text)
            assert not cell.startswith(tuple("=+-@\t\r")) or re.fullmatch(r"[+-]+[\d.]+", cell)


@given(tables)
def test_tsv_is_one_line_a_row(table: Table) -> None:
    lines = write(table, "tsv").split("\n")
    assert [len(line.split("\t")) for line in lines[:-1]] == [2] * (len(table) + 1)
    assert lines[-1] == ""


@settings(max_examples=10, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_comes_back_from_the_worker(text: str) -> None:
    fact = ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal(text, language="zh"))
    assert run("SELECT ?o { ?s ?p ?o }", [fact]).rows == ((ox.Literal(text, language="zh"),),)


def test_turtle_is_for_triples() -> None:
    made = run("CONSTRUCT WHERE { ?s kg:leads ?o }", GRAPH)
    assert set(ox.parse(write(made, "turtle"), ox.RdfFormat.TURTLE)) == {
        ox.Quad(*row)
        for row in made.rows  # type: ignore[arg-type]
    }
    with pytest.raises(QueryError, match="only the triples"):
        write(run(PEOPLE, GRAPH), "turtle")


@pytest.mark.parametrize(("format", "reader"), [("json", json.loads), ("csv", str), ("tsv", str)])
def test_an_ask_is_written(format: str, reader: Callable[[str], object]) -> None:
    written = reader(write(run("ASK { ?s kg:leads ?o }", GRAPH), format))
    assert written in ({"head": {}, "boolean": True}, "answer\r\ntrue\r\n", "answer\ntrue\n")


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(QueryError, match="use one of csv, tsv, json, turtle"):
        write(run(PEOPLE, GRAPH), "xlsx")
