"""Whatever a page is made of, every quote of the graph stands where it says, and the order of the pages does not show."""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg import pipeline
from kg.extract import extract
from kg.reader import read
from kg.segment import segment
from kg.types import Page, Skipped

PAGES = Path(__file__).resolve().parents[1] / "seeds" / "pages"
OA = "http://www.w3.org/ns/oa#"
#: What a page may hold between its words, and what has moved places before.
ODD = (
    *(
        "\r\n",
        "\r",
        "\n\n",
        "\t",
        "　",
        " ",
        "\u200b",
        "\ufeff",
        "\u202e",
        "\x00",
        "\x0b",
        "\x1c",
        "\x85",
        "\u2028",
    ),
    *(
        "𠮷",
        "䶮",
        "👨\u200d👩\u200d👧",
        "e\u0301",
        "﨑",
        "\ue000",
        "（",
        "(",
        "“",
        '"',
        "《",
        "、",
        "：",
        ":",
        "-\n",
        "　　",
    ),
    *("１２３", "1,234.5", "２０２１年"),
)


@cache
def lines() -> list[str]:
    """The lines of the sample pages."""
    pages = [item for item in read([str(PAGES)]) if isinstance(item, Page)]
    return [line for page in pages for line in page.text.splitlines() if line.strip()]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Lines of pages in any order, cut anywhere, with anything in between."""
    pieces: list[str] = []
    for _ in range(draw(st.integers(1, 8))):
        line = lines()[draw(st.integers(0, len(lines()) - 1))]
        at = draw(st.integers(0, len(line)))
        odd = draw(st.sampled_from(ODD) | st.text(st.characters(exclude_categories=("Cs",)), max_size=3))
        pieces += [line[:at], odd, line[at:], draw(st.sampled_from(("\n", "\r\n", "", "\n　　")))]
    return "".join(pieces)


FEW = settings(max_examples=30, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(texts())
def test_every_clean_character_stands_where_it_says(text: str) -> None:
    page = Page("p.txt", text)
    for article in segment(page):
        for char, at in zip(article.text.chars, article.text.offsets, strict=True):
            assert 0 <= at <= len(text)
            if char != "\n":
                assert same(char, text[at]), (char, text[at])
        reading = extract(article)
        for mention in reading.mentions:
            assert article.text.span(mention.start, mention.end) == mention.span
            assert article.text.chars[mention.start : mention.end] == mention.text


def same(clean: str, given: str) -> bool:
    """Cleaning replaces a character by the other width of it, or by the usual mark of its kind."""
    usual = str.maketrans(
        {"．": "。", ".": "。", ",": "，", "､": "、", "｡": "。", "“": '"', "”": '"', "〝": '"', "〞": '"'}
    )
    folded = [unicodedata.normalize("NFKC", char).translate(usual) for char in (clean, given)]
    return folded[0] == folded[1] or (clean.isspace() and given.isspace())


def test_every_quote_of_the_graph_stands_on_its_page() -> None:
    checked = 0

    @FEW
    @given(st.lists(texts(), min_size=1, max_size=2, unique=True))
    def check(found: list[str]) -> None:
        nonlocal checked
        pages = [Page(f"p{number}.txt", text) for number, text in enumerate(found)]
        quads = graph(pages)
        exact, start, end, source, has = (
            select(quads, name) for name in ("exact", "start", "end", "hasSource", "hasSelector")
        )
        for place, selectors in has.items():
            (page,) = [page for page in pages if f"page/p{page.id[1]}-" in next(iter(source[place]))]
            (first,) = {int(v) for s in selectors for v in start.get(s, ())}
            (last,) = {int(v) for s in selectors for v in end.get(s, ())}
            (quote,) = {v for s in selectors for v in exact.get(s, ())}
            assert page.text[first:last] == quote
            checked += 1

    check()
    assert checked > 50


def graph(pages: list[Page]) -> tuple[Quad, ...]:
    from kg.assemble import assemble
    from kg.resolve import resolve

    outcomes = [pipeline.read_page(page) for page in pages]
    assert not any(isinstance(outcome, Skipped) for outcome in outcomes), outcomes
    read = [outcome for outcome in outcomes if not isinstance(outcome, Skipped)]
    return assemble(resolve([one.page for one in read], [one.resolved for one in read], []))


def select(quads: tuple[Quad, ...], name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == OA + name and isinstance(quad.object, Literal | NamedNode):
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found


@settings(max_examples=6, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts(), min_size=2, max_size=3, unique=True), st.integers(0, 99))
def test_the_order_of_the_pages_does_not_show(found: list[str], seed: int) -> None:
    """Written anew in another order, under other names of folders."""

    def built(texts: list[str], folder: str) -> set[Quad]:
        pages = sorted(
            (Page(f"{folder}/{found.index(text)}.txt", text) for text in texts), key=lambda page: page.id
        )
        return set(graph(pages))

    shuffled = random.Random(seed).sample(found, len(found))
    assert built(found, "a") == built(shuffled, "b/c")
