"""Processor seconds to check a graph against its shapes: compiled to SPARQL, pySHACL judging, and by pySHACL alone.

python -m bench.shapes [--pages N] [--broken N] [--json]

The graph is that of N made pages. Once it is sound; once N statements have lost their confidence, which the shapes
forbid. Both ways must find the same; if they do not, the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Quad

from bench.corpus import write
from kg.engine import build
from kg.validate import validate
from kg.validate.run import judged
from kg.validate.suspects import suspects

Result = TypeVar("Result")

_CONFIDENCE = "https://w3id.org/minsheng/ontology#confidence"


def main() -> int:
    """Print a table, or one line of JSON a graph; 1 if the two ways differ."""
    args = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), args.pages)
        sound = build([folder], jobs=None).quads
    rows = [_measured("sound", sound), _measured(f"{args.broken} broken", _broken(sound, args.broken))]
    if args.json:
        print("\n".join(map(json.dumps, rows)))
    else:
        print(
            "| graph | triples | findings | compiled (s) | pySHACL alone (s) | ratio |\n|---|---|---|---|---|---|"
        )
        for row in rows:
            cells = (row[k] for k in ("graph", "triples", "findings", "compiled", "pyshacl", "ratio"))
            print(f"| {' | '.join(map(str, cells))} |")
    if any(not row["same"] for row in rows):
        print("shapes: the two ways differ", file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200, help="made pages that the graph is of")
    parser.add_argument("--broken", type=int, default=20, help="statements that lose their confidence")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    return parser.parse_args()


def _broken(quads: Sequence[Quad], count: int) -> list[Quad]:
    """The graph without the confidence of ``count`` statements, spread evenly."""
    stated = list(dict.fromkeys(quad.subject for quad in quads if quad.predicate.value == _CONFIDENCE))
    lost = set(stated[:: max(1, len(stated) // max(count, 1))][:count])
    return [quad for quad in quads if quad.predicate.value != _CONFIDENCE or quad.subject not in lost]


def _measured(name: str, quads: Sequence[Quad]) -> dict[str, object]:
    suspects(quads[:1])  # the shapes are read and compiled once in a process
    compiled, report = _timed(lambda: validate(quads))
    alone, found = _timed(lambda: judged(quads))
    return {
        "graph": name,
        "triples": report.triples,
        "findings": len(found),
        "compiled": round(compiled, 2),
        "pyshacl": round(alone, 2),
        "ratio": round(alone / compiled, 1),
        "same": report.violations == found,
    }


def _timed(run: Callable[[], Result]) -> tuple[float, Result]:
    start = time.process_time()
    result = run()
    return time.process_time() - start, result


if __name__ == "__main__":
    raise SystemExit(main())
