"""Questions to an endpoint that was named, and who asks: every refusal is told, no secret is, and nobody else is asked."""

from __future__ import annotations

import base64
import gzip
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_server import Answer, Request, Response, failing, faulty
from triple_stores import Server, oxigraph, virtuoso

from kg.cli import main
from kg.remote import Client, Credentials, checked, profiles

SAMPLE = Path(__file__).resolve().parent / "data" / "query" / "graph.ttl"
SECRET = 'hu-lu-wa/7+9 "é'
RESULTS = {"Content-Type": "application/sparql-results+json"}
TRIPLES = {"Content-Type": "application/n-triples"}
SELECT = "SELECT ?a { ?a ?b ?c }"


@pytest.fixture(scope="module")
def oxi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        assert main(["push", server.url, str(SAMPLE)]) == 0
        yield server


@pytest.fixture(scope="module")
def virt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


def rows(*found: dict[str, object]) -> bytes:
    return json.dumps(
        {"head": {"vars": ["a"]}, "results": {"bindings": [{"a": row} for row in found]}}
    ).encode()


def said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "Traceback" not in err
    return err


# -- answers


def test_it_answers_as_the_file_does(oxi: Server, capsys: pytest.CaptureFixture[str]) -> None:
    for what in (
        ["officials"],
        ["posts-of-person", "--param", "person=小溪", "--format", "csv"],
        ["ASK { ?s kg:leads ?o }", "--format", "json"],
        ["CONSTRUCT { ?s kg:leads ?o } { ?s kg:leads ?o }", "--format", "turtle"],
        [
            "# SELECT\nPREFIX x: <https://w3id.org/minsheng/ontology#>\nSELECT ?o { ?s x:leads ?o } ORDER BY ?o",
            "--format",
            "tsv",
        ],
        ["SELECT ?s ?n { ?s kg:confidence ?n } ORDER BY ?s ?n LIMIT 5", "--format", "json"],
    ):
        assert main(["query", what[0], str(SAMPLE), *what[1:]]) == 0
        local = capsys.readouterr()
        assert main(["query", *what, "--endpoint", f"{oxi.url}/query"]) == 0
        assert capsys.readouterr() == local


def test_rows_are_cut_off_here(oxi: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["query", SELECT, "--endpoint", f"{oxi.url}/query", "--max-rows", "3", "--format", "csv"]) == 0
    )
    out, err = capsys.readouterr()
    assert out.count("\r\n") == 4 and "cut off after 3 rows" in err


