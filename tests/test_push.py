"""Graphs sent to real stores and brought back: nothing doubled, nothing lost, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from fault_server import Faulty, Request, Response, failing, faulty
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from triple_stores import Server, oxigraph, virtuoso

from kg.cli import main
from kg.export import export, load

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "data" / "query" / "graph.ttl"
GRAPH = "https://example.org/graph/柳岸"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def oxi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="module")
def virt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso"), log=1_000_000) as server:
        yield server


@pytest.fixture(params=["oxi", "virt"])
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Server:
    server: Server = request.getfixturevalue(request.param)
    if server.password:
        monkeypatch.setenv("KG_PASSWORD", server.password)
    return server


def signed(server: Server) -> list[str]:
    return ["--user", server.user] if server.user else []


def quad(number: int, graph: str | None = GRAPH, value: str | None = None) -> Quad:
    name = DefaultGraph() if graph is None else NamedNode(graph)
    subject = NamedNode(f"https://example.org/柳{number:05}")
    return Quad(subject, NamedNode("https://example.org/p"), Literal(value or f"第{number}"), name)


def written(folder: Path, *quads: Quad, name: str = "graph.nq") -> Path:
    path = folder / name
    export(quads, path, path.suffix.lstrip("."))
    return path


def values(quads: tuple[Quad, ...]) -> set[tuple[object, ...]]:
    """The quads with numbers by value: 1.50 and 1.5 are one."""
    return {(q.subject, q.predicate, value(q.object), q.graph_name) for q in quads}


def value(term: object) -> object:
    if isinstance(term, Literal) and term.datatype.value in (XSD + "decimal", XSD + "integer"):
        return float(term.value)
    return term


# -- there and back


@pytest.mark.parametrize(
    "options", [[], ["--replace"], ["--piece", "100"], ["--replace", "--piece", "100"]], ids=str
)
def test_what_is_pushed_comes_back(store: Server, options: list[str], tmp_path: Path) -> None:
    target = f"{GRAPH}/back{'-'.join(options)}"
    command = ["push", store.url, str(SAMPLE), "--graph", target, *signed(store), *options]
    for _ in range(2):  # and again: nothing is doubled
        assert main(command) == 0
        assert store.count(target) == len(load(SAMPLE))
    back = tmp_path / "back.ttl"
    assert main(["pull", store.url, "-o", str(back), "--graph", target]) == 0
    assert values(load(back)) == values(load(SAMPLE))


def test_every_named_graph_goes_to_its_own(store: Server, tmp_path: Path) -> None:
    quads = [quad(n, f"{GRAPH}/own{n % 3}") for n in range(30)]
    path = written(tmp_path, *quads)
    assert main(["push", store.url, str(path), *signed(store)]) == 0
    assert [store.count(f"{GRAPH}/own{n}") for n in range(3)] == [10, 10, 10]
    names = [word for n in range(3) for word in ("--graph", f"{GRAPH}/own{n}")]
    assert main(["pull", store.url, "-o", str(tmp_path / "back.nq"), *names]) == 0
    assert (tmp_path / "back.nq").read_bytes() == path.read_bytes()


def test_a_store_is_brought_back_whole_and_the_same_each_time(tmp_path: Path) -> None:
    quads = [quad(n, None if n % 2 else f"{GRAPH}/{n % 4}") for n in range(50)]
    path = written(tmp_path, *quads)
    with oxigraph(tmp_path) as server:
        assert main(["push", server.url, str(path)]) == 0
        for name in ("one.nq", "two.nq", "three.ttl"):
            assert main(["pull", server.url, "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes() == path.read_bytes()
    export(quads, tmp_path / "wanted.ttl", "ttl")
    assert (tmp_path / "three.ttl").read_bytes() == (tmp_path / "wanted.ttl").read_bytes()


def test_bare_triples_join_the_graph_that_is_named(store: Server, tmp_path: Path) -> None:
    target = f"{GRAPH}/joined"
    path = written(tmp_path, *(quad(n, target) for n in range(10)), *(quad(n, None) for n in range(5, 20)))
    for option in ("--add", "--replace"):
        assert main(["push", store.url, str(path), option, "--graph", target, *signed(store)]) == 0
        assert store.count(target) == 20


def test_replacing_removes_what_is_no_longer_said_and_adding_does_not(store: Server, tmp_path: Path) -> None:
    target = f"{GRAPH}/replaced"
    old = written(tmp_path, *(quad(n, target) for n in range(40)))
    new = written(tmp_path, *(quad(n, target) for n in range(30, 100)), name="new.nq")
    common = [store.url, *signed(store), "--piece", "9"]
    assert main(["push", *common, str(old)]) == 0
    assert main(["push", *common, str(new)]) == 0
    assert store.count(target) == 100
    assert main(["push", *common, str(new), "--replace"]) == 0
    assert store.count(target) == 70
    assert left_over(store) == []


def left_over(store: Server) -> list[tuple[str, ...]]:
    rows = store.ask("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    return [row for row in rows if "minsheng-kg:push" in row[0]]


def test_what_takes_the_place_of_another_is_the_new_one_in_every_index(store: Server, tmp_path: Path) -> None:
    """Asked by subject, where an old value would show that the counts hide."""
    target = f"{GRAPH}/indexed"
    common = [store.url, *signed(store), "--piece", "50"]
    few = written(tmp_path, *(quad(n, f"{target}/few") for n in range(20)), name="few.nq")
    for _ in range(2):
        assert main(["push", *common, str(few), "--replace"]) == 0
    old = written(tmp_path, *(quad(n, target, f"旧{n}") for n in range(75, 300)), name="old.nq")
    new = written(tmp_path, *(quad(n, target) for n in range(150)), name="new.nq")
    assert main(["push", *common, str(old)]) == 0
    assert main(["push", *common, str(new), "--replace"]) == 0
    for number in range(0, 300, 5):
        rows = store.ask(f"SELECT ?o WHERE {{ GRAPH <{target}> {{ {quad(number).subject} ?p ?o }} }}")
        assert rows == ([(f"第{number}",)] if number < 150 else [])


def test_more_than_virtuoso_does_at_once_is_done(
    virt: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PASSWORD", "dba")
    target = f"{GRAPH}/many"
    path = written(tmp_path, *(quad(n, target) for n in range(25_001)))
    assert main(["push", virt.url, str(path), "--user", "dba", "--piece", "2000"]) == 0
    assert main(["pull", virt.url, "-o", str(tmp_path / "back.nq"), "--graph", target]) == 0
    assert (tmp_path / "back.nq").read_bytes() == path.read_bytes()
    # Replacing it is more than the server lets one transaction write.
    new = written(tmp_path, *(quad(n, target) for n in range(20_000, 40_000)), name="new.nq")
    assert main(["push", virt.url, str(new), "--user", "dba", "--piece", "2000", "--replace"]) == 0
    assert virt.count(target) == 20_000 and left_over(virt) == []
    few = written(tmp_path, *(quad(n, target) for n in range(3)), name="few.nq")
    assert main(["push", virt.url, str(few), "--user", "dba", "--replace", "--piece", "2000"]) == 0
    assert virt.count(target) == 3


AWKWARD = [
    'quotes " and \\ and 𠮷 and 😀',
    "line\nbreak\r\ttab",
    "\u0001\u200b\u2028",
    "</script>{}?x",
    "x" * 100_000,
    " ",
]


def test_no_text_is_harmed(store: Server, tmp_path: Path) -> None:
    target = f"{GRAPH}/awkward"
    path = written(tmp_path, *(quad(n, target, text) for n, text in enumerate(AWKWARD)))
    assert main(["push", store.url, str(path), *signed(store), "--replace"]) == 0
    assert main(["pull", store.url, "-o", str(tmp_path / "back.nq"), "--graph", target]) == 0
    assert load(tmp_path / "back.nq") == load(path)


def test_a_plain_endpoint_is_filled_by_update(oxi: Server, tmp_path: Path) -> None:
    """One URL for questions and changes: what ``generic`` expects, made of Oxigraph's two."""
    target = f"{GRAPH}/generic"
    old = written(tmp_path, *(quad(n, target) for n in range(9)))
    new = written(tmp_path, *(quad(n, target, AWKWARD[0]) for n in range(5, 70)), name="new.nq")
    with faulty(oxi.url) as server:
        server.answer = lambda r: server.forward(at_service(r))
        for path, option in ((old, "--add"), (new, "--replace")):
            assert (
                main(
                    ["push", server.url + "/sparql", str(path), option, "--store", "generic", "--piece", "20"]
                )
                == 0
            )
        assert server.sent() == []
        assert (
            main(
                [
                    "pull",
                    server.url + "/sparql",
                    "-o",
                    str(tmp_path / "back.nq"),
                    "--graph",
                    target,
                    "--store",
                    "generic",
                ]
            )
            == 0
        )
    assert load(tmp_path / "back.nq") == load(new)
    assert left_over(oxi) == []


