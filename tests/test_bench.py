"""The benchmarks: what they measure with, and that each of them runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from bench import agreement, shapes
from bench.corpus import ROOT, texts, write
from kg.errors import InputError


def test_the_corpus_repeats_no_sentence_and_grows_from_the_same_start(tmp_path: Path) -> None:
    made = list(islice(texts(), 30))
    sentences = [s for text in made for s in re.findall(r"[^。！？\n]{6,}[。！？]", text)]
    assert len(sentences) > 500
    assert len(sentences) == len(set(sentences))
    assert write(tmp_path, 12) == sum(len(text.encode()) for text in made[:12])
    assert [path.read_text("utf-8") for path in sorted(tmp_path.iterdir())] == made[:12]


def test_another_seed_makes_other_pages_and_an_empty_folder_none(tmp_path: Path) -> None:
    assert next(texts(seed=1)) != next(texts())
    with pytest.raises(InputError):
        next(texts(tmp_path))


def test_the_shapes_are_timed_in_two_ways_that_agree(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["shapes", "--pages", "1", "--broken", "2", "--json"])
    assert shapes.main() == 0
    sound, broken = map(json.loads, capsys.readouterr().out.splitlines())
    assert (sound["findings"], sound["same"], broken["same"]) == (0, True, True)
    assert broken["findings"] > 0


@pytest.mark.parametrize(
    ("bench", "columns"),
    [
        ("throughput", {"side", "MB/s", "of jieba.posseg"}),
        ("startup", {"command", "processor s", "clock s", "MB"}),
        ("memory", {"pages", "text MB", "Turtle MB", "memory MB", "growth, MB a MB of Turtle"}),
        ("scaling", {"pages", "workers", "processor s", "clock s", "ms a page", "exponent"}),
        ("queries", {"query", "triples", "rows", "first ms", "all ms", "part ms", "whole ms"}),
    ],
)
def test_the_short_form_of_a_benchmark_runs(bench: str, columns: set[str]) -> None:
    command = [sys.executable, "-m", f"bench.{bench}", "--short", "--json"]
    done = subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    rows = json.loads(done.stdout)
    assert len(rows) >= 2
    assert all(set(row) == columns for row in rows)


def _gold(path: Path, names: dict[str, str], year: str) -> None:
    """A gold file: a district, a bureau of it by the name of ``names``, and what it was founded in."""
    entities = [{"id": i, "type": t, "name": names[t]} for i, t in (("a", "Area"), ("b", "Agency"))]
    entities[1]["aliases"] = ["区水务局"]  # type: ignore[assignment]
    gold = {
        "page": path.stem,
        "entities": entities,
        "facts": [{"s": "b", "p": "subOrganizationOf", "o": "a"}],
        "measures": [{"s": "b", "property": "participants", "value": 12}],
        "dates": [{"s": "b", "property": "foundedIn", "value": year}],
    }
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(gold), encoding="utf-8")


def test_two_readers_are_compared_by_what_they_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _gold(tmp_path / "first" / "p.json", {"Area": "云溪区", "Agency": "云溪区水务局"}, "1998")
    _gold(tmp_path / "second" / "p.json", {"Area": "云溪区", "Agency": "云溪水务局"}, "1999")
    monkeypatch.setattr(sys, "argv", ["agreement", str(tmp_path / "second"), str(tmp_path / "first")])
    assert agreement.main() == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()[2:]]
    found = {measure: float(f1) for measure, f1, *_ in lines}
    assert found == {
        "entities": 1, "canonical": 0.5, "posts": 0, "core": 1, "wide": 0, "measures": 1, "values": 1, "dates": 0,
    }  # fmt: skip


def test_readers_of_different_pages_are_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _gold(tmp_path / "first" / "p.json", {"Area": "云溪区", "Agency": "云溪区水务局"}, "1998")
    _gold(tmp_path / "second" / "q.json", {"Area": "云溪区", "Agency": "云溪区水务局"}, "1998")
    monkeypatch.setattr(sys, "argv", ["agreement", str(tmp_path / "second"), str(tmp_path / "first")])
    assert agreement.main() == 1
    assert "no page of" in capsys.readouterr().err
