"""Requests that mean no good: each is answered or refused, and the next one is served."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from hostile_queries import hostile
from serving import BEARER, Served, serving

LIMIT_S = 0.5
#: In which a machine with much else to do must have noticed that a limit of half a second is over.
PATIENCE_S = 45.0
SECRET = "nobody-may-read-this-e81f"
#: An answer, or a refusal that says why.
EXPECTED = {200, 400, 413, 422, 503}


class Canary(threading.Thread):
    """Listens on loopback and keeps what it hears."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.calls: list[object] = []

    def run(self) -> None:
        while True:
            try:
                connection, peer = self.socket.accept()
            except OSError:
                return
            self.calls.append(peer)
            connection.close()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    listening = Canary()
    listening.start()
    yield listening
    listening.socket.close()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "secret.ttl"
    path.write_text(f'<a:s> <a:p> "{SECRET}" .', encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    limits = ("--timeout", str(LIMIT_S), "--memory", "256", "--max-rows", "10000", "--max-answer", "4")
    with serving(
        Path("tests/data/query/graph.ttl"), "--write", "--quiet", "--body-timeout", "1", *limits
    ) as s:
        yield s


def alive(served: Served) -> bool:
    """It answers a plain question; where all workers are busy with others' queries, when they are not."""
    for _ in range(200):
        answer = served.ask("ASK { ?s ?p ?o }")
        if answer.status_code == 200:
            return bool(answer.json()["boolean"])
        assert answer.status_code == 503
    return False


def test_every_hostile_query_is_answered_or_refused(served: Served, canary: Canary, secret: Path) -> None:
    queries = hostile(canary.host, secret)
    assert len(set(queries.values())) >= 200

    def one(named: tuple[str, str]) -> tuple[str, int, str]:
        name, query = named
        with httpx.Client(base_url=served.url, timeout=PATIENCE_S, trust_env=False) as client:
            answer = client.post("/sparql", data={"query": query})
        return name, answer.status_code, answer.text

    with ThreadPoolExecutor(2) as pool:
        for name, status, text in pool.map(one, queries.items()):
            assert status in EXPECTED, (name, status, text[:300])
            assert SECRET not in text and "Traceback" not in text, name
            if status != 200:
                assert text.strip() and "\n" not in text.strip() and len(text) < 2000, (name, text[:300])
            assert alive(served), name
    assert canary.calls == []
    assert served.process.poll() is None


ELSEWHERE = ("call ", "from ", "write ", "a function elsewhere")


def test_nothing_that_would_leave_the_graph_is_answered(served: Served, canary: Canary, secret: Path) -> None:
    for name, query in hostile(canary.host, secret).items():
        if name.startswith(ELSEWHERE):
            answer = served.ask(query)
            assert answer.status_code == 400, (name, answer.text)
    assert canary.calls == []


UPDATES = [
    "LOAD <http://{host}/x.ttl>",
    "LOAD SILENT <http://{host}/x.ttl>",
    "L\\u004fAD <file://{secret}>",
    "LOADSILENT <file://{secret}>",
    "LOAD <file://{secret}> INTO GRAPH <a:g>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://{host}/> {{ ?s ?p ?o }} }}",
    "INSERT {{ ?s ?p ?o }} WHERE {{ \\u0053ERVICE SILENT <http://{host}/> {{ ?s ?p ?o }} }}",
    "INSERT DATA {{ <a:ok> <a:p> 1 }} ; LOAD <file://{secret}>",
    "INSERT DATA {{ <a:ok> <a:p> 1 }} ; INSERT {{ ?s ?x ?y }} WHERE {{ ?s ?p ?o . ?a ?x ?b . ?c ?d ?y . ?e ?f ?g }}",
    "INSERT DATA {{ <a:ok> <a:p> 1 }} ; DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(REGEX(?o, '(')) ",
]


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_changes_everything_or_nothing(
    served: Served, canary: Canary, secret: Path, update: str
) -> None:
    before = served.client.get("/health").json()
    answer = served.update(update.format(host=canary.host, secret=secret))
    assert answer.status_code in (400, 503), answer.text
    assert not served.holds("ASK { <a:ok> ?p ?o }")
    assert served.client.get("/health").json()["triples"] == before["triples"]
    assert canary.calls == []


# -- slow, long and broken requests


@contextmanager
def connected(served: Served) -> Iterator[socket.socket]:
    port = int(served.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as sock:
        yield sock


def heard(sock: socket.socket) -> bytes:
    """All that comes until the server hangs up."""
    parts = []
    try:
        while part := sock.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
TRICKLES = {
    "a body that never comes": HEAD + b"Content-Length: 1000\r\n\r\nASK",
    "a chunk that never ends": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK",
    "a head that never ends": HEAD + b"X-Slow: ",
    "nothing at all": b"",
}


@pytest.mark.parametrize("name", TRICKLES)
def test_a_client_that_takes_too_long_is_hung_up_on(served: Served, name: str) -> None:
    with connected(served) as sock:
        sock.sendall(TRICKLES[name])
        answer = heard(sock)
    assert (b" 408 " in answer) == (b"\r\n\r\n" in TRICKLES[name])
    assert alive(served)


def test_a_body_that_drips_is_not_waited_for(served: Served) -> None:
    stop = threading.Event()

    def drip(sock: socket.socket) -> None:
        while not stop.wait(0.1):
            try:
                sock.sendall(b" ")
            except OSError:
                return

    with connected(served) as sock:
        sock.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
        dripping = threading.Thread(target=drip, args=(sock,))
        dripping.start()
        answer = heard(sock)
        stop.set()
        dripping.join()
    assert b" 408 " in answer and b"did not arrive within 1 s" in answer


def test_a_second_head_that_never_ends_is_not_waited_for_either(served: Served) -> None:
    with connected(served) as sock:
        sock.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        while not answer.endswith(b"}"):
            answer += sock.recv(65536)
        sock.sendall(b"GET /health HTTP/1.1\r\nHost: loc")
        assert heard(sock) == b""


BROKEN = {
    "no HTTP": b"\x16\x03\x01 hello\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 3\r\nContent-Length: 30\r\n\r\nASK",
    "length and chunks": HEAD
    + b"Connection: close\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a head of 200 kB": b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "an address of 200 kB": b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_request_is_refused(served: Served, name: str) -> None:
    with connected(served) as sock:
        sock.sendall(BROKEN[name])
        answer = heard(sock)
    assert answer == b"" or answer.split()[1] in (b"400", b"431"), answer[:200]
    assert alive(served)


def test_many_who_connect_and_wait_keep_nobody_out(served: Served) -> None:
    port = int(served.url.rsplit(":", 1)[1])
    waiting = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) for _ in range(200)]
    try:
        assert alive(served)
    finally:
        for sock in waiting:
            sock.close()


def test_a_body_that_is_too_long_is_refused_before_it_is_read(served: Served) -> None:
    with connected(served) as sock:
        sock.sendall(HEAD + b"Content-Length: 99999999999\r\n\r\n")
        assert b" 413 " in heard(sock)
    with connected(served) as sock:
        sock.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        try:
            for _ in range(80):
                sock.sendall(b"100000\r\n" + b"x" * (1 << 20) + b"\r\n")
        except OSError:
            pass
        answer = heard(sock)
    assert answer == b"" or b" 413 " in answer or b" 408 " in answer
    assert alive(served)


def test_a_compressed_body_is_refused(served: Served) -> None:
    headers = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    assert served.client.post("/sparql", headers=headers, content=b"\x1f\x8b").status_code == 415


BOMBS = {
    "entities": (
        "application/rdf+xml",
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12))
        + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="a:b">'
        + "<x xmlns='a:'>&m;</x></rdf:Description></rdf:RDF>",
    ),
    "a file as an entity": (
        "application/rdf+xml",
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="a:b">'
        "<x xmlns='a:'>&a;</x></rdf:Description></rdf:RDF>",
    ),
    "deep JSON": ("application/ld+json", "[" * 200_000),
    "deep XML": ("application/rdf+xml", "<a>" * 200_000),
    "a context elsewhere": ("application/ld+json", '{"@context": "http://HOST/c", "@id": "a:b", "x": 1}'),
    "deep Turtle": ("text/turtle", "<a:s> <a:p> " + "[ <a:p> " * 100_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_document_that_would_break_its_reader_breaks_nothing(
    served: Served, canary: Canary, name: str
) -> None:
    type, body = BOMBS[name]
    before = served.client.get("/health").json()["triples"]
    answer = served.client.put(
        "/store",
        params={"graph": "http://example.org/bomb"},
        headers={"Content-Type": type, **BEARER},
        content=body.replace("HOST", canary.host),
    )
    assert answer.status_code in (400, 503), answer.text
    assert served.client.get("/health").json()["triples"] == before
    assert canary.calls == [] and alive(served)
