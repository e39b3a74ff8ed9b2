"""What the benchmarks of speed have in common: their options, programs run on their own, tables."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import SEEDS

ROOT = Path(__file__).resolve().parents[1]
Row = dict[str, str | int | float]
#: Prints the MB that this process has held at most. Linux hands the figure of getrusage on from the parent.
_PEAK = """
import resource, sys
from pathlib import Path
status = Path("/proc/self/status")
if status.exists():
    print(int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1000)
else:
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program took: seconds on the clock, of the processor (its children's included), MB of memory at most."""

    seconds: float
    processor: float
    megabytes: float


def arguments(description: str) -> argparse.ArgumentParser:
    """The options that all of them have."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, default=SEEDS, help="folder of pages to make the corpus from")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument("--short", action="store_true", help="a few pages, to see that it runs")
    return parser


def run(code: str, *args: str) -> Spent:
    """Run Python ``code`` in a process of its own. Raises CalledProcessError, with what it said, where it fails."""
    told = f"{code}\n{_PEAK}"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", told, *args],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=_environment(),
    )
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(seconds, processor, float(done.stdout.split()[-1]))


def _environment() -> dict[str, str]:
    """Compiled modules are kept, as those of an installed package are."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT)}


def show(rows: Sequence[Row], as_json: bool) -> None:
    """Print a Markdown table, or JSON."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    print("| " + " | ".join(rows[0]) + " |")
    print("|---" * len(rows[0]) + "|")
    for row in rows:
        print("| " + " | ".join(str(value) for value in row.values()) + " |")
