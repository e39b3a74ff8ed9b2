"""The sample pages: together they show every class and every relation, and none of them is left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.engine import Built, build
from kg.evaluate import load_gold
from kg.knowledge.ontology import ontology

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "seeds" / "pages"
GOLD = Path(__file__).parent / "data"
KG = "https://w3id.org/minsheng/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

VOCABULARY = ontology()
#: Whatever is drawn as a node, and what carries numbers and sources.
CLASSES = [name for name, known in VOCABULARY.classes.items() if known.shape] + ["Measure", "Article", "Page"]
RELATIONS = [known.name for known in (*VOCABULARY.facts, *VOCABULARY.dates)]
POSTS = ["title", "former", "attestedOn", "byline"]

ENCODINGS = {"jinsong.txt": "gb18030"}
NAMES = ["briefs.jsonl", "hebi.md", "jinsong.txt", "pingdingshan.txt", "wenfeng.txt", "xiyuan.txt"]


def text_of(name: str) -> str:
    return (PAGES / name).read_bytes().decode(ENCODINGS.get(name, "utf-8"))


@pytest.fixture(scope="module")
def built() -> Built:
    return build([str(PAGES)])


def test_the_pages_are_the_ones_known_here() -> None:
    assert sorted(path.name for path in PAGES.iterdir()) == NAMES


def test_one_page_is_in_the_encoding_of_the_country() -> None:
    with pytest.raises(UnicodeDecodeError):
        (PAGES / "jinsong.txt").read_text(encoding="utf-8")


def test_no_page_is_skipped(built: Built) -> None:
    assert built.skipped == ()
    assert len(built.pages) == len(NAMES) - 1 + 3


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_occurs(built: Built, name: str) -> None:
    assert any(q.predicate.value == TYPE and getattr(q.object, "value", "") == KG + name for q in built.quads)


@pytest.mark.parametrize("name", [*RELATIONS, *POSTS])
def test_every_relation_and_date_occurs(built: Built, name: str) -> None:
    assert any(q.predicate.value == KG + name for q in built.quads)


@pytest.mark.parametrize("name", VOCABULARY.measures)
def test_every_kind_of_measure_occurs(built: Built, name: str) -> None:
    kinds = {getattr(q.object, "value", "") for q in built.quads if q.predicate.value == KG + "property"}
    assert KG + name in kinds


#: What makes these pages like real ones, and where it must stay.
DEFECTS: list[tuple[str, str, Callable[[str], object]]] = [
    ("a name cut by a column", "wenfeng.txt", lambda t: "局长钟\n\n岳川" in t),
    ("a name cut by an indented line", "pingdingshan.txt", lambda t: "主任吉\n　　\n安民" in t),
    ("the name of a body cut in two", "pingdingshan.txt", lambda t: "其中平顶山\n市住房和城乡建设局" in t),
    ("a caption inside a sentence", "wenfeng.txt", lambda t: "每天清\n\n\n\n段青禾在检查喷雾车" in t),
    ("a photo line inside a quotation", "xiyuan.txt", lambda t: "门口有食堂，\n①1月5日" in t),
    ("half-width commas in one", "wenfeng.txt", lambda t: t.count(",") > 50 > t.count("，")),
    ("full-width digits in another", "pingdingshan.txt", lambda t: "１２６０万元" in t and "840万元" in t),
    ("a full-width stop for a full stop", "pingdingshan.txt", lambda t: "合不拢嘴．" in t),
    ("a variant glyph", "pingdingshan.txt", lambda t: "郟县" in t),
    ("Windows line ends", "jinsong.txt", lambda t: t.count("\r\n") == t.count("\n") > 10),
    ("a kicker over the headline", "wenfeng.txt", lambda t: "区人力资源和社会保障局\n\n# 岗位" in t),
    ("several articles", "wenfeng.txt", lambda t: len(re.findall("^# ", t, re.MULTILINE)) == 4),
]  # fmt: skip


@pytest.mark.parametrize(("page", "shown"), [d[1:] for d in DEFECTS], ids=[d[0] for d in DEFECTS])
def test_the_pages_keep_the_defects_of_real_ones(page: str, shown: Callable[[str], object]) -> None:
    assert shown(text_of(page))


@pytest.mark.parametrize("name", ["hebi", "jinsong"])
def test_every_quote_of_the_gold_stands_in_its_page(name: str) -> None:
    gold = load_gold(GOLD / f"{name}.json")
    text = text_of(next(page for page in NAMES if page.startswith(gold["page"])))
    parts = ("entities", "facts", "measures", "dates")
    quotes = [record["quote"] for part in parts for record in gold[part]]
    quotes += [article["first"] for article in gold["articles"]]
    assert [quote for quote in quotes if quote not in text] == []


def test_records_have_all_their_fields() -> None:
    records = [json.loads(line) for line in text_of("briefs.jsonl").splitlines()]
    assert [sorted(record) for record in records] == [["date", "id", "source", "text", "title"]] * 3
