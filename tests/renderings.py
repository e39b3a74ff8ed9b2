"""The sample pages as people have them: the same articles as web pages of several layouts, Word files, books, tables."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.segment import segment
from kg.types import Article, Page

#: Words that stand around an article on a site, written for these tests.
_MENU = "".join(
    f"<li><a href='/{at}'>{name}</a></li>"
    for at, name in enumerate(["首页", "要闻动态", "政务公开", "办事服务", "互动交流", "走进本市"])
)
_MORE = "".join(
    f"<li><a href='/n{at}'>{title}</a><span>2020-0{at + 1}-11</span></li>"
    for at, title in enumerate(
        ["市里召开春季植树动员会", "我市三所学校新操场投用", "冬季取暖补贴开始发放", "图书馆延长开放时间"]
    )
)
_RIGHTS = "本网站所刊登的各种新闻和专题资料，均为主办单位所有，未经协议授权，禁止下载使用。"


@dataclass(frozen=True)
class Sheet:
    """A page to be set: its articles, and the day that it states (an ISO prefix), or none."""

    name: str
    articles: tuple[Article, ...]
    date: str | None

    @property
    def title(self) -> str:
        """The headline of the first article, if it has one of its own."""
        return self.articles[0].title if self.articles[0].title_span else ""


def sheet(page: Page) -> Sheet:
    """The page as its own segmentation has it."""
    articles = segment(page)
    return Sheet(page.id, articles, next((each.published for each in articles if each.published), None))


def parts(article: Article) -> Iterator[tuple[str, str]]:
    """What an article is made of: kind and words."""
    for block in article.blocks:
        yield block.kind, article.text.chars[block.start : block.end]


def _day(date: str | None) -> str:
    pieces = (date or "").split("-")
    return "".join(part + mark for part, mark in zip(pieces, "年月日", strict=False) if part)


def _e(words: str) -> str:
    return html.escape(words, quote=False)


def government(page: Sheet) -> bytes:
    """A site of a government: metadata, menus, a line of information, <p> with two wide spaces, a footer."""
    body = "".join(_government(article) for article in page.articles)
    metas = f"<meta name='ArticleTitle' content='{_e(page.title)}'><meta name='PubDate' content='{page.date or ''}'>"
    return (
        f"<!DOCTYPE html>\n<html lang='zh-CN'><head><meta charset='utf-8'>{metas}"
        f"<title>{_e(page.title) or '要闻'}_某市人民政府</title><style>p{{margin:0}}</style></head>\n<body>"
        f"<div class='header'><ul class='nav'>{_MENU}</ul></div>"
        "<div class='location'>您现在的位置：<a href='/'>首页</a> &gt; <a href='/a'>要闻动态</a></div>"
        f"<div class='main'><div class='news_content' id='zoom'>\n{body}</div>"
        "<div class='share'>分享到：<a href='#'>微信</a> <a href='#'>微博</a></div>"
        f"<div class='related'><h3>相关阅读</h3><ul>{_MORE}</ul></div></div>"
        f"<div class='footer'><p>主办：某市人民政府办公室　网站标识码：4100000000</p><p>{_RIGHTS}</p></div></body></html>"
    ).encode()


def _government(article: Article) -> str:
    forms = {
        "title": "<h1>{}</h1>",
        "kicker": "<h2>{}</h2>",
        "subtitle": "<h2>{}</h2>",
        "heading": "<p><strong>{}</strong></p>",
        "caption": "<p><img src='a.jpg'></p><p style='text-align:center'>{}</p>",
    }
    told = (forms.get(kind, "<p>　　{}</p>").format(_e(words)) for kind, words in parts(article))
    return "\n".join(told)


def paper(page: Sheet) -> bytes:
    """A newspaper's digital edition: layout by tables, the headline in a cell, in GBK with a charset that says UTF-8."""
    rows = "".join(_paper(article) for article in page.articles)
    beside = _MORE.replace("<li>", "<tr><td>").replace("</li>", "</td></tr>")
    text = (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'><title>民生晚报</title></head>"
        "<body>"
        "<table width='100%'><tr><td><a href='n1'>第01版：头版</a></td><td><a href='n2'>第02版：城事</a></td></tr></table>"
        f"<table><tr><td>{_day(page.date)}　第02版：城事</td>"
        "<td><a href='p'>上一版</a> <a href='q'>下一版</a></td></tr></table>"
        f"<table><tr><td width='30%'><table>{beside}</table></td>"
        f"<td><table>{rows}</table></td></tr></table>"
        "<table><tr><td>版权所有 民生晚报社 豫ICP备00000000号</td></tr></table></body></html>"
    )
    return text.encode("gb18030")


def _paper(article: Article) -> str:
    heads = {
        "title": "<tr><td class='font01'><h2>{}</h2></td></tr>",
        "kicker": "<tr><td><h3>{}</h3></td></tr>",
    }
    heads["subtitle"] = "<tr><td class='font02'><h3>{}</h3></td></tr>"
    inner = {"heading": "<B>{}</B><BR>", "caption": "<IMG src='a.jpg'><BR>{}<BR>"}
    above, below = "", ""
    for kind, words in parts(article):
        if kind in heads:
            above += heads[kind].format(_e(words))
        elif kind == "column" and not below:
            above += f"<tr><td>{_e(words)}</td></tr>"
        else:
            below += inner.get(kind, "　　{}<BR><BR>").format(_e(words))
    return f"{above}<tr><td><div>{below}</div></td></tr>"


