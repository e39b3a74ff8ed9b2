"""One million triples to a store and back: seconds, memory of the command and of the store, and whether all are there.

python bench/push.py [--triples N] [--store oxigraph|virtuoso]…

The built-in pages are built once and repeated under other names, a named graph a page, until there are enough. Each line
is a step: pushed into an empty store, pushed again in its own place, pulled back into a file. After each the store itself
is asked how many there are, and the lines of the file are counted. The peak memory of the store is that since its start.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds" / "pages"
BASE = "https://w3id.org/minsheng/id/"
ONE = "https://example.org/graph/all"

sys.path.insert(0, str(ROOT / "tests"))
from triple_stores import Server, oxigraph, virtuoso  # noqa: E402

STORES = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def main() -> int:
    """Measure and print a line of JSON a step; 1 if any count or file differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--store", action="append", choices=sorted(STORES), help="all, if none is named")
    args = parser.parse_args()
    sound = True
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as name:
        folder = Path(name)
        pages, one = _write(folder, args.triples)
        for store in args.store or STORES:
            for label, path in (("a graph a page", pages), ("one graph", one)):
                for step in _measure(store, path, folder):
                    sound = sound and step["sound"]
                    print(json.dumps({"store": store, "graph": label, **step}), flush=True)
    return 0 if sound else 1


def _write(folder: Path, triples: int) -> tuple[Path, Path]:
    """So many triples twice: with a named graph a page, and all in one graph."""
    # In a process of its own: what this one holds would be counted as memory of the commands that it starts.
    command = ["build", str(SEEDS), "-o", str(folder), "--format", "nq", "--no-view", "--no-validate"]
    subprocess.run([sys.executable, "-m", "kg", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    quads = (folder / "graph.nq").read_bytes().splitlines()
    in_one = sorted({b"%s <%s> ." % (line[: line.rindex(b" <")], ONE.encode()) for line in quads})
    pages, one = folder / "pages.nq", folder / "one.nq"
    for path, lines in ((pages, quads), (one, in_one)):
        with path.open("wb") as file:
            file.writelines(line + b"\n" for line in islice(_repeated(lines), triples))
    return pages, one


def _repeated(lines: Sequence[bytes]) -> Iterator[bytes]:
    """The lines again and again, each time about other things."""
    for number in count():
        other = f"{BASE}copy{number}/".encode()
        for line in lines:
            yield line.replace(BASE.encode(), other)


def _measure(store: str, path: Path, folder: Path) -> Iterator[dict[str, object]]:
    wanted = sum(1 for _ in path.open("rb"))
    with (
        tempfile.TemporaryDirectory(prefix="store-", dir=folder) as place,
        STORES[store](Path(place)) as server,
    ):
        signed = ["--user", server.user] if server.user else []
        os.environ["KG_PASSWORD"] = server.password or ""
        for step, options in (("push", []), ("push --replace", ["--replace"])):
            figures = _run(["push", server.url, str(path), *signed, *options], server)
            found = _count(server)
            yield {
                "step": step,
                **figures,
                "triples": found,
                "sound": found == wanted and figures["code"] == 0,
            }
        back = folder / "back.nq"
        figures = _run(["pull", server.url, "-o", str(back)], server)
        found = sum(1 for _ in back.open("rb"))
        yield {"step": "pull", **figures, "triples": found, "sound": found == wanted and figures["code"] == 0}


def _count(server: Server) -> int:
    """What the store itself counts in the graphs that were sent."""
    query = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), '%s')) }"
    return sum(int(server.ask(query % start)[0][0]) for start in (BASE, ONE))


def _run(words: list[str], server: Server) -> dict[str, object]:
    """Seconds on the wall and of processor, and peak memory, of one command and of the store."""
    start, busy = time.perf_counter(), _busy(server)
    process = subprocess.Popen([sys.executable, "-m", "kg", *words], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": round(time.perf_counter() - start, 1),
        "command_cpu_s": round(used.ru_utime + used.ru_stime, 1),
        "store_cpu_s": round(_busy(server) - busy, 1),
        "command_mib": used.ru_maxrss >> 10,
        "store_mib": _peak(server),
    }


def _busy(server: Server) -> float:
    """Processor seconds of the store since its start."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(server: Server) -> int:
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) >> 10 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    sys.exit(main())