def at_service(request: Request) -> Request:
    path = "/update" if request.headers["content-type"].startswith("application/sparql-update") else "/query"
    return Request(request.method, path, request.headers, request.body)


# -- interrupted


def hold_after(pieces: int, reached: threading.Event, server: Faulty) -> None:
    """Let so many pieces through; from then on no request is answered."""

    def answer(_: Request) -> Response | None:
        if len(server.sent()) > pieces:
            reached.set()
            threading.Event().wait(60)
            return Response(503)
        return None

    server.answer = answer


@pytest.mark.parametrize("mode", ["--add", "--replace"])
def test_a_push_that_is_killed_goes_on_where_it_was(store: Server, mode: str, tmp_path: Path) -> None:
    target = f"{GRAPH}/killed{mode}"
    whole = mode == "--replace" and store.name == "oxigraph"  # in one request
    if mode == "--replace":
        old = written(tmp_path, quad(1, target, "旧"), name="old.nq")
        assert main(["push", store.url, str(old), *signed(store)]) == 0
    path = written(tmp_path, *(quad(n, target) for n in range(100)))
    with faulty(store.url) as server:
        reached = threading.Event()
        hold_after(0 if whole else 6, reached, server)
        command = [
            "push",
            server.url,
            str(path),
            mode,
            "--piece",
            "10",
            "--store",
            store.name,
            *signed(store),
        ]
        push = subprocess.Popen([sys.executable, "-m", "kg", *command], cwd=ROOT)
        assert reached.wait(60)
        push.send_signal(signal.SIGKILL)
        push.wait()
        if mode == "--replace":
            assert store.count(target) == 1, "the old graph stands until the new one is whole"
        server.answer = lambda _: None
        there = {request.body for request in server.acknowledged if is_piece(request)}
        before = len(server.sent())
        assert main(command) == 0
        again = {request.body for request in server.sent()[before:]}
        assert len(there) + len(again) == (1 if whole else 10) and there.isdisjoint(again)
    assert store.count(target) == 100
    assert left_over(store) == [] and list(tmp_path.glob(".*")) == []


