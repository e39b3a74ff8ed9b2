"""Where a right end of a name is none: every example of ``no_heads.toml``, and what only resembles it."""

from __future__ import annotations

import re

import pytest

from kg.knowledge.no_heads import no_heads
from kg.knowledge.scanning import scan_heads

_HEAD = re.compile(r"\[(.+?)\]")


def _is_none(marked: str) -> bool:
    mark = _HEAD.search(marked)
    assert mark is not None
    text, start, end = marked.replace("[", "").replace("]", ""), mark.start(), mark.start() + len(mark[1])
    (head,) = (match.head for match in scan_heads(text) if (match.start, match.end) == (start, end))
    return no_heads().is_none(text, head.head, head.kind, start, end)


@pytest.mark.parametrize("marked", no_heads().examples)
def test_the_examples_of_the_file(marked: str) -> None:
    assert _is_none(marked)


@pytest.mark.parametrize(
    "marked",
    ["赤水[江]两岸", "槐荫[镇]干部", "槐荫[村]的路", "兴安[盟]", "贡[院]旧址", "云岭[桥]头"],
)
def test_what_stays_a_head(marked: str) -> None:
    assert not _is_none(marked)
