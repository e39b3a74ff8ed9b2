"""The server from outside: its command, its limits, who may do what, and what lasts."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from serving import BEARER, GRAPH, ROOT, Served, serving

from kg.errors import InputError
from kg.knowledge.queries import named_queries
from kg.query import run
from kg.query.wire import pack
from kg.serve.keeper import Keeper
from kg.serve.negotiate import GRAPHS, TABLES, best
from kg.serve.source import read

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q }"
ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(GRAPH, "--quiet") as running:
        yield running


@pytest.fixture(scope="module")
def writable() -> Iterator[Served]:
    with serving(GRAPH, "--quiet", "--write") as running:
        yield running


@pytest.fixture(scope="module")
def narrow() -> Iterator[Served]:
    limits = (
        "--timeout",
        "1",
        "--max-rows",
        "50",
        "--max-answer",
        "1",
        "--memory",
        "200",
        "--max-depth",
        "9",
    )
    with serving(GRAPH, "--quiet", *limits) as running:
        yield running


def number(served: Served, query: str = ALL) -> int:
    return int(served.ask(query).raise_for_status().json()["results"]["bindings"][0]["n"]["value"])


# -- the command


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_tells_its_address_logs_each_request_and_ends_in_peace(how: int) -> None:
    with serving() as running:
        running.client.get("/health")
        running.ask("ASK {}")
        code, said = running.stop(how)
    assert code == 0
    lines = [re.sub(r"\d+ ms$", "… ms", line) for line in said.splitlines()]
    assert lines[0].startswith('kg: 127.0.0.1 "GET /health" 200 ') and lines[1].startswith(
        'kg: 127.0.0.1 "POST /sparql" 200'
    )
    assert len(lines) == 2


def test_a_request_under_way_is_answered_before_it_ends() -> None:
    with serving(GRAPH, "--timeout", "2", "--quiet") as running, ThreadPoolExecutor(1) as pool:
        slow = pool.submit(running.ask, HEAVY)
        while running.client.get("/health").json()["status"] != "ok" or not slow.running():
            pass
        running.client.get("/health")
        running.process.send_signal(signal.SIGTERM)
        assert slow.result().status_code == 503
        assert running.process.wait(60) == 0


def test_the_log_shows_no_character_that_steers_a_terminal() -> None:
    with serving() as running:
        running.client.get("/entity", params={"iri": "http://x/\x1b[31m\n\u202e" + "x" * 1000})
        _, said = running.stop()
    assert "\x1b" not in said and "\u202e" not in said and len(said.splitlines()) == 1 and len(said) < 600


def failing(*arguments: str, token: str | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", *arguments],
        cwd=ROOT,
        env={"PATH": "", **({"KG_TOKEN": token} if token else {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_what_cannot_be_served_is_told_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a:s> <a:p>", encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    for path, said in (
        (tmp_path / "no.ttl", "no such graph file or store"),
        (broken, "broken.ttl:1: not valid Turtle"),
        (empty, "holds neither a graph.ttl nor a store"),
        (ROOT / "LICENSE", "the ending names no graph format"),
    ):
        code, error = failing(str(path), "--port", "0")
        assert code == 1 and said in error and len(error.splitlines()) == 1, error


def test_a_port_that_is_taken_is_told(served: Served) -> None:
    port = served.url.rsplit(":", 1)[1]
    code, error = failing(str(GRAPH), "--port", port)
    assert code == 1 and f"port {port} cannot be used" in error and "--port" in error


def test_writing_needs_a_token() -> None:
    assert failing(str(GRAPH), "--write")[0] == 2
    code, error = failing(str(GRAPH), "--write", token="  ")
    assert code == 2 and "KG_TOKEN" in error


# -- content negotiation

NEGOTIATED = [
    (None, TABLES, JSON),
    ("*/*", TABLES, JSON),
    ("", TABLES, JSON),
    ("text/csv", TABLES, "text/csv"),
    ("TEXT/CSV; Q=0.5", TABLES, "text/csv"),
    ("text/*", TABLES, "text/csv"),
    (f"{JSON};q=0.2, {XML};q=0.8", TABLES, XML),
    (f"{XML}, {JSON}", TABLES, XML),
    (f"*/*;q=0.1, {JSON};q=0", TABLES, XML),
    ("text/*;q=0.9, text/csv;q=0.1", TABLES, "text/tab-separated-values"),
    ("application/json", TABLES, "application/json"),
    ("text/html", TABLES, None),
    ("*/*;q=0", TABLES, None),
    ("text/turtle;q=nonsense", GRAPHS, None),
    (",,;;,text/turtle", GRAPHS, "text/turtle"),
    ("application/ld+json, text/turtle;q=0.9", GRAPHS, "application/ld+json"),
    ("text/html,application/xhtml+xml,*/*;q=0.8", GRAPHS, "text/turtle"),
]


@pytest.mark.parametrize(("accept", "offered", "wanted"), NEGOTIATED)
def test_accept_chooses(accept: str | None, offered: tuple[object, ...], wanted: str | None) -> None:
    found = best(accept, offered)  # type: ignore[arg-type]
    assert (found and found.type) == wanted


def test_what_nobody_offers_is_not_acceptable(served: Served) -> None:
    assert served.ask("ASK {}", "text/turtle").status_code == 406
    assert served.ask("CONSTRUCT WHERE { ?s ?p ?o }", JSON).status_code == 406
    assert served.client.get("/store?default", headers={"Accept": JSON}).status_code == 406
    assert served.client.get("/sparql", headers={"Accept": JSON}).status_code == 406


def test_answers_depend_on_accept_and_say_so(served: Served) -> None:
    for path in ("/sparql", "/sparql?query=ASK{}", "/store?default", "/.well-known/void"):
        assert "Accept" in served.client.get(path).headers["vary"], path


@pytest.mark.parametrize("accept", [JSON, XML, "text/csv", "text/tab-separated-values"])
def test_every_table_format_holds_the_same_rows(served: Served, accept: str) -> None:
    query = "SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?s ?l"
    rows = [tuple(row) for row in run(query, GRAPH).texts()]
    kinds = {JSON: ox.QueryResultsFormat.JSON, XML: ox.QueryResultsFormat.XML}
    text = served.ask(query, accept)
    if accept == "text/csv":
        import csv

        assert [tuple(row) for row in csv.reader(text.text.splitlines())][1:] == rows
        return
    found = ox.parse_query_results(text.content, format=kinds.get(accept, ox.QueryResultsFormat.TSV))
    assert [(row["s"].value, row["l"].value) for row in found] == rows  # type: ignore[union-attr]


# -- what is asked


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_a_named_query_gives_the_rows_that_kg_query_gives(served: Served, name: str) -> None:
    sparql = served.client.get(f"/queries/{name}").raise_for_status().text
    answer = served.ask(sparql).raise_for_status().json()
    table = run(sparql, GRAPH)
    assert tuple(answer["head"]["vars"]) == table.columns
    rows = [
        tuple(binding.get(column, {"value": ""})["value"] for column in table.columns)
        for binding in answer["results"]["bindings"]
    ]
    assert rows == list(table.texts())


def test_a_triple_of_two_graphs_counts_once(tmp_path: Path) -> None:
    path = tmp_path / "two.nq"
    path.write_text("".join(f'<a:s> <a:p> "x" <a:{g}> .\n<a:s> <a:{g}> "y" <a:{g}> .\n' for g in "gh"))
    with serving(path, "--quiet") as running:
        assert number(running) == 3 == len(run("SELECT * { ?s ?p ?o }", path))
        assert number(running, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 4
        assert number(running, "SELECT (COUNT(*) AS ?n) FROM <a:g> FROM <a:h> { ?s ?p ?o }") == 3
        assert number(running, "SELECT (COUNT(*) AS ?n) FROM <a:g> { ?s ?p ?o }") == 2
        missing = running.ask("ASK FROM <a:nowhere> {}")
        assert missing.status_code == 400 and "nothing is fetched" in missing.text
        whole = running.client.get("/store", headers={"Accept": "application/n-quads"})
        assert whole.text == "".join(sorted(path.read_text().splitlines(keepends=True)))


def test_graph_answers_are_the_same_bytes_each_time(served: Served) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s a kg:Person }"
    texts = {served.ask(query, "text/turtle").text for _ in range(12)}
    assert len(texts) == 1 and texts.pop().startswith("@prefix kg: ")


# -- limits

REFUSED = {
    "time": (HEAVY, 503, "took longer than 1 s"),
    "rows": ("SELECT * { ?s ?p ?o }", 422, "more than 50 rows"),
    "triples": ("CONSTRUCT WHERE { ?s ?p ?o }", 422, "more than 50 rows"),
    "size": (f'SELECT ("{"x" * 90000}" AS ?x) {{ ?s ?p ?o }}', 422, "longer than 1048576 bytes"),
    "memory": (
        'SELECT (STRLEN(?f) AS ?n) { BIND("xxxxxxxxxxxxxxxx" AS ?a) '
        + " ".join(
            f"BIND(CONCAT({','.join([f'?{x}'] * 40)}) AS ?{y})" for x, y in zip("abcde", "bcdef", strict=True)
        )
        + " }",
        503,
        "more than 200 MiB",
    ),
    "depth": (f"SELECT * {{ {'{' * 12} ?s ?p ?o {'}' * 12} }}", 400, "nested 13 deep, 9 are allowed"),
    "stack": (f"ASK {{ FILTER({'!' * 40000}true) }}", 503, "nested too deeply"),
    "service": ("SELECT * { \\u0053ERVICE <http://x> {} }", 400, "SERVICE"),
    "syntax": ("SELECT * {", 400, "malformed: line 1, column 11"),
    "function": ("SELECT (<http://x/f>(1) AS ?x) {}", 400, "not supported"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_limit_is_told_and_the_next_one_is_served(narrow: Served, name: str) -> None:
    query, status, said = REFUSED[name]
    answer = narrow.ask(query, f"{JSON}, text/turtle")
    assert answer.status_code == status and said in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8" and answer.text.count("\n") == 1
    assert narrow.holds("ASK { ?s ?p ?o }")


def test_who_finds_the_queue_full_is_told_when_to_come_back() -> None:
    options = ("--workers", "1", "--queue", "0", "--timeout", "5", "--quiet")
    with serving(GRAPH, *options) as running, ThreadPoolExecutor(1) as pool:
        slow = pool.submit(httpx.post, f"{running.url}/sparql", data={"query": HEAVY}, timeout=60)
        for _ in range(1000):
            if slow.done():  # it found the worker with us
                slow = pool.submit(httpx.post, f"{running.url}/sparql", data={"query": HEAVY}, timeout=60)
            answer = running.ask("ASK {}")
            if answer.status_code == 503:
                break
        assert answer.status_code == 503 and answer.headers["retry-after"] == "1"
        assert "busy" in answer.text
        assert running.client.get("/health").json()["status"] == "ok"


def test_a_client_that_leaves_takes_its_query_along() -> None:
    with serving(GRAPH, "--workers", "1", "--timeout", "600", "--quiet") as running:
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{running.url}/sparql", data={"query": HEAVY}, timeout=0.5, trust_env=False)
        assert running.holds("ASK { ?s ?p ?o }")


def related(process: int, how: str) -> list[int]:
    """The running children of a process (``ppid``), or what belongs to its session (``sid``)."""
    command = ["ps", "-eo", f"pid=,{how}=,stat="]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split() for line in lines]
    return [int(pid) for pid, of, state in rows if int(of) == process and not state.startswith("Z")]


def test_a_worker_that_dies_while_idle_is_replaced() -> None:
    with serving(GRAPH, "--quiet") as running:
        (holder,) = related(running.process.pid, "ppid")
        workers = related(holder, "ppid")
        assert len(workers) == 4
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        while related(holder, "ppid"):
            pass
        assert running.client.get("/health").json()["status"] == "ok"
        assert {running.ask("ASK {}").status_code for _ in range(8)} == {200}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_when_the_server_is_gone(how: int) -> None:
    with serving(GRAPH, "--quiet", "--write") as running:
        (holder,) = related(running.process.pid, "ppid")
        running.update("INSERT DATA { <a:s> <a:p> 1 }").raise_for_status()
        running.ask("ASK {}")
        assert len(related(holder, "sid")) > 1
        running.process.send_signal(how)
        running.process.wait()
        for _ in range(300):
            if not (left := related(holder, "sid")):
                return
            time.sleep(0.1)
        raise AssertionError(left)


# -- who may


def test_it_listens_on_loopback_only(served: Served) -> None:
    port = int(served.url.rsplit(":", 1)[1])
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", port), timeout=5).close()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]"]
)
def test_another_name_for_this_machine_is_refused(served: Served, host: str) -> None:
    assert served.client.get("/health", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:8888", True),
        ("http://127.0.0.1", True),
        ("https://friend.example", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
    ],
)
def test_pages_elsewhere_may_not_read(origin: str, allowed: bool) -> None:
    with serving(GRAPH, "--quiet", "--cors", "https://friend.example") as running:
        headers = {"Origin": origin}
        simple = running.client.get("/sparql?query=ASK{}", headers=headers)
        assert (simple.headers.get("access-control-allow-origin") == origin) is allowed
        asking = {**headers, "Access-Control-Request-Method": "POST"}
        before = running.client.options("/sparql", headers=asking)
        assert (before.status_code == 200) is allowed


def test_what_is_not_there_is_not_allowed_or_only_a_head(served: Served) -> None:
    assert served.client.delete("/sparql").status_code == 405
    assert served.client.get("/nowhere").status_code == 404
    assert "POST" in served.client.options("/sparql").headers["allow"]
    assert "PUT" in served.client.options("/store").headers["allow"]
    for path in ("/", "/sparql?query=ASK{}", "/store?default", "/query", "/.well-known/void"):
        head, whole = served.client.head(path), served.client.get(path)
        assert head.status_code == 200 and head.content == b""
        assert head.headers["content-length"] == whole.headers["content-length"]


def test_without_write_nothing_is_written(served: Served) -> None:
    assert served.update("CLEAR ALL").status_code == 403
    for method in ("PUT", "POST", "DELETE"):
        assert served.client.request(method, "/store?default", headers=BEARER).status_code == 403
    assert number(served) > 0


@pytest.mark.parametrize("sent", [None, "Basic eDp5", "Bearer", "Bearer wrong", "Bearer " + "é" * 9])
def test_with_write_the_token_is_needed(writable: Served, sent: str | None) -> None:
    headers = {"Authorization": sent.encode()} if sent else {}
    asked = writable.client.post("/sparql", data={"update": "CLEAR ALL"}, headers=headers)
    assert asked.status_code == 401 and asked.headers["www-authenticate"].startswith("Bearer ")
    asked = writable.client.delete("/store?default", headers=headers)
    assert asked.status_code == 401
    assert number(writable) > 0


# -- writing


def test_an_update_that_fails_half_way_changes_nothing(writable: Served) -> None:
    before = number(writable)
    failed = writable.update("INSERT DATA { <a:half> <a:p> 1 } ; CREATE GRAPH <a:g> ; CREATE GRAPH <a:g>")
    assert failed.status_code == 400
    assert number(writable) == before and not writable.holds("ASK { <a:half> ?p ?o }")


def test_updates_at_the_same_time_all_count(writable: Served) -> None:
    def insert(number: int) -> int:
        with httpx.Client(base_url=writable.url, timeout=60, trust_env=False) as client:
            update = f"INSERT DATA {{ <a:all> <a:count> {number} }}"
            return client.post("/sparql", data={"update": update}, headers=BEARER).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(insert, range(40))) == {204}
    assert number(writable, "SELECT (COUNT(*) AS ?n) { <a:all> <a:count> ?x }") == 40
    assert writable.client.get("/health").json()["changes"] >= 40


def test_documents_with_the_same_blank_nodes_do_not_merge(writable: Served) -> None:
    address = "/store?graph=http://example.org/blank"
    for value in (1, 2):
        writable.client.post(
            address, headers={"Content-Type": "text/turtle", **BEARER}, content=f"_:b <a:p> {value} ."
        ).raise_for_status()
    query = "SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH <http://example.org/blank> { ?s ?p ?o } }"
    assert number(writable, query) == 2


def test_a_graph_must_be_named_once_and_sent_as_a_graph(writable: Served) -> None:
    turtle = {"Content-Type": "text/turtle", **BEARER}
    for address, headers, status in (
        ("/store", turtle, 400),
        ("/store?graph=a:b&default", turtle, 400),
        ("/store?graph=a:b&graph=a:c", turtle, 400),
        ("/store?graph=relative", turtle, 400),
        ("/store?graph=a:b", {**BEARER}, 415),
        ("/store?graph=a:b", {**turtle, "Content-Type": "application/trig"}, 415),
        ("/store?graph=a:b", {**turtle, "Content-Type": "text/turtle; charset=gbk"}, 415),
    ):
        asked = writable.client.put(address, headers=headers, content="")
        assert asked.status_code == status, (address, asked.text)


# -- a store


def test_what_is_written_to_a_store_is_there_the_next_time(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with serving(store, "--write", "--quiet") as running:
        graph = {
            "params": {"graph": "http://example.org/g"},
            "headers": {**BEARER, "Content-Type": "text/turtle"},
        }
        running.client.put("/store", content='<a:s> <a:p> "a", _:b .', **graph).raise_for_status()
        running.update("INSERT DATA { <a:s> <a:p> 2 } ; CREATE GRAPH <a:empty>").raise_for_status()
        running.update('DELETE DATA { GRAPH <http://example.org/g> { <a:s> <a:p> "a" } }').raise_for_status()
        assert number(running) == 2
        code, error = failing(str(store), "--port", "0")
        assert code == 1 and "another process has the store open" in error
        running.process.kill()
    with serving(store, "--quiet") as running:
        assert number(running) == 2
        assert running.client.get("/store?graph=a:empty").status_code == 200
        assert running.update("CLEAR ALL").status_code == 403


def test_a_change_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    """The journal is there, the store has not got it yet."""
    store = tmp_path / "store"
    kept = Keeper(store)
    old, new = '<a:old> <a:p> "x" .\n', "<a:new> <a:p> _:b <a:g> .\n"
    kept.store.extend(ox.parse(old, format=ox.RdfFormat.N_QUADS))
    kept.store.flush()
    del kept
    head = {"removed_bytes": len(old), "dropped": [], "created": ["a:g"]}
    (store / "kg-journal").write_bytes(pack(head, (old + new).encode()))
    with pytest.raises(InputError, match="cut off"):
        read(store, write=False)
    found = read(store, write=True)
    assert found.nquads.decode() == new and found.graphs == ["a:g"]
    assert not (store / "kg-journal").exists()


def test_a_mistyped_file_name_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such graph file or store"):
        read(tmp_path / "grpah.ttl", write=True)
    with pytest.raises(InputError, match="neither"):
        read(ROOT / "docs", write=True)
    assert not (tmp_path / "grpah.ttl").exists()


# -- what it says of itself

SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"


def described(served: Served, path: str, accept: str, format: ox.RdfFormat) -> ox.Store:
    answer = served.client.get(path, headers={"Accept": accept}).raise_for_status()
    assert answer.headers["content-type"].split(";")[0] == accept
    store = ox.Store()
    store.load(answer.content, format=format)
    return store


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_it_describes_itself(served: Served, accept: str, format: ox.RdfFormat) -> None:
    service = described(served, "/sparql", accept, format)
    endpoint = ox.NamedNode(f"{served.url}/sparql")
    assert list(service.quads_for_pattern(None, ox.NamedNode(SD + "endpoint"), endpoint))
    languages = service.quads_for_pattern(None, ox.NamedNode(SD + "supportedLanguage"), None)
    assert [quad.object for quad in languages] == [ox.NamedNode(SD + "SPARQL11Query")]
    void = described(served, "/.well-known/void", accept, format)
    counted = next(iter(void.quads_for_pattern(None, ox.NamedNode(VOID + "triples"), None)))
    assert int(counted.object.value) == number(served)  # type: ignore[union-attr]
    assert list(void.quads_for_pattern(None, ox.NamedNode(VOID + "sparqlEndpoint"), endpoint))


def test_named_graphs_are_described(writable: Served) -> None:
    writable.update("INSERT DATA { GRAPH <a:described> { <a:s> <a:p> 1, 2 } }").raise_for_status()
    service = described(writable, "/sparql", "text/turtle", ox.RdfFormat.TURTLE)
    query = f"SELECT ?n {{ ?g <{SD}name> <a:described> ; <{SD}graph>/<{VOID}triples> ?n }}"
    assert [row["n"].value for row in service.query(query)] == ["2"]  # type: ignore[union-attr]
    writable.update("DROP GRAPH <a:described>").raise_for_status()