def test_a_journal_of_another_graph_is_not_believed(oxi: Server, tmp_path: Path) -> None:
    target = f"{GRAPH}/changed"
    path = written(tmp_path, *(quad(n, target) for n in range(100)))
    command = ["push", "", str(path), "--replace", "--piece", "10", "--store", "oxigraph", "--retries", "0"]
    with faulty(oxi.url) as server:
        command[1] = server.url
        server.answer = lambda _: Response(500) if len(server.sent()) > 4 else None
        assert main(command) == 1
        written(tmp_path, *(quad(n, target) for n in range(50, 120)))
        server.answer = lambda _: None
        assert main(command) == 0
    assert sorted(oxi.ask(f"SELECT ?o WHERE {{ GRAPH <{target}> {{ ?s ?p ?o }} }}")) == sorted(
        (f"第{n}",) for n in range(50, 120)
    )


def test_a_plan_of_which_nothing_was_done_is_made_anew(oxi: Server, tmp_path: Path) -> None:
    """The graph was empty when a push failed at once; when the next one comes it is not."""
    target = f"{GRAPH}/anew"
    path = written(tmp_path, *(quad(n, target) for n in range(5)))
    with faulty(oxi.url, lambda r: Response(401) if is_piece(r) else None) as server:
        command = ["push", server.url, str(path), "--replace", "--store", "oxigraph"]
        assert main(command) == 1
        assert list(tmp_path.glob(".*")) == [], "there is nothing to go on from"
        oxi.update(f'INSERT DATA {{ GRAPH <{target}> {{ <urn:s> <urn:p> "旧" }} }}')
        server.answer = lambda _: None
        assert main(command) == 0
    assert oxi.count(target) == 5


