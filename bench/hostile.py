"""How long the server takes over each hostile query of the tests: python bench/hostile.py [--limit SECONDS]

Starts `kg serve` with that limit on a query, sends the queries of ``tests/hostile_queries.py`` one after the other, a plain
question after each, and prints how they were answered and how long the slowest took. Exit code 1 if one took longer
than the limit and a second, if the listener that the queries name was called, or if the server did not live.
"""

from __future__ import annotations

import argparse
import socket
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hostile_queries import hostile
from serving import GRAPH, serving


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--limit", type=float, default=5.0, help="seconds that a query may take")
    limit = parser.parse_args().limit
    canary = socket.create_server(("127.0.0.1", 0))
    canary.setblocking(False)
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder) / "secret.ttl"
        secret.write_text("<a:s> <a:p> 1 .", encoding="utf-8")
        queries = hostile(f"127.0.0.1:{canary.getsockname()[1]}", secret)
        with serving(GRAPH, "--quiet", "--timeout", str(limit)) as served:
            taken = {name: _ask(served.client, query) for name, query in queries.items()}
            alive = served.holds("ASK { ?s ?p ?o }")
    return _report(taken, limit, _called(canary), alive)


def _ask(client: httpx.Client, query: str) -> tuple[float, int]:
    """Seconds and status; then the server must answer a plain question."""
    begun = time.perf_counter()
    status = client.post("/sparql", data={"query": query}).status_code
    seconds = time.perf_counter() - begun
    client.post("/sparql", data={"query": "ASK { ?s ?p ?o }"}).raise_for_status()
    return seconds, status


def _called(canary: socket.socket) -> bool:
    try:
        canary.accept()
    except BlockingIOError:
        return False
    return True


def _report(taken: dict[str, tuple[float, int]], limit: float, called: bool, alive: bool) -> int:
    seconds = sorted(time for time, _ in taken.values())
    late = {name: round(time, 2) for name, (time, _) in taken.items() if time > limit + 1}
    statuses = ", ".join(
        f"{n} × {status}" for status, n in sorted(Counter(s for _, s in taken.values()).items())
    )
    print(f"{len(taken)} queries, limit {limit:g} s: {statuses}")
    print(
        f"median {seconds[len(seconds) // 2] * 1000:.0f} ms, 90 % {seconds[len(seconds) * 9 // 10]:.2f} s,"
        f" longest {seconds[-1]:.2f} s"
    )
    print(f"over the limit and a second: {late or 'none'}; listener called: {called}; server alive: {alive}")
    return 1 if late or called or not alive else 0


if __name__ == "__main__":
    sys.exit(main())
