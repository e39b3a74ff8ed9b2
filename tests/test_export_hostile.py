"""More than two thousand hostile names through every format, read back by a parser that did not write it."""

from __future__ import annotations

from functools import lru_cache

import pytest
import rdflib
from format_checks import CHECKS, NEEDS
from hostile_names import THOUSANDS
from pyoxigraph import Quad
from resolutions import crowded_corpus

from kg.assemble import assemble
from kg.export import FORMATS


@lru_cache
def quads_of(names: tuple[str, ...]) -> tuple[Quad, ...]:
    return assemble(crowded_corpus(names))


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def test_every_format_is_checked() -> None:
    assert {name.partition(" ")[0].removesuffix("'s") for name in CHECKS} >= set(FORMATS)


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_hostile_names(name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name], reason=f"needs {NEEDS[name]}")
    assert sum(map(len, THOUSANDS)) > 2000
    for names in THOUSANDS:
        CHECKS[name](quads_of(tuple(names)))
