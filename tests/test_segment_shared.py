"""Every article of the pages beside the project is found, with its title, authors, beginning and date."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kg.segment import segment
from kg.types import Article, Page

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json")) if (SHARED / "gold").is_dir() else []

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not GOLD, reason=f"no gold pages: {SHARED / 'gold'} is absent"),
]


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def load(path: Path) -> tuple[dict[str, Any], str]:
    page = (SHARED / "pages" / f"{path.stem}.txt").read_bytes().decode("utf-8")
    return json.loads(path.read_text(encoding="utf-8")), page


def misses(gold: dict[str, Any], article: Article) -> list[str]:
    found = [
        ("title", bare(gold["title"]) == bare(article.title)),
        ("authors", set(gold["authors"]) <= {byline.name for byline in article.bylines}),
        ("first", bare(gold["first"]) in bare(article.text.chars)),
        ("subtitle", not gold["subtitle"] or bare(gold["subtitle"]) == bare(article.subtitle or "")),
    ]
    return [f"{gold['title']}: {name}" for name, right in found if not right]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_articles_are_found_in_order(path: Path) -> None:
    gold, text = load(path)
    found = segment(Page(path.stem, text))
    assert len(found) == len(gold["articles"])
    assert [miss for pair in zip(gold["articles"], found, strict=True) for miss in misses(*pair)] == []
    assert {article.published for article in found} == {gold["published"]}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_nearly_all_titles_are_found_without_marks(path: Path) -> None:
    gold, text = load(path)
    found = {bare(article.title) for article in segment(Page(path.stem, re.sub(r"(?m)^#+ ", "", text)))}
    missed = [article["title"] for article in gold["articles"] if bare(article["title"]) not in found]
    assert len(missed) <= 1