def wechat(page: Sheet) -> bytes:
    """An article of an account of WeChat: sections in sections, spans, the day in a script."""
    body = "".join(_wechat(article) for article in page.articles)
    title = f"<h1 class='rich_media_title' id='activity-name'>{_e(page.title)}</h1>"
    day = (
        f"<script>var publish_time = '{page.date}' || '';</script>"
        if page.date and len(page.date) == 10
        else ""
    )
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'>"
        f"<meta property='og:title' content='{_e(page.title)}'><title></title>"
        f"{day}</head><body><div class='rich_media_inner'>{title if len(page.articles) == 1 else ''}"
        "<div id='meta_content' class='rich_media_meta_list'><a id='js_name' href='#'>民生发布</a></div>"
        f"<div class='rich_media_content' id='js_content' style='visibility: hidden;'><section>{body}</section></div>"
        "<div class='rich_media_tool'><a>阅读原文</a><p>微信扫一扫关注该公众号</p></div></div></body></html>"
    ).encode()


def _wechat(article: Article) -> str:
    forms = {
        "title": "<section><h1>{}</h1></section>",
        "kicker": "<section><h2>{}</h2></section>",
        "subtitle": "<section><h2>{}</h2></section>",
        "heading": "<section><section><strong><span>{}</span></strong></section></section>",
        "caption": "<section><img data-src='a'></section><section style='text-align: center;'><span>{}</span></section>",
    }
    plain = "<section style='line-height: 2em;'><span style='font-size: 16px;'>{}</span></section>"
    return "".join(forms.get(kind, plain).format(_e(words)) for kind, words in parts(article))


def word(page: Sheet) -> bytes:
    """A Word file: headings by style, the rest as paragraphs."""
    import docx

    document = docx.Document()
    for kind, words in _stated(page):
        level = {"title": 1, "kicker": 2, "subtitle": 2}.get(kind)
        if level:
            document.add_heading(words, level)
        elif kind == "heading":
            document.add_paragraph().add_run(words).bold = True
        else:
            document.add_paragraph("　　" + words)
    return _saved(document.save)


def opendocument(page: Sheet) -> bytes:
    """An OpenDocument text."""
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "text", "table", "style")
    }
    spaces = "".join(f" xmlns:{name}='{iri}'" for name, iri in names.items())
    body = ""
    for kind, words in _stated(page):
        level = {"title": 1, "kicker": 2, "subtitle": 2, "heading": 3}.get(kind)
        body += (
            f"<text:h text:outline-level='{level}'>{_e(words)}</text:h>"
            if level
            else f"<text:p>{_e(words)}</text:p>"
        )
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    text = f"<office:document-content{spaces}>{inner}</office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": text})


def book(page: Sheet) -> bytes:
    """An EPUB book with the page as its only chapter."""
    body = ""
    for kind, words in _stated(page):
        tag = {"title": "h1", "kicker": "h2", "subtitle": "h2", "heading": "h3"}.get(kind, "p")
        body += f"<{tag}>{_e(words)}</{tag}>"
    chapter = (
        f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{body}</body></html>"
    )
    return packed(epub_files({"one.xhtml": chapter}, page.date))


def epub_files(chapters: Mapping[str, str], date: str | None = None) -> dict[str, str]:
    """The files of a book with these chapters."""
    items = "".join(
        f"<item id='c{at}' href='{name}' media-type='application/xhtml+xml'/>"
        for at, name in enumerate(chapters)
    )
    spine = "".join(f"<itemref idref='c{at}'/>" for at in range(len(chapters)))
    dc = f"<dc:title>城事选编</dc:title>{f'<dc:date>{date}</dc:date>' if date else ''}"
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
        "<rootfile full-path='OEBPS/book.opf'/></rootfiles></container>",
        "OEBPS/book.opf": "<package xmlns='http://www.idpf.org/2007/opf'><metadata xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"{dc}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
        **{f"OEBPS/{name}": text for name, text in chapters.items()},
    }


def _stated(page: Sheet) -> Iterator[tuple[str, str]]:
    """The parts of all articles, below the day of the page."""
    if page.date and len(page.date) == 10:
        yield "masthead", f"民生晚报　{_day(page.date)}　第2版"
    for article in page.articles:
        yield from parts(article)


def plain(page: Page) -> bytes:
    """The text itself, for what only packs it."""
    return page.text.encode()


def table(pages: Sequence[Page], encoding: str = "gb18030") -> bytes:
    """A table with Chinese column names, a page a row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["文章编号", "正文", "见报日期"])
    writer.writerows([[str(at), page.text, page.date or ""] for at, page in enumerate(pages)])
    return out.getvalue().encode(encoding)


def lines(pages: Sequence[Page]) -> bytes:
    """Records of JSON with keys of their own."""
    rows = (json.dumps({"nr": at, "内容": page.text}, ensure_ascii=False) for at, page in enumerate(pages))
    return "\n".join(rows).encode()


def web_archive(answers: Mapping[str, bytes], media: str = "text/html") -> bytes:
    """A WARC of these answers, packed record by record."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for url, data in answers.items():
        headers = StatusAndHeaders("200 OK", [("Content-Type", media)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(data),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2021-03-04T00:00:00Z"},
        )
        writer.write_record(record)
    return out.getvalue()


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A tar of these files, packed by gzip."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(out.getvalue(), mtime=0)


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


#: Every kind of document that holds one page, with the ending it usually has.
DOCUMENTS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "government site": (".html", government),
    "digital edition": (".htm", paper),
    "WeChat article": (".html", wechat),
    "Word": (".docx", word),
    "OpenDocument": (".odt", opendocument),
    "EPUB": (".epub", book),
}
#: Those of them that are layouts of web pages.
WEB = ("government site", "digital edition", "WeChat article")
