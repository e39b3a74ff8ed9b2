"""Files, folders, globs and standard input become pages; whatever cannot be read costs only itself."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.reader import read
from kg.reader.decoding import Undecodable, decode
from kg.reader.records import iso_date
from kg.types import Page, Skipped

NEWS = "近日，清河县住房和城乡建设局局长赵明远介绍，今年以来全县改造老旧小区十二个，惠及群众三千余户。\n"
TRADITIONAL = (
    "近日，台北市政府舉行會議，討論老舊社區的改造工作，參加的人員認為這個問題很重要，應該繼續推動。\n"
)


def pages(items: object) -> list[Page]:
    return [item for item in items if isinstance(item, Page)]  # type: ignore[attr-defined]


def skipped(items: object) -> list[Skipped]:
    return [item for item in items if isinstance(item, Skipped)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_simplified_text_is_kept_character_by_character(encoding: str, newline: str) -> None:
    text = (NEWS * 3).replace("\n", newline)
    assert decode(text.encode(encoding)).text == text


def test_traditional_text_in_big5_is_told_from_gb18030() -> None:
    found = decode(TRADITIONAL.encode("big5hkscs"))
    assert (found.text, found.encoding) == (TRADITIONAL, "big5hkscs")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    found = decode(mark + NEWS.encode(encoding))
    assert (found.text, found.encoding) == (NEWS, encoding)


@pytest.mark.parametrize("start", range(0, 30, 3))
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_eight_characters_are_enough_to_tell_the_encoding(start: int, encoding: str) -> None:
    words = NEWS[start : start + 8]
    assert decode(words.encode(encoding)).text == words


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "binary"),
        (NEWS.encode() + b"\xff" + NEWS.encode(), "mis-encoded: UTF-8, but byte 142 (line 2) is not"),
        (NEWS.encode().decode("latin-1").encode(), "mis-encoded"),
        (NEWS.encode().decode("gb18030", "ignore").encode(), "mis-encoded"),
        (b"\xff\xfe" + NEWS.encode("utf-16-le")[:-1], "mis-encoded: its byte-order mark says utf-16-le"),
    ],
)
def test_what_is_no_text_says_why_and_where(data: bytes, reason: str) -> None:
    with pytest.raises(Undecodable) as caught:
        decode(data)
    assert caught.value.reason.startswith(reason)
    assert caught.value.advice


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_without_loss_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except Undecodable as error:
        assert error.reason
    else:
        assert data.endswith(found.text.encode(found.encoding))


def test_one_bad_file_among_many_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02\x03")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.md").write_text(NEWS, encoding="gb18030")
    items = list(read([str(tmp_path)]))
    assert [page.id for page in pages(items)] == [f"{tmp_path}/a.txt", f"{tmp_path}/d.md"]
    assert [(item.id, item.reason.split(":")[0]) for item in skipped(items)] == [
        (f"{tmp_path}/b.txt", "binary"),
        (f"{tmp_path}/c.txt", "empty"),
    ]


def test_folders_are_read_to_the_bottom_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.md", "c/d/e.txt", ".hidden.txt", "picture.ico", "README"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NEWS, encoding="utf-8")
    items = list(read([f"{tmp_path}/"]))
    names = [os.path.relpath(page.id, tmp_path) for page in pages(items)]
    assert names == ["a.md", "b/10.txt", "b/2.txt", "c/d/e.txt"]
    assert {Path(item.id).name for item in skipped(items)} == {"picture.ico", "README"}


def test_a_file_named_twice_is_read_once_whatever_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(NEWS, encoding="utf-8")
    Path("b.txt").write_text(NEWS, encoding="utf-8")
    forms = ["a.txt", ".", "*.txt", "./b.txt"]
    expected = [item.id for item in read(forms)]
    assert len(expected) == 2
    assert [item.id for item in read(forms[::-1])] == expected


def test_an_unknown_suffix_is_read_when_named_and_reported_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "page.text"
    path.write_text(NEWS, encoding="utf-8")
    assert [page.text for page in pages(read([str(path)]))] == [NEWS]
    (tmp_path / "other.txt").write_text(NEWS, encoding="utf-8")
    assert [item.id for item in skipped(read([str(tmp_path)]))] == [str(path)]


@pytest.mark.parametrize("given", [[], ["nowhere.txt"], ["*.nothing"], ["empty"]])
def test_nothing_to_read_is_an_error_at_once(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    with pytest.raises(InputError, match="no page found"):
        read(given)


def test_a_missing_file_among_others_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NEWS, encoding="utf-8")
    items = list(read([str(path), str(tmp_path / "b.txt")]))
    assert [item.id for item in pages(items)] == [str(path)]
    assert [item.reason for item in skipped(items)] == ["no such file or folder"]


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    path = tmp_path / "page[1].txt"
    path.write_text(NEWS, encoding="utf-8")
    assert [item.id for item in read([str(path)])] == [str(path)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_standard_input_is_a_page(encoding: str) -> None:
    items = list(read(["-"], io.BytesIO(NEWS.encode(encoding))))
    assert items == [Page("-", NEWS, encoding)]


def record(**fields: object) -> str:
    return json.dumps({"text": NEWS, **fields}, ensure_ascii=False)


def test_records_are_pages_and_a_broken_one_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    lines = [
        record(id="x1", title="老旧小区改造", date="2021/1/5", source="清河日报"),
        '{"id": "x2", "text": ',
        record(id=7),
        "",
        record(),
        record(id="x1"),
        '{"id": "x3", "text": "  "}',
        "[1, 2]",
        record(id="x4", date="上星期"),
        '{"id": "x5", "text": "\\ud83d"}',
    ]
    path.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf-8")
    items = list(read([str(path)]))
    assert [page.id.split("#")[1] for page in pages(items)] == ["x1", "7", "line5", "x4"]
    assert pages(items)[0] == Page(f"{path}#x1", NEWS, "utf-8", "老旧小区改造", "2021-01-05", "清河日报")
    assert [item.id.removeprefix(f"{path} ") for item in skipped(items)] == [
        "line 2",
        "line 6",
        "line 7",
        "line 8",
        "line 10",
    ]
    assert [(notice.code, notice.page) for notice in pages(items)[3].notices] == [("odd-date", f"{path}#x4")]


def test_a_record_file_in_another_encoding_is_read_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_text(record(id="a") + "\n" + record(id="b"), encoding="gb18030")
    assert [(page.id[-1], page.text) for page in pages(read([str(path)]))] == [("a", NEWS), ("b", NEWS)]


def test_one_line_that_is_no_utf8_costs_one_record(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_bytes("\n".join([record(id="a"), record(id="b")]).encode() + b'\n{"text": "\xff\xfe"}\n')
    items = list(read([str(path)]))
    assert len(pages(items)) == 2
    assert [item.id for item in skipped(items)] == [f"{path} line 3"]


def test_records_come_over_standard_input_too() -> None:
    items = list(read(["-"], io.BytesIO(f"{record(id='a')}\n{record(id='b')}".encode())))
    assert [item.id for item in items] == ["-#a", "-#b"]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-01-05", "2021-01-05"),
        ("2021/1/5", "2021-01-05"),
        ("2021年1月5日", "2021-01-05"),
        ("2021年1月", "2021-01"),
        ("20210105", "2021-01-05"),
        ("2021", "2021"),
        (2021, "2021"),
        ("2021-01-05T08:30:00+08:00", "2021-01-05"),
        ("2021-13-05", None),
        ("昨天", None),
        (True, None),
        (None, None),
    ],
)
def test_dates_of_records(written: object, iso: str | None) -> None:
    assert iso_date(written) == iso


@given(st.text())
def test_any_date_is_read_or_refused(text: str) -> None:
    found = iso_date(text)
    assert found is None or len(found) in (4, 7, 10)