def test_rows_that_the_server_cuts_off_are_told(
    virt: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PASSWORD", "dba")
    path = tmp_path / "many.nt"
    path.write_text("".join(f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(10_001)))
    assert main(["push", virt.url, str(path), "--graph", "urn:many", "--user", "dba"]) == 0
    command = [
        "query",
        "SELECT ?s { ?s ?p ?o }",
        "--endpoint",
        f"{virt.url}/sparql",
        "--graph",
        "urn:many",
        "--format",
        "csv",
    ]
    capsys.readouterr()
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert out.count("\r\n") == 10_001 and "cuts answers off after 10000 rows" in err


TERMS = [
    ({"type": "uri", "value": "urn:a"}, "urn:a"),
    ({"type": "literal", "value": "柳", "xml:lang": "zh"}, "柳"),
    ({"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}, "true"),
    ({"type": "bnode", "value": "nodeID://b1"}, "_:nodeIDb1"),
    (
        {
            "type": "triple",
            "value": {part: {"type": "uri", "value": "urn:a"} for part in ("subject", "predicate", "object")},
        },
        "<urn:a> <urn:a> <urn:a>",
    ),
]


@pytest.mark.parametrize(("term", "text"), TERMS, ids=lambda value: str(value)[:24])
def test_every_kind_of_term_is_read(
    term: dict[str, object], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with faulty(None, lambda _: Response(200, rows(term), RESULTS)) as server:
        assert main(["query", SELECT, "--endpoint", server.url, "--format", "tsv"]) == 0
    assert text in capsys.readouterr().out


# -- answers that are none


DEEP = b'{"type":"triple","value":{"subject":'
NO_ANSWERS = [
    (
        "a page",
        Response(200, b"<html>login</html>", {"Content-Type": "text/html; charset=utf-8"}),
        "answers a web page",
    ),
    ("a text", Response(200, b"hello", RESULTS), "but 'hello'"),
    ("a list", Response(200, b"[]", RESULTS), "no SPARQL results"),
    ("half", Response(200, rows({"type": "uri", "value": "urn:a"})[:-9], RESULTS), "no SPARQL results"),
    ("no IRI", Response(200, rows({"type": "uri", "value": "no iri"}), RESULTS), "malformed SPARQL results"),
    ("no type", Response(200, rows({"value": "x"}), RESULTS), "malformed SPARQL results"),
    ("no head", Response(200, b'{"results": {}}', RESULTS), "malformed SPARQL results"),
    ("deep lists", Response(200, b"[" * 200_000, RESULTS), "no SPARQL results"),
    (
        "deep triples",
        Response(200, b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":' + DEEP * 100_000, RESULTS),
        "no SPARQL results",
    ),
    ("malformed query", Response(400, b"line 1: expected }"), "400 Bad Request: line 1: expected }"),
    ("nothing there", Response(404, b"<h1>404</h1>"), "are URL and --store right?"),
    ("who are you", Response(401), "it asks who you are"),
    ("not you", Response(403), "it asks who you are"),
    ("in pieces", Response(500, b"oops"), "500 Internal Server Error: oops"),
    (
        "elsewhere",
        Response(307, b"", {"Location": "http://elsewhere.example/sparql"}),
        "on to http://elsewhere.example/sparql; name that URL",
    ),
]


@pytest.mark.parametrize(
    ("response", "reason"), [case[1:] for case in NO_ANSWERS], ids=[case[0] for case in NO_ANSWERS]
)
def test_what_is_no_answer_is_told(
    response: Response, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with faulty(None, lambda _: response) as server:
        assert main(["query", SELECT, "--endpoint", server.url]) == 1
        assert len(server.asked) == 1, "a question is asked once"
    assert reason in said(capsys)


@pytest.mark.parametrize(
    "body",
    [b"<urn:a> nonsense", b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 100_000],
    ids=["text", "deep"],
)
def test_triples_that_are_none_are_told(body: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    with faulty(None, lambda _: Response(200, body, TRIPLES)) as server:
        assert main(["query", "DESCRIBE <urn:a>", "--endpoint", server.url]) == 1
    assert "nested" in (words := said(capsys)) or "no N-Triples" in words


NO_QUERIES = ["DROP ALL", "INSERT DATA { <urn:a> <urn:b> 1 }", "hello world"]


@pytest.mark.parametrize("query", NO_QUERIES)
def test_what_is_no_question_is_not_asked(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    with faulty() as server:
        assert main(["query", query, "--endpoint", server.url]) == 1
        assert server.asked == []
    assert "must begin with SELECT" in said(capsys)


MISUSED = [
    ["query", "officials", str(SAMPLE), "--endpoint", "http://127.0.0.1:1"],
    ["query", "officials", "--graph", "urn:x"],
    ["query", "officials", "--user", "me"],
    ["query", "officials", "--endpoint", "http://127.0.0.1:1", "--user", "me", "--token"],
    ["query", "officials", "--endpoint", "http://127.0.0.1:1", "--user", "me", "--auth", "magic"],
    ["push", "http://127.0.0.1:1", str(SAMPLE), "--store", "magic"],
]


@pytest.mark.parametrize("command", MISUSED, ids=lambda words: " ".join(words[2:])[-30:])
def test_wrong_usage(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 2
    assert "Usage" in capsys.readouterr().err


def test_an_endless_answer_is_broken_off(capsys: pytest.CaptureFixture[str]) -> None:
    """A byte now and then keeps no question open beyond its time."""
    with Dripping() as url:
        assert main(["query", SELECT, "--endpoint", url, "--timeout", "1"]) == 1
    assert "not done after 1 s" in said(capsys)


def test_a_silent_endpoint_is_given_up(capsys: pytest.CaptureFixture[str]) -> None:
    release = threading.Event()

    def wait(_: Request) -> Response:
        release.wait(60)
        return Response(200)

    with faulty(None, wait) as server:
        assert main(["query", SELECT, "--endpoint", server.url, "--timeout", "0.5"]) == 1
        release.set()
    assert "no answer within 0.5 s" in said(capsys)


class Dripping:
    """An answer that never ends."""

    def __enter__(self) -> str:
        self.socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def _serve(self) -> None:
        connection, _ = self.socket.accept()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
        try:
            while True:
                connection.sendall(b" ")
                time.sleep(0.1)
        except OSError:
            connection.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    try:
        subprocess.run(
            [*made, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl found: install the package openssl")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with faulty(None, lambda _: Response(200, b'{"boolean": true}', RESULTS), tls=context) as server:
        url = server.url.replace("http://127.0.0.1", "https://localhost")
        assert main(["query", "ASK {}", "--endpoint", url]) == 1
        assert "certificate is not trusted" in said(capsys) and server.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert main(["query", "ASK {}", "--endpoint", url]) == 0


def test_nobody_else_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a proxy of the environment, nor who is named in a redirect; .netrc is not read."""
    with faulty(None, lambda _: Response(200, b'{"boolean": true}', RESULTS)) as other:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, other.url)
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password geheim")
        monkeypatch.setenv("HOME", str(tmp_path))
        with faulty(
            None,
            failing(
                Response(200, b'{"boolean": true}', RESULTS), Response(302, b"", {"Location": other.url})
            ),
        ) as server:
            assert main(["query", "ASK {}", "--endpoint", server.url]) == 0
            assert main(["query", "ASK {}", "--endpoint", server.url]) == 1
            assert "authorization" not in server.asked[0].headers
        assert other.asked == []


# -- who asks


def guarded(wanted: str, challenge: str = "") -> Answer:
    headers = {"WWW-Authenticate": challenge} if challenge else {}

    def answer(request: Request) -> Response:
        given = request.headers.get("authorization")
        if given == wanted:
            return Response(200, b'{"boolean": true}', RESULTS)
        return Response(401, f"you said {given} and {SECRET}".encode(), headers)

    return answer


PAIR = base64.b64encode(f"柳:{SECRET}".encode()).decode()


def test_basic_is_shown_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PASSWORD", SECRET)
    with faulty(None, guarded(f"Basic {PAIR}", 'Basic realm="x"')) as server:
        assert main(["query", "ASK {}", "--endpoint", server.url, "--user", "柳"]) == 0
        assert ["authorization" in r.headers for r in server.asked] == [False, True]
        assert main(["query", "ASK {}", "--endpoint", server.url, "--user", "柳", "--auth", "basic"]) == 0
        assert len(server.asked) == 3


def test_a_token_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", "abc.def-123")
    with faulty(None, guarded("Bearer abc.def-123")) as server:
        assert main(["query", "ASK {}", "--endpoint", server.url, "--token"]) == 0
        assert len(server.asked) == 1


def test_a_token_pushes(oxi: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", "abc.def-123")
    with faulty(
        oxi.url, lambda r: None if r.headers.get("authorization") == "Bearer abc.def-123" else Response(401)
    ) as server:
        assert (
            main(["push", server.url, str(SAMPLE), "--token", "--graph", "urn:token", "--store", "oxigraph"])
            == 0
        )
        assert main(["push", server.url, str(SAMPLE), "--graph", "urn:token", "--store", "oxigraph"]) == 1


def test_digest_proves_the_password_without_showing_it(virt: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PASSWORD", "dba")
    for auth in ("auto", "digest"):
        with faulty(virt.url) as server:
            command = [
                "push",
                server.url,
                str(SAMPLE),
                "--graph",
                "urn:digest",
                "--user",
                "dba",
                "--auth",
                auth,
                "--store",
                "virtuoso",
            ]
            assert main(command) == 0
            shown = [r.headers["authorization"] for r in server.asked if "authorization" in r.headers]
            assert shown and all(words.startswith("Digest ") and "dba:dba" not in words for words in shown)


@pytest.mark.parametrize("auth", ["auto", "basic"])
def test_a_wrong_password_is_told_and_never_shown(
    auth: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not even where the server repeats it."""
    monkeypatch.setenv("KG_PASSWORD", SECRET)
    with faulty(None, guarded("nobody", 'Basic realm="x"')) as server:
        where = [f"{server.url}?key=1", "--user", "柳", "--auth", auth]
        commands = [
            ["query", "ASK {}", "--endpoint", *where],
            ["push", where[0], str(SAMPLE), "--store", "oxigraph", *where[1:]],
            ["pull", where[0], "-o", str(tmp_path / "x.nq"), "--store", "oxigraph", *where[1:]],
            ["push", where[0], str(SAMPLE), "--store", "oxigraph", *where[1:], "--debug"],
        ]
        for command in commands:
            assert main(command) == 1
            out, err = capsys.readouterr()
            assert "does not accept these credentials" in err
            assert [secret for secret in (SECRET, PAIR, "hu-lu-wa") if secret in out + err] == []
    assert "***" in err


def test_a_wrong_digest_password_is_told(
    virt: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PASSWORD", SECRET)
    assert main(["push", virt.url, str(SAMPLE), "--graph", "urn:wrong", "--user", "dba"]) == 1
    words = said(capsys)
    assert "does not accept these credentials" in words and SECRET not in words
    assert virt.count("urn:wrong") == 0


def test_a_secret_that_is_missing_is_asked_for_only_at_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_PASSWORD", raising=False)
    monkeypatch.delenv("KG_TOKEN", raising=False)
    for words, variable in ((["--user", "me"], "KG_PASSWORD"), (["--token"], "KG_TOKEN")):
        assert main(["query", "ASK {}", "--endpoint", "http://127.0.0.1:1", *words]) == 1
        assert variable in said(capsys)


def test_a_token_with_a_line_end_is_not_shown_in_the_complaint(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_TOKEN", "abc\ndef")
    assert main(["query", "ASK {}", "--endpoint", "http://127.0.0.1:1", "--token"]) == 1
    assert "abc" not in said(capsys)


def test_who_asks_is_not_shown_by_accident() -> None:
    who = Credentials("me", SECRET)
    assert SECRET not in repr(who) + str(who) + repr(Client(who)) + repr(
        Credentials(token=SECRET.strip('"é'))
    )


def test_a_secret_goes_unencrypted_only_with_a_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_TOKEN", "abc")
    assert main(["query", "nothing here", "--endpoint", "http://store.example/sparql", "--token"]) == 1
    assert "unencrypted" in capsys.readouterr().err


# -- what is known of the stores


@pytest.mark.parametrize("name", [name for name in profiles() if name != "generic"])
def test_a_store_is_recognised_by_what_it_calls_itself(name: str, tmp_path: Path) -> None:
    profile = profiles()[name]
    count = Response(
        200,
        b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}',
        {"Server": f"{profile.server}/9.9"},
    )
    path = tmp_path / "one.nt"
    path.write_text("<urn:s> <urn:p> <urn:o> .")
    with faulty(None, lambda _: count) as server:
        assert main(["push", f"{server.url}/x{profile.query}", str(path), "--graph", "urn:g"]) == 0
        assert server.sent()[0].path.startswith(f"/x{profile.data}?{profile.graph_parameter}=")


def test_every_url_is_checked() -> None:
    assert checked("https://store.example/a") == "https://store.example/a"


@pytest.mark.parametrize(
    "headers", [RESULTS, {**RESULTS, "Content-Encoding": "gzip"}], ids=["plain", "packed"]
)
def test_an_answer_without_end_is_cut_off(
    headers: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also one that is small until it is unpacked."""
    monkeypatch.setattr("kg.remote.client._SHORT", 10_000)
    body = b" " * 1_000_000
    packed = gzip.compress(body) if "Content-Encoding" in headers else body
    with faulty(None, lambda _: Response(200, packed, headers)) as server:
        out = tmp_path / "g.nq"
        assert main(["pull", server.url, "-o", str(out), "--store", "generic", "--retries", "0"]) == 1
    assert "more than 10,000 bytes" in capsys.readouterr().err and not out.exists()
