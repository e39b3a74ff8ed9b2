"""The same pages are the same bytes of every output, whatever surrounds the build; bench/determinism.py tries more."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from surroundings import FOLDERS, LOCALES, Cell, Surroundings, covering_cells, every_cell, formats

PAGES = Path(__file__).resolve().parents[1] / "seeds" / "pages"


def test_the_covering_cells_hold_every_pair() -> None:
    for first, second in combinations(Cell.__slots__, 2):
        pairs = {(getattr(c, first), getattr(c, second)) for c in every_cell()}
        assert {(getattr(c, first), getattr(c, second)) for c in covering_cells()} == pairs


def test_no_output_knows_its_surroundings(tmp_path: Path) -> None:
    """Two builds that share nothing but the pages."""
    surroundings = Surroundings(tmp_path, [PAGES / "briefs.jsonl", PAGES / "jinsong.txt"])
    rare = [name for name in LOCALES if name in surroundings.locales][-1]
    first = surroundings.build(Cell(1, rare, FOLDERS[0], 2), "--no-validate")
    assert len(first) >= len(formats()) + 3
    assert surroundings.build(Cell(2, "C", FOLDERS[1], 1), "--no-validate") == first
