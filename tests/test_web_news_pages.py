"""The script that writes the items of web news of which the project has annotations, but not the words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.train.corpora import GEDIT
from scripts import web_news_pages


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of corpora with two items, of which the second is annotated."""
    corpus = tmp_path / "corpora" / GEDIT
    corpus.parent.mkdir(parents=True)
    corpus.write_text("甲馆开放。\t[]\n乙馆闭馆。\t[]\n", encoding="utf-8")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "line-0001.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(web_news_pages, "_ANNOTATED", tmp_path / "gold")
    monkeypatch.setattr(sys, "argv", ["web_news_pages", str(tmp_path / "corpora"), str(tmp_path / "out")])
    return tmp_path


def test_the_annotated_items_get_their_words(corpora: Path) -> None:
    web_news_pages.main()
    assert {p.name: p.read_text("utf-8") for p in (corpora / "out").iterdir()} == {
        "line-0001.txt": "乙馆闭馆。\n"
    }


def test_a_corpus_of_another_edition_is_named(corpora: Path) -> None:
    (corpora / "gold" / "line-0007.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SystemExit, match="has no line 8"):
        web_news_pages.main()
