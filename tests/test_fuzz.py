"""Inputs that once found a fault, and a few seconds of looking for more; bench/fuzz.py looks longer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz_targets import KEPT, TARGETS, mutated

INPUTS = sorted(path for path in KEPT.rglob("*") if path.is_file())
#: How many inputs of each kind: as many as take about a second.
SOME = {"segmenter": 15, "dates": 60, "patterns": 100, "reader": 100}


@pytest.mark.parametrize("path", INPUTS, ids=[f"{path.parent.name}/{path.name}" for path in INPUTS])
def test_what_was_found_once(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_any_input(name: str) -> None:
    draw = random.Random(f"{name} in the suite")
    for seed in TARGETS[name].seeds()[:10]:
        TARGETS[name].run(seed)
    for _ in range(SOME.get(name, 300)):
        data = mutated(TARGETS[name], draw)
        try:
            TARGETS[name].run(data)
        except Exception as error:
            pytest.fail(f"keep this under tests/data/fuzz/{name}: {data!r}: {type(error).__name__}: {error}")
