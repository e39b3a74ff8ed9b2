"""Writers that are killed: python bench/durability.py [--kills N] [--seed N]

First kills a build's publishing, the writing of one file and of several before and after every single call that reaches the
disk (``tests/cut_off.py``). Then starts ``kg build`` and ``kg export`` N times over the files of an earlier one and kills
them (SIGKILL) at a moment chosen by chance, mostly while they write. Each time the files must afterwards be all old or all
new, the report must agree with them, and the next command must work. Exit code 1 if that once was not so.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from cut_off import held, hidden, killed_at
from test_durability import NEW, OLD, build, one_file, several, without_timings

from kg.durable import finish
from kg.output import compare

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Kill and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=40, help="kills at a moment chosen by chance")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    bad = 0
    for name, old, new in (
        ("a build", build(OLD), build(NEW)),
        ("one file", one_file(b"old"), one_file(b"new")),
        ("several files", several(b"old"), several(b"new")),
    ):
        bad += _at_every_call(name, old, new)
    bad += _by_chance(asked.kills, random.Random(asked.seed))
    return 1 if bad else 0


def _at_every_call(name: str, old: Callable[[Path], object], new: Callable[[Path], object]) -> int:
    seen, point, bad = Counter[str](), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        new(Path(folder) / "new")
        wanted = without_timings(held(Path(folder) / "new"))
        while True:
            out = Path(folder) / "out"
            old(out)
            before = without_timings(held(out))
            if not killed_at(point, lambda: new(out)):  # noqa: B023
                break
            finish(out)
            after = without_timings(held(out))
            seen["old" if after == before else "new" if after == wanted else "mixed"] += 1
            new(out)
            bad += after not in (before, wanted) or bool(hidden(out))
            shutil.rmtree(out)
            point += 1
    print(f"{name}: killed at {point} points: {dict(seen)}, {bad} bad", flush=True)
    return bad


def _by_chance(kills: int, draw: random.Random) -> int:
    pages = sorted((ROOT / "seeds" / "pages").glob("*.txt"))
    bad, seen = 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        both = [base / "one", base / "two"]
        begun = time.monotonic()
        for out, page in zip(both, pages, strict=False):
            _kg("build", str(page), "-o", str(out), "--no-validate", "--format", "csv", "--format", "neo4j")
        whole = (time.monotonic() - begun) / 2
        took = [without_timings(held(out)) for out in both]
        out = base / "out"
        shutil.copytree(both[0], out)
        for number in range(kills):
            page = pages[number % 2]
            args = [
                "build",
                str(page),
                "-o",
                str(out),
                "--no-validate",
                "--format",
                "csv",
                "--format",
                "neo4j",
            ]
            _killed(args, draw, out, whole)
            finish(out)
            found = without_timings(held(out))
            seen["one" if found == took[0] else "two" if found == took[1] else "mixed"] += 1
            bad += found not in took or not all(compare(out / "report.json").values())
        _kg("build", str(pages[0]), "-o", str(out), "--no-validate", "--format", "csv", "--format", "neo4j")
        bad += without_timings(held(out)) != took[0] or bool(hidden(out))
    print(f"kg build: killed {kills} times by chance: files of {dict(seen)}, {bad} bad")
    return bad


def _kg(*args: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "kg", *args], check=True, capture_output=True, env=environment)


def _killed(args: list[str], draw: random.Random, out: Path, whole: float) -> None:
    """Start it, and kill it: half the time at any moment of its ``whole`` seconds and a little more, half the time when its
    files are ready, or are being moved."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen([sys.executable, "-m", "kg", *args], env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)  # fmt: skip
    if draw.random() < 0.5:
        time.sleep(draw.random() * 1.2 * whole)
    else:
        while running.poll() is None and not (out / ".kg-ready").exists():
            time.sleep(0.0002)
        time.sleep(draw.random() * 0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()


if __name__ == "__main__":
    sys.exit(main())
