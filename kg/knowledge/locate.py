"""Where the project's knowledge lies. Nothing else in the package knows."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    """Inside the wheel ``kg/data/NAME``; in a checkout the top-level folder of that name."""
    shipped = _PACKAGE / "data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def ontology_dir() -> Path:
    """The folder of the vocabulary, shapes, JSON-LD context and named queries."""
    return _folder("ontology")


def seeds_dir() -> Path:
    """The folder of lexicons, patterns, gazetteer and sample pages."""
    return _folder("seeds")
