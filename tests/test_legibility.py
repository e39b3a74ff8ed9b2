"""Names that were misread on a picture are repaired and noted; what was hard to read is claimed with less confidence."""

from __future__ import annotations

import pytest

from kg.assemble import assemble
from kg.extract import extract, weighed
from kg.knowledge.confusions import confusions, misread
from kg.pipeline import PageRead, read_page
from kg.resolve import resolve
from kg.segment import segment
from kg.types import Legibility, Page
from kg.validate import validate

TEXT = "# 旧院换了新模样\n\n1月5日，西安市{}区住房和城乡建设局局长王强介绍，全区投资1.2亿元，改造老旧小区12个。\n"


def _page(district: str, confidence: float | None) -> Page:
    text = TEXT.format(district)
    lines = () if confidence is None else (Legibility(0, len(text), confidence),)
    return Page("scan.png", text, legibility=lines)


def test_the_table_takes_no_character_for_itself():
    table = confusions()
    assert len(table) > 20
    assert all(read not in printed for read, printed in table.items())


def _misreading(name: str) -> str:
    """A known name as it may be misread, by the table."""
    for read, printed in confusions().items():
        for at, char in enumerate(name):
            if char in printed and list(misread(name[:at] + read + name[at + 1 :])):
                return name[:at] + read + name[at + 1 :]
    raise AssertionError(f"no character of {name} is taken for another")


def _some_area() -> tuple[str, str]:
    """A district of a city of which one character is taken for another, as it is printed and as it is read."""
    from kg.knowledge.gazetteer import gazetteer

    for area in gazetteer().children(gazetteer().find("西安市")[0]):
        try:
            return area.name, _misreading(area.name)
        except AssertionError:
            continue
    pytest.fail("no district's name can be misread by the table")


def test_a_known_name_is_repaired_where_it_was_read_from_a_picture():
    name, read = _some_area()
    page = _page(read.removesuffix("区"), 0.9)
    (article,) = segment(page)
    (repair,) = article.repairs
    assert (repair.read, repair.meant) == (read, name)
    assert page.text[repair.span.start : repair.span.end] == read
    assert name in article.text.chars
    assert read not in article.text.chars


def test_typed_text_is_never_repaired():
    _, read = _some_area()
    (article,) = segment(_page(read.removesuffix("区"), None))
    assert article.repairs == ()
    assert read in article.text.chars


def test_what_is_known_as_it_stands_is_left():
    assert list(misread("区长在晨曦小区召开现场会，县委书记、县长出席。")) == []


def test_the_repair_is_in_the_graph_beside_the_words_as_they_were_read():
    name, read = _some_area()
    page = _page(read.removesuffix("区"), 0.9)
    outcome = read_page(page)
    assert isinstance(outcome, PageRead)
    quads = assemble(resolve([page], [outcome.resolved]))
    said = {(quad.predicate.value.rsplit("#", 1)[-1], getattr(quad.object, "value", "")) for quad in quads}
    assert ("bodyValue", name) in said
    assert ("exact", read) in said
    assert ("motivatedBy", "http://www.w3.org/ns/oa#editing") in said
    assert validate(quads).conforms


@pytest.mark.parametrize("confidence", [1.0, 0.9, 0.5])
def test_a_claim_is_as_sure_as_its_least_legible_line(confidence: float):
    page = _page("未央", None)
    (article,) = segment(page)
    plain = extract(article)
    lines = (Legibility(0, 10, 0.3), Legibility(11, len(page.text), confidence))
    lowered = weighed(plain, lines)
    assert plain.claims
    for before, after in zip(plain.claims, lowered.claims, strict=True):
        assert after.source.confidence == pytest.approx(before.source.confidence * confidence, abs=1e-4)
    assert weighed(plain, ()) is plain
