"""What is stated of a page beside its text: front matter, file names, a table of the user's; what it is used for, and
how evidence leads back into the file."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import renderings

from kg.assemble import assemble
from kg.cli import main
from kg.errors import InputError
from kg.knowledge.page_fields import NamePattern, name_patterns
from kg.pipeline import PageRead, read_page
from kg.reader import Wanted, read
from kg.reader.metadata import read_name, with_name
from kg.resolve import resolve
from kg.segment import segment
from kg.types import Anchor, ElementPath, Page, Resolution, Skipped
from kg.validate import validate

ROOT = Path(__file__).parents[1]
NEWS = "3月4日，区住房和城乡建设局局长赵明远介绍，今年以来全区改造老旧小区十二个，惠及群众三千余户。"
WEB = (
    "<html><head><title>旧院换新颜</title></head><body><table><tr><td>序号</td></tr></table><h1>旧院换新颜</h1>"
    f"<p>{NEWS}</p><p>全区各街道办事处也将行动起来，让居民早日住上好房子。</p></body></html>"
)


@pytest.mark.parametrize("pattern", name_patterns(), ids=lambda pattern: pattern.example)
def test_the_examples_of_file_names(pattern: NamePattern) -> None:
    match = pattern.words.search(pattern.example)
    assert match is not None and read_name(match) == pattern.read
    found = with_name(Page("x", ""), f"{pattern.example}.html")
    assert {name: getattr(found, name) for name in pattern.read} == dict(pattern.read)


@pytest.mark.parametrize(
    "name",
    [
        "page.txt",
        "12345678.txt",
        "20219999.txt",
        "第3版.txt",
        "2021-13-40.txt",
        "a20210304567.txt",
        "报-1.txt",
    ],
)
def test_names_that_say_nothing(name: str) -> None:
    found = with_name(Page("x", ""), name)
    assert found == Page("x", "")


FRONT = "---\ntitle: 旧院换新颜\n报纸: 清河日报  # 注\ndate: 2021/3/4\ncity: '安阳市'\ntags:\n  - 民生\n---\n"


def test_front_matter_is_read_and_stays_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "安阳日报-2020-01-01.md"
    path.write_text(FRONT + NEWS, encoding="utf-8")
    (page,) = read([str(path)])
    assert isinstance(page, Page)
    assert (page.title, page.paper, page.date, page.city) == (
        "旧院换新颜",
        "清河日报",
        "2021-03-04",
        "安阳市",
    )
    assert page.text == FRONT + NEWS and page.text[page.begins :] == NEWS
    (article,) = segment(page)
    assert page.text[article.span.start : article.span.end] == NEWS and article.published == "2021-03-04"


@pytest.mark.parametrize(
    "text", ["---\n正文第一行。\n---\n正文", "---\ntitle: 没有完", "---\nfoo: bar\n---\n", "--- a: b ---"]
)
def test_what_only_looks_like_front_matter_is_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(text + NEWS, encoding="utf-8")
    (page,) = read([str(path)])
    assert isinstance(page, Page) and (page.begins, page.origins) == (0, ())


def test_front_matter_with_a_date_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ndate: 去年春天\n---\n{NEWS}", encoding="utf-8")
    (item,) = read([str(path)])
    assert isinstance(item, Page) and item.date is None
    assert [(n.code, "front matter states the date '去年春天'" in n.message) for n in item.notices] == [
        ("odd-date", True)
    ]


def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.html").write_text(WEB, encoding="utf-8")
    (tmp_path / "c.zip").write_bytes(renderings.packed({"d.txt": NEWS, "e.txt": NEWS + "完。"}))
    return tmp_path


def stated(at: Path, table: str, encoding: str = "utf-8") -> dict[str, Page]:
    (at / "meta.tbl").write_text(table, encoding=encoding)
    names = [str(at / name) for name in ("a.txt", "b.html", "c.zip")]
    items = list(read(names, wanted=Wanted(meta=at / "meta.tbl")))
    assert all(isinstance(item, Page) for item in items), items
    return {item.id.rsplit("/", 1)[-1]: item for item in items if isinstance(item, Page)}


def test_a_table_states_what_the_user_knows(tmp_path: Path) -> None:
    at = folder(tmp_path)
    table = (
        f"文件,报纸,日期,版次,城市\n{at}/a.txt,安阳日报,2021年3月4日,A2,\nb.html,,2021-03-05,3,安阳市\n"
        "c.zip#e.txt,鹤壁日报,,,\nc.zip,,2020,,\n"
    )
    for encoding in ("utf-8-sig", "gb18030"):
        found = stated(at, table, encoding)
        assert (found["a.txt"].paper, found["a.txt"].date, found["a.txt"].number) == (
            "安阳日报",
            "2021-03-04",
            "A2",
        )
        assert (found["b.html"].city, found["b.html"].date) == ("安阳市", "2021-03-05")
        assert dict(found["b.html"].origins)["city"] == f"{at / 'meta.tbl'}, line 3"
        assert (found["c.zip#e.txt"].paper, found["c.zip#e.txt"].date) == ("鹤壁日报", None)
        assert found["c.zip#d.txt"].date == "2020"


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("path,date\nb.txt,2021\n", "line 2: no page of the inputs is called 'b.txt'"),
        ("path,date\na.txt,2021\na.txt,2022\n", "line 3: a.txt has a row already, .*line 2"),
        ("path,date\n\na.txt,2021-13-01\n", "line 3: '2021-13-01' is no date"),
        ("path,date\na.txt\n", "line 2: 1 cells where 2 are expected"),
        ("path,date\n,2021\n", "line 2: it names no page"),
        ("name,date\na.txt,2021\n", "line 1: no column called path"),
        ("", "empty"),
    ],
)
def test_a_wrong_row_is_an_error_with_its_line(table: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=why):
        stated(folder(tmp_path), table)


def test_a_row_of_a_part_that_is_not_there_is_told(tmp_path: Path) -> None:
    at = folder(tmp_path)
    (at / "meta.csv").write_text("path,city\nc.zip#x.txt,安阳市\n", encoding="utf-8")
    *found, told = read([str(at / "c.zip")], wanted=Wanted(meta=at / "meta.csv"))
    assert len(found) == 2 and isinstance(told, Skipped)
    assert told.reason.startswith("no such page in") and "meta.csv, line 2" in told.reason


def understood(path: Path, table: str = "") -> Resolution:
    """What a file says, with what a table states of it; in this process."""
    meta = path.with_name("meta.csv")
    meta.write_text(table, encoding="utf-8")
    (page,) = read([str(path)], wanted=Wanted(meta=meta if table else None))
    assert isinstance(page, Page)
    one = read_page(page)
    assert isinstance(one, PageRead)
    return resolve([one.page], [one.resolved])


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("", ""),
        ("path,city\nb.html,文峰区\n", "河南省安阳市"),
        ("path,paper\nb.html,安阳日报\n", "河南省安阳市"),
        ("path,paper\nb.html,人民日报\n", ""),
        ("path,paper,city\nb.html,安阳日报,鹤壁市\n", "河南省鹤壁市"),
    ],
)
def test_a_stated_place_decides_where_the_words_leave_it_open(table: str, where: str, tmp_path: Path) -> None:
    found = understood(folder(tmp_path) / "b.html", table)
    (person,) = (entity.key for entity in found.entities if entity.type == "Person")
    assert person == f"Person/{where}/赵明远" if where else "省" not in person


def test_evidence_leads_to_the_element_and_the_graph_keeps_what_is_stated(tmp_path: Path) -> None:
    table = "path,paper,date,page,city\nb.html,安阳日报,2021-03-05,A2,文峰区\n"
    quads = assemble(understood(folder(tmp_path) / "b.html", table))
    triples = {(q.subject.value, re.split("[/#]", q.predicate.value)[-1], q.object.value) for q in quads}
    (page,) = {
        subject for subject, predicate, value in triples if predicate == "paper" and value == "安阳日报"
    }
    said = {(predicate, value) for subject, predicate, value in triples if subject == page}
    assert {
        ("pageNumber", "A2"),
        ("city", "文峰区"),
        ("issued", "2021-03-05"),
        ("format", "text/html"),
    } <= said
    paths = {
        value
        for subject, predicate, value in triples
        if subject.endswith("/element") and predicate == "value"
    }
    assert "/html/body/p[1]" in paths
    sources = {subject for subject, predicate, _ in triples if predicate == "hasSource"}
    selectors = [(s, v.rsplit("/", 1)[-1]) for s, p, v in triples if p == "hasSelector" and s in sources]
    assert sorted(selectors) == sorted(
        (s, kind) for s in sources for kind in ("position", "quote", "element")
    )
    assert validate(quads).conforms


def test_words_of_several_elements_are_led_to_what_holds_them() -> None:
    from kg.assemble.places import _common

    paths = [ElementPath(path) for path in ("/html/body/div/p[1]", "/html/body/div/p[2]")]
    assert _common(paths).path == "/html/body/div"
    assert _common(paths[:1]) == paths[0]
    assert _common([ElementPath("/descendant::p[3]"), ElementPath("/html/body")]).path == "/*"


@pytest.mark.parametrize("layout", ["government site", "digital edition", "WeChat article"])
def test_the_graph_of_a_web_page_is_that_of_its_text(layout: str) -> None:
    sys.path.insert(0, str(ROOT / "bench"))
    import ingest

    (page,) = read([str(ROOT / "seeds" / "pages" / "pingdingshan.txt")])
    assert isinstance(page, Page)
    figures = ingest.measured(layout, [page], memory=False)
    assert figures.claims >= 98 and figures.entities >= 98


def test_kg_read_prints_what_was_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = folder(tmp_path)
    assert main(["read", str(at / "b.html"), str(at / "a.txt")]) == 0
    told = capsys.readouterr().out
    for words in ("text/html", "-- a1  旧院换新颜", "[paragraph]", "/html/body/p[1]", NEWS, "text/plain"):
        assert words in told
    assert main(["read", str(at / "b.html"), "--format", "json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    page = json.loads(line)
    (article,) = page["articles"]
    assert article["title"] == "旧院换新颜"
    for anchor in page["anchors"]:
        assert page["text"][anchor["start"] : anchor["end"]] and anchor["path"].startswith("/html")
    for block in article["blocks"]:
        assert block["where"].startswith("/html/body") and 0 <= block["start"] < block["end"] <= len(
            page["text"]
        )


def test_kg_read_and_build_refuse_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = folder(tmp_path)
    assert main(["read", str(at / "a.txt"), "--columns", "body=正文"]) == 2
    assert main(["read", str(at / "a.txt"), "--columns", "text"]) == 2
    assert main(["build", str(at / "a.txt"), "-o", str(at / "o"), "--meta", str(at / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
    assert main(["read", str(at / "none.txt")]) == 1


def test_anchors_are_found_by_what_they_touch() -> None:
    from kg.assemble.places import _under
    from kg.types import Span

    anchors = tuple(Anchor(at, at + 5, ElementPath(f"/p[{at}]")) for at in (0, 10, 20))
    page = Page("x", "x" * 30, anchors=anchors)
    touched = {
        (3, 4): [0],
        (4, 11): [0, 10],
        (5, 10): [],
        (14, 21): [10, 20],
        (0, 30): [0, 10, 20],
        (25, 26): [],
    }
    for (start, end), wanted in touched.items():
        assert [anchor.start for anchor in _under(page, Span(start, end))] == wanted
