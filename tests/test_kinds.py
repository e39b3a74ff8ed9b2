"""Files of every kind: told by their content, read within caps, what cannot be read told and costing only itself."""

from __future__ import annotations

import gzip
import io
import socket
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
import renderings
from lxml import etree

from kg.reader.document import ArchiveLimits, Document, Options
from kg.reader.opening import pages_in
from kg.reader.registry import BY_NAME, KINDS, reader_of
from kg.reader.sniffing import kind_of
from kg.reader.unreadable import Unreadable
from kg.segment import segment
from kg.types import Page, Skipped

NEWS = "近日，清河县住房和城乡建设局局长赵明远介绍，今年以来全县改造老旧小区十二个，惠及群众三千余户。"
MORE = "县住建局负责人说，下一步将加快改造进度，力争年底前全部完工，让居民早日住上好房子。"
WEB = f"<html><body><h1>旧院换新颜</h1><p>{NEWS}</p><p>{MORE}</p></body></html>".encode()
SAMPLE = Path(__file__).parents[1] / "seeds" / "pages" / "wenfeng.txt"


def document(data: bytes, name: str = "x", **options: object) -> Document:
    return Document(name, name, None, data, Options(**options))  # type: ignore[arg-type]


def read(data: bytes, name: str = "x", **options: object) -> list[Page | Skipped]:
    return list(pages_in(document(data, name, **options)))


def pages(items: list[Page | Skipped]) -> list[Page]:
    return [item for item in items if isinstance(item, Page)]


def reasons(items: list[Page | Skipped]) -> dict[str, str]:
    return {item.id: item.reason for item in items if isinstance(item, Skipped)}


def word(*paragraphs: str) -> bytes:
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph(words)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def sheet() -> renderings.Sheet:
    return renderings.sheet(Page("wenfeng.txt", SAMPLE.read_text(encoding="utf-8")))