def test_a_torn_journal_is_no_obstacle(oxi: Server, tmp_path: Path) -> None:
    path = written(tmp_path, *(quad(n, f"{GRAPH}/torn") for n in range(100)))
    with faulty(oxi.url) as server:
        server.answer = lambda _: Response(500) if len(server.sent()) > 4 else None
        command = ["push", server.url, str(path), "--piece", "10", "--store", "oxigraph", "--retries", "0"]
        assert main(command) == 1
        (journal,) = tmp_path.glob(".*")
        os.truncate(journal, journal.stat().st_size - 7)
        server.answer = lambda _: None
        before = len(server.sent())
        assert main(command) == 0
        assert len(server.sent()) - before == 7
    assert oxi.count(f"{GRAPH}/torn") == 100


# -- a store in trouble


def is_piece(request: Request) -> bool:
    return request.headers.get("content-type") == "application/n-triples"


PASSING = [
    [Response(500), Response(503)],
    [Response(503, headers={"Retry-After": "1"})],
    [Response(429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), Response(502), Response(504)],
]


@pytest.mark.parametrize("faults", PASSING, ids=lambda faults: " ".join(str(f.status) for f in faults))
def test_what_passes_is_waited_for(
    oxi: Server, faults: list[Response], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"{GRAPH}/passing{len(faults)}{faults[0].status}"
    path = written(tmp_path, *(quad(n, target) for n in range(20)))
    with faulty(oxi.url, failing(*faults, only=is_piece)) as server:
        assert main(["push", server.url, str(path), "--piece", "10", "--store", "oxigraph"]) == 0
        assert len(server.sent()) == 2 + len(faults)
    assert oxi.count(target) == 20
    assert capsys.readouterr().err.count("again in") == len(faults)


def test_an_acknowledgement_that_is_lost_doubles_nothing(oxi: Server, tmp_path: Path) -> None:
    target = f"{GRAPH}/lost"
    path = written(tmp_path, *(quad(n, target) for n in range(20)))
    with faulty(oxi.url) as server:

        def swallow(request: Request) -> Response | None:
            if is_piece(request) and len(server.sent()) == 1:
                server.forward(request)
                return Response(503)
            return None

        server.answer = swallow
        assert main(["push", server.url, str(path), "--piece", "10", "--store", "oxigraph"]) == 0
    assert oxi.count(target) == 20


def test_a_store_that_stays_broken_is_given_up(
    oxi: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, quad(1, f"{GRAPH}/broken"))
    with faulty(
        oxi.url, lambda r: Response(503, b"<html><b>try later</b></html>") if is_piece(r) else None
    ) as server:
        assert main(["push", server.url, str(path), "--store", "oxigraph", "--retries", "1"]) == 1
        assert len(server.sent()) == 2
    said = capsys.readouterr().err
    assert "503 Service Unavailable after 2 attempts: try later" in said


def test_a_store_that_loses_triples_is_found_out(
    oxi: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = f"{GRAPH}/dropped"
    path = written(tmp_path, *(quad(n, target) for n in range(20)))
    with faulty(oxi.url, failing(Response(204), only=is_piece)) as server:
        assert main(["push", server.url, str(path), "--piece", "5", "--store", "oxigraph"]) == 5
    assert f"{target}: 20 triples here, 15 there (-5)" in capsys.readouterr().err
    assert main(["push", oxi.url, str(path)]) == 0


def test_only_a_whole_graph_takes_the_place_of_the_old_one(
    virt: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PASSWORD", "dba")
    target = f"{GRAPH}/whole"
    old = written(tmp_path, quad(1, target, "旧"), name="old.nq")
    assert main(["push", virt.url, str(old), "--user", "dba"]) == 0
    new = written(tmp_path, *(quad(n, target) for n in range(20)))
    signed = lambda r: is_piece(r) and "authorization" in r.headers  # noqa: E731
    with faulty(virt.url, failing(Response(201), only=signed)) as server:
        command = [
            "push",
            server.url,
            str(new),
            "--user",
            "dba",
            "--replace",
            "--piece",
            "5",
            "--store",
            "virtuoso",
        ]
        assert main(command) == 1
        assert virt.ask(f"SELECT ?o WHERE {{ GRAPH <{target}> {{ ?s ?p ?o }} }}") == [("旧",)]
        assert main(command) == 0
    assert virt.count(target) == 20 and left_over(virt) == []


# -- verification


def test_a_difference_is_told(store: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = f"{GRAPH}/checked", f"{GRAPH}/sound"
    path = written(tmp_path, *(quad(n, one) for n in range(10)), *(quad(n, other) for n in range(5)))
    command = ["push", store.url, str(path), *signed(store)]
    assert main(command) == 0
    assert main([*command, "--check"]) == 0
    store.update(
        f'DELETE DATA {{ GRAPH <{one}> {{ <https://example.org/柳00003> <https://example.org/p> "第3" }} }}'
    )
    capsys.readouterr()
    assert main([*command, "--check"]) == 5
    said = capsys.readouterr().err
    assert (
        f"{one}: 10 triples here, 9 there (-1)" in said
        and "1 of 2 graphs differ" in said
        and other not in said
    )
    assert store.count(one) == 9, "a check sends nothing"
    assert main(command) == 0
    assert store.count(one) == 10


# -- refused before anything is sent


def test_a_dry_run_asks_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, *(quad(n) for n in range(25)), quad(1, None))
    with faulty() as server:
        assert main(["push", server.url, str(path), "--dry-run", "--piece", "10", "--graph", "urn:x"]) == 0
        assert server.asked == []
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [GRAPH, "25", "3"] in lines and ["urn:x", "1", "1"] in lines


REFUSED = [
    (["http://user:geheim@127.0.0.1:1"], "leave them out"),
    (["ftp://127.0.0.1"], "no URL of a store"),
    (["http://127.0.0.1:99999"], "malformed"),
    (["http://127.0.0.1:1"], "cannot be reached"),
    (["http://127.0.0.1:1", "--store", "virtuoso"], "keeps every triple in a named graph"),
    (["http://127.0.0.1:1", "--store", "oxigraph", "--graph", "urn:x> } ; DROP ALL"], "no IRI for a graph"),
    (["http://127.0.0.1:1", "--graph", "urn:x\turn:y"], "no IRI for a graph"),
]


@pytest.mark.parametrize(("words", "reason"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_pushed_is_told(
    words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["push", words[0], str(SAMPLE), *words[1:]]) == 1
    said = capsys.readouterr().err
    assert reason in said and "geheim" not in said and said.count("\n") == 1


def test_blank_nodes_are_refused(oxi: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "blank.ttl"
    path.write_text("[] <urn:p> <urn:o> .")
    assert main(["push", oxi.url, str(path)]) == 1
    assert "give them IRIs first" in capsys.readouterr().err


def test_a_pull_that_fails_leaves_what_was_there(oxi: Server, tmp_path: Path) -> None:
    path = written(tmp_path, *(quad(n, f"{GRAPH}/cut") for n in range(30)))
    assert main(["push", oxi.url, str(path)]) == 0
    out = tmp_path / "out.nq"
    out.write_text("before")

    def cut(request: Request) -> Response | None:
        """Half of the graph, as if it were all."""
        if request.method != "GET" or "graph=" not in request.path:
            return Response(404) if b"CONSTRUCT" in request.body else None
        whole = server.forward(request)
        return Response(200, b"".join(whole.body.splitlines(keepends=True)[:15]), whole.headers)

    with faulty(oxi.url, cut) as server:
        assert (
            main(["pull", server.url, "-o", str(out), "--graph", f"{GRAPH}/cut", "--store", "oxigraph"]) == 1
        )
    assert out.read_text() == "before" and list(tmp_path.glob(".*")) == []


def test_a_graph_that_is_not_there_is_told(
    oxi: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pull", oxi.url, "-o", str(tmp_path / "x.nq"), "--graph", "urn:nowhere"]) == 1
    assert "urn:nowhere is empty or not there" in capsys.readouterr().err
    assert main(["pull", oxi.url, "-o", str(tmp_path / "x.doc")]) == 2


def test_the_graph_is_named_as_the_store_wants_it(tmp_path: Path) -> None:
    """The stores that are not at hand: the paths of their documentation."""
    path = written(tmp_path, quad(1))
    wanted = {
        "fuseki": ("/ds", f"/ds/data?graph={quote(GRAPH, safe='')}", "/ds/query"),
        "graphdb": (
            "/repositories/r",
            f"/repositories/r/rdf-graphs/service?graph={quote(GRAPH, safe='')}",
            "/repositories/r",
        ),
    }
    count = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}'
    for name, (base, data, query) in wanted.items():
        with faulty(None, lambda _: Response(200, count)) as server:
            assert main(["push", server.url + base, str(path), "--store", name]) == 0
            assert [r.path for r in server.asked] == [query, data, query]
            assert ox.parse(server.sent()[0].body, format=ox.RdfFormat.N_TRIPLES)
