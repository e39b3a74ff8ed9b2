"""Web pages: the article is told from what is around it, its headline, byline, body and metadata are read, and every
block leads back to its element."""

from __future__ import annotations

from typing import Any

import pytest
import renderings
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reader.document import Document
from kg.reader.opening import pages_in
from kg.reader.web.parsing import parsed
from kg.segment import segment
from kg.types import ElementPath, Page, Skipped

NEWS = "3月4日，记者从清河县住房和城乡建设局获悉，今年以来全县改造老旧小区十二个，惠及群众三千余户。"
MORE = "县住建局局长赵明远介绍，下一步将加快改造进度，力争年底前全部完工，让居民早日住上好房子。"
SIGNED = f"<p>本报讯（记者 林若溪）{NEWS}</p><p>{MORE}</p>"
BODY = f"<p>　　{NEWS}</p><p>　　{MORE}</p>"


def document(text: str | bytes, name: str = "page.html") -> Document:
    return Document(name, name, None, text if isinstance(text, bytes) else text.encode())


def page(text: str | bytes, name: str = "page.html") -> Page:
    items = list(pages_in(document(text, name)))
    assert len(items) == 1 and isinstance(items[0], Page), items
    return items[0]


def reason(text: str | bytes) -> str:
    items = list(pages_in(document(text)))
    assert len(items) == 1 and isinstance(items[0], Skipped), items
    return items[0].reason


def test_a_site_of_a_government() -> None:
    found = page(
        "<html><head><meta name='ArticleTitle' content='清河县改造老旧小区'>"
        "<meta name='PubDate' content='2021-03-04 10:20'>"
        "<title>清河县改造老旧小区_清河县人民政府</title></head><body><div class=nav><a href=/>首页</a></div>"
        "<div class=con><h1>清河县改造老旧小区</h1>"
        "<div class=info>发布时间：2021-03-04 10:20　来源：清河日报　作者：林若溪　"
        "浏览次数：<i>12</i>　字号：[<a>大</a> <a>小</a>]</div>"
        f"<div class=TRS_Editor>{BODY}</div><p>【责任编辑：何远山】</p><p>上一篇：<a>别的事</a></p></div>"
        "<div class=footer><p>主办：清河县人民政府　冀ICP备1号</p></div></body></html>"
    )
    assert (found.title, found.date, found.source) == ("清河县改造老旧小区", "2021-03-04", "清河日报")
    assert found.text.split("\n\n") == [
        "# 清河县改造老旧小区", "发布时间：2021-03-04 10:20", "来源：清河日报", "作者：林若溪", NEWS, MORE,
    ]  # fmt: skip
    (article,) = segment(found)
    assert [(each.name, each.role) for each in article.bylines] == [("林若溪", "author")]
    assert dict(found.origins) == {"date": "meta pubdate", "source": "line below the headline"}


def test_a_digital_edition_laid_out_by_tables() -> None:
    found = page(
        "<html><head><title>清河日报</title></head><body><table><tr><td><a>版面导航</a></td></tr>"
        "<tr><td>2021年3月4日 星期四　第02版：要闻</td></tr></table><table><tr><td><table><tr><td>县政要闻</td></tr>"
        "<tr><td class=font01>旧院换新颜</td></tr><tr><td>——清河县改造见闻</td></tr>"
        "<tr><td>□本报记者 林若溪</td></tr></table>"
        f"<div id=ozoom>{BODY}</div></td><td><a>第01版</a></td></tr></table></body></html>".encode("gb18030")
    )
    assert (found.title, found.date, found.paper, found.number) == (
        "旧院换新颜",
        "2021-03-04",
        "清河日报",
        "02",
    )
    (article,) = segment(found)
    assert (article.subtitle, [each.name for each in article.bylines]) == ("清河县改造见闻", ["林若溪"])


def test_the_properties_that_a_newspapers_software_leaves_in_a_comment() -> None:
    found = page(
        "<html><head><title>数字报</title></head><body>"
        "<!--enpproperty <title>旧院换新颜</title><date>2021-03-04 00:00:00.0</date>"
        "<author>林若溪</author>/enpproperty--><div>旧院换新颜</div>"
        f"<div id=ozoom><founder-content>{BODY}</founder-content></div>"
    )
    assert (found.title, found.date) == ("旧院换新颜", "2021-03-04")


