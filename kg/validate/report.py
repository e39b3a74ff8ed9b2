"""What a validation found, and how it reads as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Severity = Literal["violation", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken at one node.

    ``focus`` is the IRI of the node at fault, ``focus_label`` a readable name for it, ``path`` the property
    concerned as ``prefix:name`` (empty if none), ``value`` the offending value (the label of a named node),
    ``message`` what is wrong in English, ``message_zh`` in Chinese. ``sentence`` is the quote that the node
    came from, at code points ``start`` to ``end`` of ``page``; each is None where the graph gives no source.
    """

    focus: str
    focus_label: str
    path: str
    value: str
    message: str
    message_zh: str
    severity: Severity = "violation"
    sentence: str | None = None
    page: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """``conforms`` is False if a violation has the severity ``violation``; ``triples`` were checked.

    ``violations`` are sorted by focus, path and message.
    """

    conforms: bool
    violations: tuple[Violation, ...]
    triples: int


def lines(report: ValidationReport, language: str = "en") -> Iterator[str]:
    """The report as text, without line ends: each violation, where it is, its sentence; then a summary.

    ``language`` is ``en`` or ``zh`` and chooses the messages.
    """
    for v in report.violations:
        yield from _violation_lines(v, language)
    yield _summary(report)


def _violation_lines(v: Violation, language: str) -> Iterator[str]:
    message = v.message_zh if language == "zh" else v.message
    about = " ".join(part for part in (v.path, f"= {v.value}" if v.value else "") if part)
    yield f"{v.severity}: {v.focus_label} <{v.focus}>: {message}" + (f" [{about}]" if about else "")
    if v.sentence is not None:
        yield f"    {v.page}:{v.start}-{v.end} “{v.sentence}”"


def _summary(report: ValidationReport) -> str:
    if not report.violations:
        return f"conforms: {report.triples} triples checked"
    counts = Counter(v.severity for v in report.violations)
    found = ", ".join(f"{n} {severity}{'s' if n > 1 else ''}" for severity, n in sorted(counts.items()))
    return (
        f"{'conforms' if report.conforms else 'does not conform'}: {report.triples} triples checked, {found}"
    )
