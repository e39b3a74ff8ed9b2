"""Real triple stores for the tests: Oxigraph's server and Virtuoso, each in its own folder, on a free port of loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

#: How long a server may take to answer for the first time, in seconds. No test asserts it.
_PATIENCE = 120.0

_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
TransactionAfterImageLimit = {log}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
MaxClientConnections = 10
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Server:
    """A running store: where it is, and what it asks for."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    user: str | None = None
    password: str | None = None

    @property
    def auth(self) -> httpx.Auth | None:
        return httpx.DigestAuth(self.user, self.password) if self.user and self.password else None

    def ask(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT query as plain text, asked without the project's own client."""
        path = "/query" if self.name == "oxigraph" else "/sparql"
        accept = {"Accept": "application/sparql-results+json"}
        answer = httpx.post(self.url + path, data={"query": query}, headers=accept, timeout=120)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        names = found["head"]["vars"]
        return [
            tuple(row[n]["value"] if n in row else "" for n in names) for row in found["results"]["bindings"]
        ]

    def update(self, update: str) -> None:
        """Change something behind the project's back."""
        path = "/update" if self.name == "oxigraph" else "/sparql-auth"
        answer = httpx.post(self.url + path, data={"update": update}, auth=self.auth, timeout=120)
        assert answer.is_success, answer.text

    def count(self, graph: str | None) -> int:
        inside = "{ ?s ?p ?o }" if graph is None else f"{{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        return int(self.ask(f"SELECT (COUNT(*) AS ?n) WHERE {inside}")[0][0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, *options: str, port: int | None = None) -> Iterator[Server]:
    """Oxigraph's server over a store in ``folder``."""
    beside = Path(sys.executable).with_name("oxigraph")
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("no Oxigraph server found: pip install '.[dev]'")
    port = port or free_port()
    place = f"127.0.0.1:{port}"
    command = [program, "serve", "--location", str(folder / "oxigraph"), "--bind", place, *options]
    with _running(command, folder) as process:
        server = Server("oxigraph", f"http://{place}", process)
        _wait(server, "/query?query=ASK%7B%7D")
        yield server


@contextmanager
def virtuoso(folder: Path, log: int = 50_000_000) -> Iterator[Server]:
    """Virtuoso over a database in ``folder``, with the limits that it comes with. ``log`` is how many bytes one transaction
    may change."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no Virtuoso found: install the package virtuoso-opensource-7 to test with it")
    sql, http = free_port(), free_port()
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, sql=sql, http=http, log=log), encoding="ascii")
    with _running([program, "-f", "+configfile", str(ini)], folder) as process:
        server = Server("virtuoso", f"http://127.0.0.1:{http}", process, "dba", "dba")
        _wait(server, "/sparql")
        yield server


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(server: Server, path: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        with suppress(httpx.HTTPError):
            httpx.get(server.url + path, timeout=10)
            return
        time.sleep(0.1)
    pytest.fail(f"{server.name} did not start: {server.process.args!r}")
