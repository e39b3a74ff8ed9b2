"""Looks for inputs that break a part of the program: python bench/fuzz.py TARGET [--seconds N] [--seed N] [--keep DIR]

TARGET is one of those of ``tests/fuzz_targets.py``, or ``all``. Where atheris is installed (pip install atheris) it steers
the inputs by what they reach; otherwise, or with ``--blind``, they are mutated by chance. An input that raises what it must
not, or breaks what holds for every input, is written into DIR/TARGET (by default ``tests/data/fuzz``, where the test suite
runs it ever after), one for each place in the program. Prints a line a target; exit code 1 if anything was found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Seconds after which what was tried so far is written down.
_TELLS = 5.0
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT))


class Watched:
    """A target that keeps what breaks it and goes on."""

    def __init__(self, run: Callable[[bytes], None], keep: Path) -> None:
        self._run, self._keep = run, keep
        self.inputs = 0
        self.found: dict[str, str] = {}

    def __call__(self, data: bytes) -> None:
        self.inputs += 1
        try:
            self._run(bytes(data))
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
            if place not in self.found:
                self.found[place] = name = hashlib.sha256(data).hexdigest()[:16]
                self._keep.mkdir(parents=True, exist_ok=True)
                (self._keep / name).write_bytes(data)


def main() -> int:
    """Fuzz and print."""
    asked = _arguments()
    guided = find_spec("atheris") is not None and not asked.blind
    if asked.stats is not None:
        return _one(asked, guided)
    from fuzz_targets import TARGETS

    failed = False
    for name in TARGETS if asked.target == "all" else [asked.target]:
        failed |= _apart(name, asked, guided)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60, help="processor time for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=ROOT / "tests" / "data" / "fuzz")
    parser.add_argument("--blind", action="store_true", help="without atheris")
    parser.add_argument("--stats", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _apart(name: str, asked: argparse.Namespace, guided: bool) -> bool:
    """Fuzz one target in a process of its own, which a fault in a library may end. Whether anything was found."""
    with tempfile.TemporaryDirectory() as folder:
        stats = Path(folder) / "stats.json"
        options = ["--seconds", str(asked.seconds), "--seed", str(asked.seed), "--keep", str(asked.keep)]
        options += ["--blind"] if asked.blind else []
        command = [sys.executable, str(Path(__file__)), name, *options, "--stats", str(stats)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
        told = json.loads(stats.read_text()) if stats.exists() else {"inputs": 0, "found": {}, "cpu": 0}
        for crash in Path(folder).glob("crash-*"):
            (asked.keep / name).mkdir(parents=True, exist_ok=True)
            (asked.keep / name / crash.name).write_bytes(crash.read_bytes())
            told["found"][f"the process ended: {done.stderr[-300:]}"] = crash.name
    how = "atheris" if guided else "by chance"
    print(
        f"{name}: {told['inputs']:,} inputs in {told['cpu']:.0f} s of processor time ({how}), {len(told['found'])} found",
        flush=True,
    )
    for place, file in told["found"].items():
        print(f"  {place}: {asked.keep / name / file}")
    if done.returncode not in (0, 1) or not told["inputs"]:
        print(done.stderr[-2000:])
    return bool(told["found"])


def _one(asked: argparse.Namespace, guided: bool) -> int:
    if guided:
        import atheris

        watching = atheris.instrument_imports(include=["kg"], enable_loader_override=False)
    else:
        watching = nullcontext()
    with watching:
        from fuzz_targets import TARGETS, mutated

    target = TARGETS[asked.target]
    watched = Watched(target.run, asked.keep / asked.target)
    begun, told_at = _cpu(), time.monotonic()

    def tell() -> None:
        told = {"inputs": watched.inputs, "found": watched.found, "cpu": _cpu() - begun}
        asked.stats.write_text(json.dumps(told))

    def run(data: bytes) -> None:
        nonlocal told_at
        watched(data)
        over = _cpu() - begun > asked.seconds
        if (
            over or time.monotonic() - told_at > _TELLS
        ):  # a fault in a library may end this process at any time
            tell()
            told_at = time.monotonic()
        if over:
            os._exit(0)  # libFuzzer counts seconds on the wall, which say little on a busy machine

    if not guided:
        draw = random.Random(asked.seed)
        while True:
            run(mutated(target, draw))
    corpus = Path(tempfile.mkdtemp())
    for number, seed in enumerate(target.seeds()[:200]):
        (corpus / f"{number:04}").write_bytes(seed)
    words = corpus.parent / f"{corpus.name}.dict"
    words.write_text("".join(_entry(word) for word in sorted({*target.words.split(" "), *target.words})))
    options = [f"-seed={asked.seed}", f"-dict={words}", "-max_len=6000"]
    atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=4096", "-timeout=120", str(corpus)], run)
    atheris.Fuzz()
    return 0


def _cpu() -> float:
    """Processor seconds of this process, and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _entry(word: str) -> str:
    """A line of libFuzzer's dictionary."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' if word else ""


if __name__ == "__main__":
    sys.exit(main())