def test_an_article_of_wechat() -> None:
    found = page(
        "<html><head><meta property='og:title' content='旧院换新颜'><title></title>"
        '<script>var ct = "1614787200";</script></head>'
        "<body><h1 id=activity-name>旧院换新颜</h1>"
        "<div><span class=rich_media_meta_text>林若溪</span><a id=js_name>清河发布</a></div>"
        "<div id=js_content style='visibility: hidden'>"
        f"<section><span>{NEWS}</span></section><section>{MORE}</section></div></body>"
    )
    assert (found.title, found.date, found.source) == ("旧院换新颜", "2021-03-04", "清河发布")
    assert [each.name for each in segment(found)[0].bylines] == ["林若溪"]


def test_what_json_ld_says() -> None:
    value = (
        '{"@type": "NewsArticle", "headline": "旧院换新颜", "datePublished": "2021-03-04T08:00",'
        '"publisher": {"name": "清河日报"}}'
    )
    found = page(
        f"<html><head><script type='application/ld+json'>{value}</script></head><body><p>旧院换新颜</p>{BODY}</body></html>"
    )
    assert (found.title, found.date, found.source) == ("旧院换新颜", "2021-03-04", "清河日报")


def test_a_page_of_short_news_has_several_articles() -> None:
    found = page(f"<html><body><h2>旧院换新颜</h2>{SIGNED}<h2>新路通到村口</h2>{SIGNED}</body></html>")
    assert found.title is None
    assert [article.title for article in segment(found)] == ["旧院换新颜", "新路通到村口"]


def test_a_table_of_figures_is_told_row_by_row_and_a_table_of_layout_is_not() -> None:
    rows = "<table><tr><th>项目</th><th>投资</th></tr><tr><td>柳岸小区</td><td>860万元</td></tr></table>"
    found = page(
        f"<html><body><h1>旧院换新颜</h1><table><tr><td>{BODY}{rows}</td><td></td></tr></table></body></html>"
    )
    assert found.text.split("\n\n")[1:] == [NEWS, MORE, "项目；投资。", "柳岸小区；860万元。"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("前\n面<b>粗</b>字", "前面粗字"),
        ("one\n two", "one two"),
        ("甲&nbsp;&nbsp;乙\u200b丙", "甲 乙 丙"),
        ("甲<script>x</script>乙<!-- c -->丙<style>p{}</style>丁", "甲乙丙丁"),
        ("甲<span style='display:none'>藏</span>乙", "甲乙"),
    ],
)
def test_white_space_as_a_browser_sets_it(inner: str, text: str) -> None:
    assert page(f"<html><body><p>{NEWS}</p><p>{inner}。</p>").text.endswith(f"{text}。")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5", "iso-8859-1", "nonsense"])
def test_a_charset_that_lies_is_not_believed(encoding: str, charset: str) -> None:
    # In Big5 there are no simplified characters.
    words = "近日台北市政府舉行會議，討論老舊社區的改造工作，參加的人員認為這個問題很重要，應該繼續推動。"
    told = words if encoding.startswith("big5") else NEWS
    text = f"<html><head><meta charset='{charset}'><title>題</title></head><body><p>{told}</p><p>{told}</p></body></html>"
    assert page(text.encode(encoding)).text.endswith(f"{told}\n\n{told}")


def test_a_damaged_place_costs_a_character_and_a_damaged_page_itself() -> None:
    data = f"<html><body>{BODY * 20}</body></html>".encode("gb18030")
    at = data.index("赵".encode("gb18030"))
    assert "�" in page(data[:at] + b"\xff" + data[at + 1 :]).text
    broken = bytes(byte if at % 9 else 0xFF for at, byte in enumerate(data))
    assert reason(broken).startswith("mis-encoded")


def test_the_name_does_not_decide() -> None:
    assert page(f"<html><body><h1>旧院换新颜</h1>{BODY}</body></html>", "notes.txt").media == "text/html"
    assert page(f"{NEWS}\n{MORE}\n", "page.html").media == "text/plain"