WORD = word(NEWS, MORE)
CASES: Mapping[str, tuple[bytes, str]] = {
    "text": (NEWS.encode("gb18030"), "text"),
    "a page of the web": (WEB, "html"),
    "a page of the web in UTF-16": (WEB.decode().encode("utf-16"), "html"),
    "a piece of a page of the web": (f"<div><p>{NEWS}</p><p>{MORE}</p></div><div><span>完</span></div>".encode(), "html"),
    "text with a tag in it": (f"{NEWS}<br>\n{MORE}".encode(), "text"),
    "Word": (WORD, "docx"),
    "a ZIP": (renderings.packed({"a.txt": NEWS}), "zip"),
    "an empty ZIP": (renderings.packed({}), "zip"),
    "a tar": (gzip.decompress(renderings.tarred({"a.txt": NEWS.encode()})), "tar"),
    "a packed tar": (renderings.tarred({"a.txt": NEWS.encode()}), "tar"),
    "records": (f'{{"text": "{NEWS}"}}\n'.encode(), "jsonl"),
    "records in Chinese": (f'{{"正文": "{NEWS}"}}\n'.encode(), "text"),
    "a table": (f"标题,正文\n旧院,{NEWS}\n".encode("gb18030"), "csv"),
    "a table with tabs": (f"标题\t正文\n旧院\t{NEWS}\n".encode(), "csv"),
    "text with commas": ("标题,正文写得好\n".encode() * 3, "text"),
    "a PDF": (b"%PDF-1.7\n" + bytes(100), "pdf"),
    "a PDF behind rubbish": (b"\r\n\r\n%PDF-1.4\n", "pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
    "a JPEG": (b"\xff\xd8\xff\xe0" + bytes(20), "image"),
    "a web archive": (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "warc"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("called", ["page.txt", "page.pdf", "page"])
def test_the_kind_is_told_by_the_content_whatever_the_name(name: str, called: str) -> None:
    data, kind = CASES[name]
    assert kind_of(document(data, called)) == kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file"),
        (b"{\\rtf1\\ansi", "an RTF file"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (renderings.packed({"xl/workbook.xml": "<x/>"}), "an Excel workbook"),
        (b"\x7fELF\x02\x01" + bytes(60), "a program"),
    ],
)
def test_kinds_that_are_known_and_not_read_are_named(data: bytes, what: str) -> None:
    (item,) = read(data, "a.txt")
    assert isinstance(item, Skipped)
    assert item.reason.startswith(what) and item.advice and item.code == "unknown-kind"


def test_bytes_that_nobody_knows_are_refused_as_binary() -> None:
    (item,) = read(bytes(range(256)) * 9, "a.docx")
    assert isinstance(item, Skipped) and "binary" in item.reason


def test_every_kind_has_a_module_or_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in KINDS:
        if not kind.needs:
            assert callable(reader_of(kind))
    monkeypatch.setattr("kg.reader.registry.find_spec", lambda name: None if name == "docx" else True)
    with pytest.raises(Unreadable, match="docx must be installed") as caught:
        reader_of(BY_NAME["docx"])
    assert "pip install" in caught.value.advice and "ingest" in caught.value.advice
    assert caught.value.code == "not-installed"


@pytest.mark.parametrize("kind", ["Word", "OpenDocument", "EPUB"])
def test_the_articles_of_a_page_come_back_out_of_it(kind: str, sheet: renderings.Sheet) -> None:
    (found,) = pages(read(renderings.DOCUMENTS[kind][1](sheet)))
    wanted = [(a.title, [b.name for b in a.bylines]) for a in sheet.articles if a.title_span]
    got = [(a.title, [b.name for b in a.bylines]) for a in segment(found)]
    assert [each for each in wanted if each not in got] == []


@pytest.mark.parametrize(("kind", "part"), [("Word", "word/document.xml"), ("OpenDocument", "content.xml")])
def test_paths_lead_into_the_xml_of_a_document(kind: str, part: str, sheet: renderings.Sheet) -> None:
    data = renderings.DOCUMENTS[kind][1](sheet)
    (found,) = pages(read(data))
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(part))
    for anchor in found.anchors:
        (element,) = root.xpath(anchor.locator.path, namespaces=root.nsmap)  # type: ignore[union-attr]
        assert found.text[anchor.start : anchor.end] in "".join(element.itertext())


def test_word_keeps_what_is_inserted_and_linked_and_drops_what_is_deleted() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("全县")
    for tag, words in (("ins", "改造"), ("del", "拆除"), ("smartTag", "老旧小区")):
        run = f"<w:r><w:{'delText' if tag == 'del' else 't'}>{words}</w:{'delText' if tag == 'del' else 't'}></w:r>"
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        paragraph._p.append(etree.fromstring(f"<w:{tag} xmlns:w='{space}'>{run}</w:{tag}>"))
    made.sections[0].header.paragraphs[0].text = "页眉不要"
    table = made.add_table(2, 2)
    for at, words in enumerate(["项目", "投资", "柳岸小区", "860万元"]):
        table.cell(at // 2, at % 2).text = words
    out = io.BytesIO()
    made.save(out)
    (found,) = pages(read(out.getvalue()))
    assert found.text == "全县改造老旧小区\n\n项目；投资。\n\n柳岸小区；860万元。"


def test_word_without_styles_shows_its_headline_by_its_place() -> None:
    made = docx.Document()
    for words in ("旧院换新颜", "——清河县改造见闻"):
        made.add_paragraph(words).alignment = 1
    made.add_paragraph("本报记者 林若溪")
    made.add_paragraph(NEWS)
    made.add_paragraph().add_run("先算账 再开工").bold = True
    made.add_paragraph(MORE)
    out = io.BytesIO()
    made.save(out)
    (found,) = pages(read(out.getvalue()))
    (article,) = segment(found)
    assert (found.title, article.subtitle, article.bylines[0].name) == (
        "旧院换新颜",
        "清河县改造见闻",
        "林若溪",
    )
    assert [block.kind for block in article.blocks].count("heading") == 1


def test_each_file_of_a_book_is_a_page_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    chapter = (
        "<html><head><link href='http://a.invalid/x.css'/></head><body><h1>旧院</h1>"
        f"<p>{NEWS}</p><img src='http://a.invalid/x.png'/></body></html>"
    )
    chapters = {
        "1.xhtml": chapter,
        "empty.xhtml": "<html><body/></html>",
        "http://a.invalid/2.xhtml": chapter,
    }
    items = read(renderings.packed(renderings.epub_files(chapters, "2021-05-01")), "book.epub")
    (found,) = pages(items)
    assert (found.id, found.title, found.date, found.source) == (
        "book.epub#OEBPS/1.xhtml",
        "旧院",
        "2021-05-01",
        "城事选编",
    )
    assert reasons(items) == {
        "book.epub#http://a.invalid/2.xhtml": "it lies outside of the book, and nothing is fetched"
    }


def test_an_archive_holds_files_of_every_kind() -> None:
    inner = renderings.packed({"安阳日报-2021-03-04-第02版.txt": NEWS})
    names = {
        "a/1.html": WEB,
        "a/2.docx": WORD,
        "b.zip": inner,
        "c.css": b"a{}",
        ".hidden.txt": NEWS.encode(),
        "d": WEB,
    }
    for items in (read(renderings.packed(names), "all.zip"), read(renderings.tarred(names), "all.tgz")):
        start = items[0].id.partition("#")[0]
        assert {page.id.removeprefix(f"{start}#") for page in pages(items)} == {
            "a/1.html", "a/2.docx", "b.zip#安阳日报-2021-03-04-第02版.txt", "d",
        }  # fmt: skip
        (inside,) = (page for page in pages(items) if "b.zip" in page.id)
        assert (inside.paper, inside.date, inside.number) == ("安阳日报", "2021-03-04", "02")
        assert reasons(items) == {f"{start}#c.css": "not a known kind of file (.css)"}


def test_names_that_windows_wrote_in_gbk() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xxxxxxxx.txt", NEWS)
    data = out.getvalue().replace(b"xxxxxxxx", "安阳日报".encode("gb18030"))
    assert [page.id for page in pages(read(data, "a.zip"))] == ["a.zip#安阳日报.txt"]


def test_a_member_that_leads_out_of_its_archive_is_not_taken() -> None:
    bad = {"../up.txt": NEWS, "/abs.txt": NEWS, "C:\\win.txt": NEWS, "a/../../b.txt": NEWS, "good.txt": NEWS}
    items = read(renderings.packed(bad), "a.zip")
    assert [page.id for page in pages(items)] == ["a.zip#good.txt"]
    assert set(reasons(items).values()) == {"its name leads out of the archive"} and len(items) == 5


def test_links_and_devices_of_an_archive_are_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("l.txt", tarfile.SYMTYPE),
            ("h.txt", tarfile.LNKTYPE),
            ("d", tarfile.CHRTYPE),
            ("p", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        good = tarfile.TarInfo("good.txt")
        good.size = len(NEWS.encode())
        archive.addfile(good, io.BytesIO(NEWS.encode()))
    items = read(out.getvalue(), "a.tar")
    assert [page.id for page in pages(items)] == ["a.tar#good.txt"]
    assert list(reasons(items).values()) == ["a link or device, not a file"] * 4
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as packed:
        info = zipfile.ZipInfo("l.txt")
        info.external_attr = 0o120777 << 16
        packed.writestr(info, "/etc/passwd")
    assert reasons(read(zipped.getvalue(), "b.zip")) == {"b.zip#l.txt": "a link or device, not a file"}


def bomb(size: int = 40 << 20) -> bytes:
    return renderings.packed({"a.txt": b"0" * size})


def nested(depth: int) -> bytes:
    data = renderings.packed({"a.txt": NEWS})
    for _ in range(depth):
        data = renderings.packed({"z.zip": data})
    return data


FEW = {"limits": ArchiveLimits(members=20, total_bytes=1 << 20)}
LAUGH = (
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a '哈哈哈哈'>"
    + "".join(f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9))
    + "]><office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>"
    "&j;</office:document-content>"
)
XXE = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"
MAIN = "word/document.xml"


def zipped(count: int, words: str) -> bytes:
    return renderings.packed({f"{at}.txt": f"{words}{at}" for at in range(count)})


def word_with(**parts: bytes) -> bytes:
    """The Word file with other bytes in some of its parts (``main`` is its text)."""
    whole = zipfile.ZipFile(io.BytesIO(WORD))
    files = {name: whole.read(name) for name in whole.namelist()}
    return renderings.packed(files | {MAIN if name == "main" else name: data for name, data in parts.items()})


def opendocument(content: str) -> bytes:
    return renderings.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a ZIP bomb": (bomb, "far more than its size"),
    "a gzip bomb": (lambda: gzip.compress(bytes(40 << 20)), "more than 200 times its size"),
    "a tar bomb": (lambda: renderings.tarred({"a.txt": bytes(40 << 20)}), "more than 200 times its size"),
    "a bomb in an archive": (lambda: renderings.packed({"b.zip": bomb()}), "far more than its size"),
    "archives in archives": (lambda: nested(6), "nested more than 3 deep"),
    "a truncated ZIP": (lambda: cut(zipped(3, NEWS), 0.9), "damaged"),
    "a truncated tar": (lambda: cut(renderings.tarred({"a.txt": NEWS.encode() * 99}), 0.8), "damaged"),
    "a truncated Word file": (lambda: cut(WORD, 0.5), "damaged"),
    "a Word file of broken text": (lambda: word_with(main=b"<a"), "broken XML"),
    "a Word file that fetches": (lambda: word_with(main=XXE), "declares entities"),
    "a Word bomb": (lambda: word_with(a=bytes(40 << 20)), "more than 200 times"),
    "a Word file of nothing else": (lambda: renderings.packed({MAIN: "<x/>"}), "damaged"),
    "laughs by the billion": (lambda: opendocument(LAUGH), "entit"),
    "OpenDocument without text": (lambda: opendocument("<x/>"), "no text"),
    "OpenDocument nested": (lambda: opendocument("<a>" * 9000 + "</a>" * 9000), "broken XML"),
    "a book of nothing": (lambda: renderings.packed({"mimetype": "application/epub+zip"}), "not in it"),
    "a book without words": (lambda: renderings.packed(renderings.epub_files({})), "no words"),
    "a web archive cut off": (
        lambda: cut(renderings.web_archive({"http://a.invalid/": WEB * 99}), 0.5),
        "damaged",
    ),
    "a web archive of nothing": (
        lambda: renderings.web_archive({"http://a.invalid/": b""}, "image/png"),
        "no page",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_only_itself(name: str) -> None:
    make, why = HOSTILE[name]
    items = read(make())
    told = [item for item in items if isinstance(item, Skipped)]
    assert any(why in item.reason for item in told), items
    assert all(item.advice for item in told)


def test_an_archive_may_hold_only_so_much() -> None:
    assert "more than 20 files" in reasons(read(zipped(30, NEWS), "a.zip", **FEW))["a.zip"]
    items = read(zipped(12, NEWS * 900), "a.zip", **FEW)
    assert "more than 1 MiB" in reasons(items)["a.zip"] and 5 < len(pages(items)) < 12


def test_what_stands_before_the_damage_is_kept() -> None:
    files = {f"{at}.txt": (NEWS * 200 + str(at * 7919)).encode() for at in range(40)}
    items = read(gzip.compress(gzip.decompress(renderings.tarred(files))[:-9000], mtime=0)[:-9], "a.tgz")
    assert len(pages(items)) > 20 and "damaged" in reasons(items)["a.tgz"]


def test_a_member_with_a_password_is_told() -> None:
    data = bytearray(renderings.packed({"a.txt": NEWS}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    (item,) = read(bytes(data), "a.zip")
    assert isinstance(item, Skipped) and (item.reason, item.code) == ("it has a password", "locked")


def test_a_web_archive_holds_the_pages_that_were_answered() -> None:
    url = "http://a.invalid/t20210304_1.html"
    data = renderings.web_archive({url: WEB, "http://a.invalid/": b"<html><a href='/'>x</a></html>"})
    items = read(data, "c.warc.gz")
    (found,) = pages(items)
    assert (found.id, found.title, found.date) == (f"c.warc.gz#{url}", "旧院换新颜", "2021-03-04")
    assert list(reasons(items)) == ["c.warc.gz#http://a.invalid/"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_table_with_columns_in_chinese(encoding: str) -> None:
    sheets = [Page("a", NEWS, date="2021-03-04"), Page("b", MORE + "\n第二行，有“引号”")]
    found = pages(read(renderings.table(sheets, encoding), "t.csv"))
    assert [(page.id, page.text, page.date) for page in found] == [
        ("t.csv#0", NEWS, "2021-03-04"), ("t.csv#1", MORE + "\r\n第二行，有“引号”", None),
    ] or [page.text.replace("\r\n", "\n") for page in found] == [NEWS, MORE + "\n第二行，有“引号”"]  # fmt: skip


def test_columns_that_the_user_names() -> None:
    data = f"nr\tinhalt\tbild\n7\t{NEWS}\tx\n8\t\ty\n9\t{MORE}\n".encode()
    items = read(data, "t.tsv", columns={"text": "inhalt", "id": "nr"})
    assert [(page.id, page.text) for page in pages(items)] == [("t.tsv#7", NEWS)]
    assert reasons(items) == {
        "t.tsv line 3": "empty: its text holds no characters but white space",
        "t.tsv line 4": "2 cells where 3 are expected",
    }
    assert "no column 'text' " in next(iter(reasons(read(data, "t.tsv", columns={"text": "text"})).values()))
    assert "none of its columns" in next(iter(reasons(read(data, "t.tsv")).values()))
    lines = renderings.lines([Page("a", NEWS)])
    assert [page.text for page in pages(read(lines, "a.jsonl", columns={"text": "内容", "id": "nr"}))] == [
        NEWS
    ]


def test_a_folder_is_read_by_content_where_the_endings_say_nothing(tmp_path: Path) -> None:
    from kg.reader import read as read_all

    files = {
        "a.asp": WEB,
        "b": WORD,
        "c.dat": NEWS.encode(),
        "d.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "e.html": WEB,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    items = list(read_all([str(tmp_path)]))
    assert [Path(page.id).name for page in pages(items)] == ["a.asp", "b", "e.html"]
    told = {Path(name).name: why for name, why in reasons(items).items()}
    assert told["c.dat"] == "not a known kind of file (.dat)" and told["d.doc"].startswith(
        "an old Office file"
    )
