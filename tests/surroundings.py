"""What a build must not notice: hash seed, locale, folder, order of the inputs, number of workers."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from kg.export import FORMATS

ROOT = Path(__file__).resolve().parents[1]
SEEDS = tuple(range(10))
JOBS = (1, 2, 4)
#: Where the pages lie, and where the build is started.
FOLDERS = ("pages", "另一处 (b)/网 页")
#: By name: its character set, and what `localedef` makes it of.
LOCALES = {"C": None, "tr_TR.UTF-8": ("tr_TR", "UTF-8"), "zh_CN.GB18030": ("zh_CN", "GB18030")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One way to build the same pages."""

    seed: int
    locale: str
    folder: str
    jobs: int


def every_cell() -> list[Cell]:
    """All combinations."""
    return [Cell(*each) for each in product(SEEDS, LOCALES, FOLDERS, JOBS)]


def covering_cells() -> list[Cell]:
    """Few of them, in which every value of each stands together with every value of each other."""
    names = tuple(LOCALES)
    return [
        Cell(seed, names[at], FOLDERS[(seed + at) % 2], JOBS[(seed + at + seed // 3) % 3])
        for seed in SEEDS
        for at in range(len(names))
    ]


def formats() -> list[str]:
    """Every format that is installed."""
    return [name for name in FORMATS if name != "ftm" or find_spec("followthemoney")]


class Surroundings:
    """Builds copies of some pages in ``folder``, each time in other surroundings."""

    def __init__(self, folder: Path, pages: list[Path]) -> None:
        self.folder = folder
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
            for page in pages:
                shutil.copy(page, folder / name)
        self.locales = {
            name for name, made_of in LOCALES.items() if made_of is None or self._made(name, *made_of)
        }

    def _made(self, name: str, source: str, charset: str) -> bool:
        """Whether the system can make the locale: not all have its tools. A warning is no failure."""
        (self.folder / "locales").mkdir(exist_ok=True)
        made = self.folder / "locales" / name
        if shutil.which("localedef") is not None:
            command = ["localedef", "-c", "-i", source, "-f", charset, str(made)]
            subprocess.run(command, capture_output=True, check=False)
        return made.is_dir()

    def build(self, cell: Cell, *options: str) -> dict[str, str]:
        """The digest of every file of a build, that of the report without its timings."""
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        inputs = sorted(path.name for path in (self.folder / cell.folder).iterdir())
        random.Random(f"{cell}").shuffle(inputs)
        chosen = [word for name in formats() for word in ("--format", name)]
        command = [
            sys.executable,
            "-m",
            "kg",
            "build",
            *inputs,
            "-o",
            str(out),
            "--jobs",
            str(cell.jobs),
        ]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": str(cell.seed),
            "LC_ALL": cell.locale,
            "LOCPATH": str(self.folder / "locales"),
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONUTF8": "0",
        }
        done = subprocess.run(
            [*command, *chosen, *options],
            cwd=self.folder / cell.folder,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode in (0, 3), done.stderr.decode("utf-8", "replace")
        files = (path for path in sorted(out.rglob("*")) if path.is_file())
        return {path.relative_to(out).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    content = path.read_bytes()
    if path.name == "report.json":
        report = json.loads(content)
        del report["timings"]
        content = json.dumps(report).encode()
    return hashlib.sha256(content).hexdigest()
