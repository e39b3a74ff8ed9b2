"""What a build leaves in its folder: the graph, its picture, a description of both, its report.

Files are made in a folder of their own beside their place and moved there whole, so that a build that is cut
off leaves the files of the one before it. Nothing but the report's timings may differ from one build to the
next.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.export import FORMATS, dataset, export, licence
from kg.pipeline import BuildResult
from kg.query import Statistics, statistics
from kg.validate import ValidationReport
from kg.validate import validate as check
from kg.view import view as draw


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: ``files``, the shapes' verdict (None if not asked for), one line that sums it up."""

    files: tuple[Path, ...]
    validation: ValidationReport | None
    summary: str

    @property
    def conforms(self) -> bool:
        """Whether no shape is violated, as far as was looked."""
        return self.validation is None or self.validation.conforms


def write(
    result: BuildResult,
    out: Path,
    *,
    formats: Sequence[str] = (),
    view: bool = True,
    validate: bool = True,
    license: str | None = None,
) -> Outcome:
    """Write ``graph.ttl``, the other ``formats``, ``graph.html``, ``dataset.ttl`` and ``report.json`` into ``out``.

    ``license`` is the IRI of the licence that ``dataset.ttl`` states. Raises ExportError for a format or a licence that
    cannot be written, OSError if the folder cannot.
    """
    if license is not None:
        licence(license)
    out.mkdir(parents=True, exist_ok=True)
    timings = dict(result.timings)
    verdict = None
    with tempfile.TemporaryDirectory(prefix=".build-", dir=out) as folder:
        made = Path(folder)
        for name in dict.fromkeys(("ttl", *formats)):
            with _timed(timings, f"export {name}"):
                export(result.quads, made / f"graph.{FORMATS[name].ending}", name)
        if view:
            with _timed(timings, "view"):
                draw(result.quads, made / "graph.html", texts=result.texts(), scans=result.cutting())
        (made / "dataset.ttl").write_bytes(dataset(result.quads, result.base, _sizes(made), license))
        if validate:
            with _timed(timings, "validate"):
                verdict = check(result.quads)
        counts = statistics(result.quads)
        (made / "report.json").write_text(_report(result, counts, verdict, timings), encoding="utf-8")
        files = _publish(made, out)
    return Outcome(files, verdict, _summary(counts, result, verdict))


def _sizes(folder: Path) -> dict[str, int]:
    """The files in a folder, by their paths within it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    timings[step] = round(time.perf_counter() - start, 3)


def _report(
    result: BuildResult, counts: Statistics, verdict: ValidationReport | None, timings: dict[str, float]
) -> str:
    document: dict[str, Any] = {
        "counts": asdict(counts),
        "skipped": [asdict(skip) for skip in result.skipped],
        "validation": verdict and asdict(verdict),
        "timings": timings,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _publish(made: Path, out: Path) -> tuple[Path, ...]:
    """Move what was made into its place, each file whole; the report comes last, when all else is there."""
    names = sorted((path.name for path in made.iterdir()), key=lambda name: (name == "report.json", name))
    for name in names:
        _settle(made / name)
        if (out / name).is_dir():
            shutil.rmtree(out / name)
        (made / name).replace(out / name)
    _sync(out)
    return tuple(out / name for name in names)


def _settle(path: Path) -> None:
    """Have the disk hold it before it gets its name."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            _sync(file)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems cannot sync a folder; a file that cannot be synced is an error.
        if not path.is_dir() or error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _summary(counts: Statistics, result: BuildResult, verdict: ValidationReport | None) -> str:
    parts = [
        f"{counts.pages} pages, {counts.articles} articles, {counts.entities} entities, "
        f"{counts.statements} facts, {counts.triples} triples"
    ]
    if verdict is not None and not verdict.conforms:
        parts.append(f"{len(verdict.violations)} findings against the shapes, see kg validate")
    if result.skipped:
        parts.append(f"{len(result.skipped)} inputs skipped")
    return "; ".join(parts)
