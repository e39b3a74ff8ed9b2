"""A server in a process of its own, as a user would start it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
GRAPH = ROOT / "tests" / "data" / "query" / "graph.ttl"
TOKEN = "k9-open-sesame"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@dataclass
class Served:
    """Its address, a client for it, and its process."""

    url: str
    client: httpx.Client
    process: subprocess.Popen[str]

    def ask(self, query: str, accept: str = "application/sparql-results+json") -> httpx.Response:
        return self.client.post("/sparql", data={"query": query}, headers={"Accept": accept})

    def holds(self, query: str) -> bool:
        return bool(self.ask(query).raise_for_status().json()["boolean"])

    def update(self, update: str) -> httpx.Response:
        return self.client.post("/sparql", data={"update": update}, headers=BEARER)

    def stop(self, how: int = signal.SIGTERM) -> tuple[int, str]:
        """Its exit code, and what it said on standard error."""
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said


@contextmanager
def serving(graph: Path = GRAPH, *options: str) -> Iterator[Served]:
    """``kg serve`` on a free port, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", *options],
        cwd=ROOT,
        env={**os.environ, "KG_TOKEN": TOKEN},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if "--quiet" not in options else subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    try:
        assert url.startswith("http://127.0.0.1:"), process.communicate()
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            yield Served(url.rstrip("/"), client, process)
    finally:
        if process.poll() is None:
            process.terminate()
            process.communicate(timeout=60)
