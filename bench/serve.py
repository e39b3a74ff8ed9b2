"""How many answers `kg serve` gives to many clients at once, how fast, and how many of them are errors.

python bench/serve.py [GRAPH] [--clients N] [--seconds S]

One line of JSON for each kind of request and one for all. Without GRAPH the sample pages are built first. Each
client sends its next request when it has the answer to the last; the kinds take turns, so that the server
always has all of them under way.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[1]
_ENTITY = "SELECT ?e { ?e a kg:Agency } ORDER BY ?e LIMIT 1"
_NAMED = ("officials", "renewals", "posts-of-person", "timeline")

#: Seconds that each request of a kind took, and what was no success.
Times = dict[str, list[float]]
Errors = dict[str, int]


def main() -> int:
    """Measure and print; 1 if there was an error."""
    args = _arguments()
    with _graph(args.graph) as graph, _server(graph) as url:
        requests = _requests(url)
        start = time.monotonic()
        times, errors = asyncio.run(_run(url, requests, args.clients, args.seconds))
        took = time.monotonic() - start
    for kind, found in sorted(times.items()):
        print(json.dumps({"kind": kind, **_figures(found)}))
    everything = [seconds for found in times.values() for seconds in found]
    summary = {"clients": args.clients, "seconds": round(took, 1), **_figures(everything)}
    print(
        json.dumps(
            {"kind": "all", **summary, "per_second": round(len(everything) / took, 1), "errors": errors}
        )
    )
    return 1 if errors or not everything else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path, nargs="?", help="what to serve; by default the sample pages")
    parser.add_argument("--clients", type=int, default=64, help="clients at the same time")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long they ask")
    return parser.parse_args()


@contextmanager
def _graph(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "kg", "build", str(ROOT / "seeds" / "pages"), "-o", folder]
        subprocess.run([*build, "--no-view", "--no-validate"], check=True, capture_output=True, cwd=ROOT)
        yield Path(folder)


@contextmanager
def _server(graph: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "kg", "serve", str(graph.resolve()), "--port", "0", "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def _requests(url: str) -> list[tuple[str, httpx.Request]]:
    """One of each kind: a small query, named queries, a page for people, triples for a program."""
    with httpx.Client(base_url=url, trust_env=False) as client:
        rows = (
            client.post("/sparql", data={"query": _ENTITY}).raise_for_status().json()["results"]["bindings"]
        )
        iri = rows[0]["e"]["value"]
        named = [(name, client.get(f"/queries/{name}").raise_for_status().text) for name in _NAMED]
        ask = ("ask", client.build_request("POST", "/sparql", data={"query": "ASK { ?s kg:leads ?o }"}))
        tables = [
            (name, client.build_request("POST", "/sparql", data={"query": text})) for name, text in named
        ]
        page, triples = (
            client.build_request("GET", "/entity", params={"iri": iri}, headers={"Accept": accept})
            for accept in ("text/html", "text/turtle")
        )
    return [ask, *tables, ("entity page", page), ("entity triples", triples)]


async def _run(
    url: str, requests: list[tuple[str, httpx.Request]], clients: int, seconds: float
) -> tuple[Times, Errors]:
    times: Times = defaultdict(list)
    errors: Errors = defaultdict(int)
    until = time.monotonic() + seconds

    async def one(turn: int) -> None:
        async with httpx.AsyncClient(base_url=url, timeout=120, verify=False, trust_env=False) as client:
            for kind, request in cycle(requests[turn % len(requests) :] + requests[: turn % len(requests)]):
                if time.monotonic() >= until:
                    return
                await _ask(client, kind, request, times, errors)

    await asyncio.gather(*map(one, range(clients)))
    return times, dict(errors)


async def _ask(
    client: httpx.AsyncClient, kind: str, request: httpx.Request, times: Times, errors: Errors
) -> None:
    start = time.monotonic()
    try:
        fresh = client.build_request(
            request.method, request.url, headers=request.headers, content=request.content
        )
        answer = await client.send(fresh)
    except httpx.HTTPError as error:
        errors[type(error).__name__] += 1
        return
    if answer.status_code == 200:
        times[kind].append(time.monotonic() - start)
    else:
        errors[str(answer.status_code)] += 1


def _figures(seconds: list[float]) -> dict[str, float]:
    """Number, and percentiles in milliseconds."""
    if len(seconds) < 2:
        return {"answers": len(seconds)}
    cuts = statistics.quantiles(seconds, n=1000, method="inclusive")
    named = {"p50_ms": 499, "p90_ms": 899, "p99_ms": 989, "p999_ms": 998}
    found = {name: round(cuts[at] * 1000, 1) for name, at in named.items()}
    return {"answers": len(seconds), **found, "max_ms": round(max(seconds) * 1000, 1)}


if __name__ == "__main__":
    sys.exit(main())
