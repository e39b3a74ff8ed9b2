"""The programs in docs/examples run as they stand, and docs/python.md shows every one of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.py"))
SAYS = {
    "officials_table": ["书记", "文峰区老旧小区改造"],
    "network": ["Area", "«"],
    "rdflib_queries": ["people", "1 quad more"],
    "correct": ["verdict\tkey\tpredicate", "\ndrop\tPerson/", "\tleads\t", "1 claim less"],
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_runs(path: Path, tmp_path: Path) -> None:
    for package in ("pandas", "polars") if path.stem == "officials_table" else ():
        pytest.importorskip(package, reason=f"needs {package}: pip install '.[dev]'")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", path],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [words for words in SAYS[path.stem] if words not in done.stdout] == []


def test_every_example_is_shown_and_checked() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES if f"examples/{path.name}" not in text] == []
    assert set(SAYS) == {path.stem for path in EXAMPLES}