@pytest.mark.parametrize("layout", ["government site", "digital edition", "WeChat article"])
def test_a_path_leads_to_the_element_that_holds_the_words(layout: str, sample: Page) -> None:
    data = renderings.DOCUMENTS[layout][1](renderings.sheet(sample))
    found = page(data)
    root = parsed(data.decode(found.encoding))
    assert len(found.anchors) > 8
    ends = 0
    for anchor in found.anchors:
        assert anchor.start >= ends and isinstance(anchor.locator, ElementPath)
        ends = anchor.end
        (element,) = root.xpath(anchor.locator.path)
        words = "".join("".join(element.itertext()).split())
        assert "".join(found.text[anchor.start : anchor.end].split()) in words


@pytest.mark.browser
def test_a_path_holds_in_a_browser_as_well(sample: Page, browser: Any) -> None:
    data = renderings.paper(renderings.sheet(sample))
    found = page(data)
    tab = browser.new_page()
    tab.set_content(data.decode("gb18030"))
    for anchor in found.anchors:
        words = tab.evaluate(
            "path => document.evaluate(path, document, null, 9, null).singleNodeValue?.textContent",
            anchor.locator.path,  # type: ignore[union-attr]
        )
        assert "".join(found.text[anchor.start : anchor.end].split()) in "".join((words or "").split())


@pytest.fixture(scope="module")
def sample() -> Page:
    from pathlib import Path

    text = (Path(__file__).parents[1] / "seeds" / "pages" / "wenfeng.txt").read_text(encoding="utf-8")
    return Page("wenfeng.txt", text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<div>" * 200_000 + NEWS + "</div>" * 200_000, "nested too deeply"),
        (f"<html><body><p>短。</p><script>{BODY * 9}", "broken HTML"),
        (f"<html><body><p>短文一则。</p><!-- {BODY * 9}", "broken HTML"),
        ("<html><body><a href=1>首页</a> <a href=2>政务公开</a></body></html>", "no article found"),
        ("<html><body><img src=a.jpg></body></html>", "no article found"),
        ("<html>", "no article found"),
    ],
)
def test_a_page_of_which_nothing_can_be_read_says_so(text: str, why: str) -> None:
    assert why in reason(text)


def test_two_thousand_elements_deep_is_read_with_a_short_path() -> None:
    found = page("<html><body>" + "<div>" * 1900 + f"<p>{NEWS}</p><p>{MORE}</p>")
    assert found.text == f"{NEWS}\n\n{MORE}"
    assert [anchor.locator.path for anchor in found.anchors] == ["/descendant::p[1]", "/descendant::p[2]"]  # type: ignore[union-attr]


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "td",
        "tr",
        "table",
        "br",
        "span",
        "b",
        "h1",
        "a",
        "ul",
        "li",
        "!--",
        "script",
        "form",
        "x:y",
    ]
)
PIECES = st.one_of(
    st.builds(lambda tag, end: f"<{'/' * end}{tag}>", TAGS, st.booleans()),
    st.text("清河县住建局，。 \n&<>\"'", max_size=20),
    st.just(NEWS),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_whatever_the_tags_a_page_is_read_or_refused(pieces: list[str]) -> None:
    for item in pages_in(document("<html><body>" + "".join(pieces))):
        if isinstance(item, Page):
            assert item.text.strip()
            assert all(0 <= a.start < a.end <= len(item.text) for a in item.anchors)
        else:
            assert item.reason


@pytest.mark.parametrize(
    "text",
    [
        "<!-- -->" * 20_000 + f"<p>{NEWS}</p>",
        f"<html><body><p>{NEWS}</p><p>{MORE}</p>" + "<!--" * 200_000,
        f"<html><body><p>{NEWS}</p><p>{MORE}</p>" + "<script>" * 100_000,
        f"<html><body><p>{NEWS}</p><p>甲{chr(10) * 300_000}</p><p>{MORE}</p></body></html>",
        f"<html><body><p>{NEWS}</p>{'<b>' * 100_000}{MORE}",
        f"<html><body><p>{NEWS}</p><table>{'<tr><td>甲<td>乙' * 4_000}</table><p>{MORE}</p></body></html>",
        f"<html><body>{f'<p>{NEWS}</p>' * 3_000}</body></html>",
    ],
    ids=["comments", "open comments", "open scripts", "line ends", "bold", "rows", "paragraphs"],
)
def test_much_of_the_same_takes_no_more_than_its_share(text: str) -> None:
    """Each of these takes minutes wherever one step of the way is quadratic."""
    items = list(pages_in(document(text)))
    assert len(items) == 1 and (NEWS in items[0].text if isinstance(items[0], Page) else items[0].reason)
