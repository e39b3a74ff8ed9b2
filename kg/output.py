"""What a build leaves in its folder: the graph, its picture, a description of both, its report.

All files change together (see `kg.durable.staging`), so that a build that is cut off leaves those of the one before it. The
report says what each of the others must be. Nothing but its timings may differ from one build to the next.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.durable import finish, staged
from kg.engine import Built
from kg.errors import InputError
from kg.export import FORMATS, dataset, decisions_table, export, licence
from kg.pipeline import timed
from kg.query import Conflict, Statistics, conflicts, conflicts_tsv, statistics
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
    result: Built,
    out: Path,
    *,
    formats: Sequence[str] = (),
    view: bool = True,
    validate: bool = True,
    license: str | None = None,
) -> Outcome:
    """Write ``graph.ttl``, the other ``formats``, ``graph.html``, ``dataset.ttl``, ``decisions.tsv`` and ``report.json``
    into ``out``.

    ``license`` is the IRI of the licence that ``dataset.ttl`` states. Raises ExportError for a format or a licence that
    cannot be written, OutputError if the folder cannot.
    """
    if license is not None:
        licence(license)
    graph, timings = result.graph, dict(result.timings)
    verdict, found = None, None
    with staged(out) as made:
        with timed(timings, "export ttl"):
            graph.write_turtle(made / "graph.ttl")
        for name in dict.fromkeys(name for name in formats if name != "ttl"):
            with timed(timings, f"export {name}"):
                export(graph, made / f"graph.{FORMATS[name].ending}", name)
        if view:
            with timed(timings, "view"):
                draw(graph, made / "graph.html", texts=result.texts(), scans=result.cutting())
        (made / "dataset.ttl").write_bytes(dataset(graph.census, result.base, _sizes(made), license))
        (made / "decisions.tsv").write_bytes(decisions_table(result.decisions))
        if validate:
            with timed(timings, "validate"):
                verdict = check(graph)
            with timed(timings, "conflicts"):
                found = conflicts(graph)
            (made / "conflicts.tsv").write_text(conflicts_tsv(found), encoding="utf-8")
        counts = statistics(graph.census)
        report = _report(result, counts, verdict, found, timings, _digests(made))
        (made / "report.json").write_text(report, encoding="utf-8")
        names = sorted((path.name for path in made.iterdir()), key=lambda name: (name == "report.json", name))
    return Outcome(
        tuple(out / name for name in names), verdict, _summary(counts, result, verdict, found or ())
    )


def compare(report: Path) -> dict[str, bool | None]:
    """Whether each file that a report names is the one that was built; None if it is not there.

    Raises InputError if ``report`` is no report of a build.
    """
    finish(report.parent)
    if report.exists() and not report.is_file():
        raise InputError(f"{report}: no report of a build (no file); name its report.json")
    try:
        wanted = json.loads(report.read_text(encoding="utf-8"))["files"]
        built = {str(name): str(file["sha256"]) for name, file in wanted.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{report}: no report of a build ({error}); name its report.json") from error
    if outside := [name for name in built if Path(name).is_absolute() or ".." in Path(name).parts]:
        raise InputError(
            f"{report}: it names {outside[0]!r}, which lies elsewhere; name the report.json of a build"
        )
    return {
        name: _digest(report.parent / name) == digest if (report.parent / name).is_file() else None
        for name, digest in built.items()
    }


def _sizes(folder: Path) -> dict[str, int]:
    """The files in a folder, by their paths within it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _digests(folder: Path) -> dict[str, dict[str, str | int]]:
    """Size and SHA-256 of each file, by its path."""
    found: dict[str, dict[str, str | int]] = {}
    for name, size in _sizes(folder).items():
        found[name] = {"bytes": size, "sha256": _digest(folder / name)}
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _report(
    result: Built,
    counts: Statistics,
    verdict: ValidationReport | None,
    found: Sequence[Conflict] | None,
    timings: dict[str, float],
    files: dict[str, dict[str, str | int]],
) -> str:
    document: dict[str, Any] = {
        "counts": asdict(counts),
        "pages": [asdict(page) for page in result.pages],
        "skipped": [asdict(skip) for skip in result.skipped],
        "warnings": [asdict(notice) for notice in result.notices],
        "validation": verdict and asdict(verdict),
        "conflicts": None if found is None else [asdict(each) for each in found],
        "canonical": {"algorithm": "RDFC-1.0, SHA-256", "hash": result.graph.canonical},
        "files": files,
        "timings": {**timings, "pages": result.page_timings},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _summary(
    counts: Statistics, result: Built, verdict: ValidationReport | None, found: Sequence[Conflict]
) -> str:
    parts = [
        f"{counts.pages} pages, {counts.articles} articles, {counts.entities} entities, "
        f"{counts.statements} facts, {counts.triples} triples"
    ]
    if verdict is not None and not verdict.conforms:
        parts.append(f"{len(verdict.violations)} findings against the shapes, see kg validate")
    if found:
        parts.append(f"{len(found)} conflicts, see conflicts.tsv")
    if result.skipped:
        parts.append(f"{len(result.skipped)} inputs skipped")
    return "; ".join(parts)
