"""Hostile inputs among good ones: each is read right or refused with its reason, and costs only itself."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.cli.terminal import draw
from kg.errors import InputError
from kg.pipeline import understand
from kg.quarantine import Quarantine
from kg.reader import Source, Wanted, pages, parts, quoting, read, sources
from kg.reader.document import Document
from kg.reader.files import Present, lines_of
from kg.reader.kinds import tar
from kg.reader.opening import pages_in
from kg.reader.unreadable import Unreadable
from kg.segment import segment
from kg.segment.cutting import cuts
from kg.types import Code, Limits, Page, Resolution, Skipped

ROOT = Path(__file__).resolve().parents[1]
NEWS = "近日，清河县住房和城乡建设局局长赵明远介绍，今年以来全县改造老旧小区十二个，惠及群众三千余户。\n"
TRADITIONAL = (
    "近日，臺北市政府舉行會議，討論老舊社區的改造工作，參加的人員認為這個問題很重要，應該繼續推動。\n"
)


def led_by(name: str) -> bytes:
    return f"{NEWS}清河县民政局局长{name}介绍，工作已经完成。\n".encode()


def long(unit: str, size: int = 10_000) -> bytes:
    return f"{unit * (size // len(unit))}\n{NEWS}".encode()


#: By file name: its bytes, and the code it is refused with or a name that is read in it.
FILES: dict[str, tuple[bytes, str]] = {
    # encodings
    "gbk.txt": ((NEWS * 3).encode("gb18030"), "赵明远"),
    "big5.txt": ((TRADITIONAL * 3).encode("big5hkscs"), "市政府"),
    "utf16.txt": (NEWS.encode("utf-16"), "赵明远"),
    "says-utf16.txt": (b"\xff\xfe" + NEWS.encode() + b"!", "encoding"),
    "cut-utf8.txt": ((NEWS * 3).encode()[:-2], "encoding"),
    "cut-gbk.txt": ((NEWS * 3).encode("gb18030")[:-2], "encoding"),
    "mixed.txt": ((NEWS * 3).encode() + (NEWS * 3).encode("gb18030"), "encoding"),
    "mojibake.txt": (NEWS.encode().decode("latin-1").encode(), "encoding"),
    "latin.txt": (("Zürich, café, naïve. " * 20).encode("latin-1"), "encoding"),
    "hz.txt": (NEWS.encode("hz"), "赵明远"),
    "utf7.txt": (NEWS.encode("utf-7"), "赵明远"),
    "surrogate.txt": (NEWS.encode() + b"\xed\xa0\xbd", "encoding"),
    "cesu.txt": (NEWS.encode() + b"\xed\xa1\x82\xed\xbe\xb7" + NEWS.encode(), "encoding"),
    # characters
    "nul.txt": (NEWS.encode() + b"\0" + NEWS.encode(), "binary"),
    "bell.txt": (NEWS.encode() + b"\x07" + NEWS.encode(), "binary"),
    "nuls.txt": (b"\0" * 5000, "binary"),
    "no-character.txt": (NEWS.encode() + "\ufffe".encode() + NEWS.encode(), "binary"),
    "no-character-in-a-name.txt": (led_by("李\uffff"), "binary"),
    "extension-b.txt": (led_by("𠮷明"), "𠮷明"),
    "extension-a.txt": (led_by("王䶮"), "王䶮"),
    "private-use.txt": (led_by("赵\ue000远"), "赵\ue000远"),
    "compatibility.txt": (led_by("金\uf9b0明"), "金聆明"),
    "zero-width.txt": (led_by("李\u200b强\u200d"), "李强"),
    "zero-width-all-over.txt": ("\u200b".join(NEWS).encode(), "赵明远"),
    "zero-width-for-long.txt": (led_by("李" + "\u200b" * 90_000 + "强"), "赵明远"),
    "override-for-long.txt": (("\u202e" * 9_000 + NEWS).encode(), "赵明远"),
    "tags-for-long.txt": (("\U000e0061" * 9_000 + NEWS).encode(), "赵明远"),
    "marks-within.txt": ((NEWS + "\ufeff" * 100 + NEWS).encode(), "赵明远"),
    "override.txt": (led_by("李\u202e国强\u202c"), "李国强"),
    "isolate.txt": (led_by("李\u2067国\u2069强"), "李国强"),
    "variation.txt": (led_by("葛\U000e0100国强"), "葛国强"),
    "tags.txt": (led_by("李国\U000e0061\U000e0062强"), "李国强"),
    "line-ends.txt": (NEWS.replace("\n", "\r\r\n\u2028\x85\v\f").encode(), "赵明远"),
    # too little, too much
    "empty.txt": (b"", "empty"),
    "mark-alone.txt": (b"\xef\xbb\xbf", "empty"),
    "blank.md": (" \t\r\n　\n".encode(), "empty"),
    "one-character.txt": (long("的"), "赵明远"),
    "odd-date.md": (f"---\ntitle: 改造\ndate: 9999-99-99\n---\n{NEWS}".encode(), "赵明远"),
    "two-columns.csv": (f"text,text\n{NEWS.strip()},{NEWS.strip()}\n".encode(), "unreadable"),
    "separator-alone.csv": (b"sep=;\n", "empty"),
    "digits.txt": (long("7"), "赵明远"),
    "brackets.txt": (long("（"), "赵明远"),
    "title-marks.txt": (long("《"), "赵明远"),
    "names.txt": (long("王强、", 1_500), "赵明远"),
    "line-ends-alone.txt": (long("\n"), "赵明远"),
    "one-line.txt": (NEWS.replace("。\n", "，").encode() * 200, "赵明远"),
    # names of files
    "new\nline.txt": (NEWS.encode(), "赵明远"),
    "-o.txt": (NEWS.encode(), "赵明远"),
    "*[?].txt": (NEWS.encode(), "赵明远"),
    "名" * 83 + ".txt": (NEWS.encode(), "赵明远"),
    "\udcff\udcfe.txt": (NEWS.encode(), "赵明远"),
    "\u202etxt.exe.txt": (NEWS.encode(), "赵明远"),
}  # fmt: skip

#: What is no file, by its name: how it is made, and the code it is refused with.
OTHERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe.txt": (os.mkfifo, "no-file"),
    "loop.txt": (lambda path: path.symlink_to(path.name), "unreadable"),
    "nothing.txt": (lambda path: path.symlink_to("nowhere"), "no-file"),
    "self": (lambda path: path.symlink_to("."), "no-file"),
    "zero.txt": (lambda path: path.symlink_to("/dev/zero"), "no-file"),
    "program.exe": (lambda path: path.write_bytes(b"MZ"), "unknown-kind"),
}

#: Lines of a file of records: the line, and what is said of it (None if it is read).
RECORDS: list[tuple[str, str | None]] = [
    (json.dumps({"text": NEWS}), None),
    ('{"text": "\\ud83d"}', "bad-record"),
    ('{"text": "' + NEWS.strip() + '\\ud83d\\ude00"}', None),
    ('{"text": "a\\u0000b"}', "bad-record"),
    ('{"text": "' + NEWS.strip() + '\0"}', "bad-record"),
    ('{"text": "' + NEWS.strip() + '\\uffff"}', "bad-record"),
    ('{"text": "' + NEWS.strip() + '", "title": "\\u001f"}', "bad-record"),
    ("[" * 100_000, "bad-record"),
    ('{"text": ' + "9" * 5_000 + "}", "bad-record"),
    ('{"text": NaN}', "bad-record"),
    ('{"text": "\\u202e ' + NEWS.strip() + '"}', None),
    (json.dumps({"text": NEWS, "id": "\u202e\n../../x"}), None),
    (json.dumps({"text": " \n"}), "empty"),
    ('{"text": "' + NEWS.strip() + '", "text": "x"}', "bad-record"),
    ('{"text": "' + NEWS.strip() + '", "more": {"text": 1, "text": 2}}', None),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    for name, (data, _) in FILES.items():
        (made / name).write_bytes(data)
    for name, (make, _) in OTHERS.items():
        make(made / name)
    (made / "records.jsonl").write_text("\n".join(line for line, _ in RECORDS), encoding="utf-8")
    deep = made
    for _ in range(60):
        deep = deep / "down"
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(NEWS, encoding="utf-8")
    return made


@pytest.fixture(scope="module", name="read")
def all_read(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Resolution:
    """All of it read at once."""
    return understand([str(folder)], quarantine=Quarantine(tmp_path_factory.mktemp("held")))


def id_of(folder: Path, name: str) -> str:
    return f"{folder}/{name}".encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def names_in(read: Resolution, page: str) -> set[str]:
    names = {entity.key: entity.name for entity in read.entities}
    return {names[found.entity] for found in read.mentions if found.page == page}


@pytest.mark.parametrize("name", FILES, ids=lambda name: repr(name)[1:20])
def test_a_file_is_read_right_or_refused(name: str, folder: Path, read: Resolution) -> None:
    expected = FILES[name][1]
    refused = [skip for skip in read.skipped if skip.id == id_of(folder, name)]
    if expected in get_args(Code):
        assert [skip.code for skip in refused] == [expected]
        assert refused[0].reason and refused[0].advice
    else:
        assert refused == []
        assert expected in names_in(read, id_of(folder, name))


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_file_is_refused(name: str, folder: Path, read: Resolution) -> None:
    assert [skip.code for skip in read.skipped if skip.id == f"{folder}/{name}"] == [OTHERS[name][1]]


@pytest.mark.parametrize("number", range(1, len(RECORDS) + 1))
def test_a_record_costs_only_itself(number: int, folder: Path, read: Resolution) -> None:
    refused = [s.code for s in read.skipped if s.id == f"{folder}/records.jsonl line {number}"]
    expected = RECORDS[number - 1][1]
    assert refused == ([] if expected is None else [expected])


def test_nothing_else_is_skipped_and_nothing_is_lost(read: Resolution) -> None:
    refused = sum(expected in get_args(Code) for _, expected in FILES.values())
    records = [code is None for _, code in RECORDS]
    assert len(read.skipped) == refused + len(OTHERS) + records.count(False)
    assert len(read.pages) == len(FILES) - refused + records.count(True) + 1
    assert any(page.id.endswith("/deep.txt") for page in read.pages)


def test_no_hidden_character_is_in_a_name(read: Resolution) -> None:
    names = {form for entity in read.entities for form in (entity.name, *entity.aliases)}
    assert [
        name
        for name in names
        if re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\U000e0000-\U000e0fff]", name)
    ] == []


def test_hidden_characters_are_told(folder: Path, read: Resolution) -> None:
    told = {notice.page for notice in read.notices if notice.code == "hidden-characters"}
    assert {f"{folder}/{name}" for name in ("override.txt", "isolate.txt", "tags.txt")} <= told


def test_the_same_article_under_three_names_is_three_sources_of_one_fact(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(NEWS, encoding="utf-8")
    one, three = understand([str(tmp_path / "a.txt")]), understand([str(tmp_path)])
    assert three.entities == one.entities
    assert len(three.pages) == 3 and len(three.claims) == 3 * len(one.claims)
    assert [(n.code, n.page) for n in three.notices] == [
        ("same-text", f"{tmp_path}/b.txt"),
        ("same-text", f"{tmp_path}/c.txt"),
    ]


@pytest.mark.parametrize("name", ["-o.txt", "new\nline.txt", "*[?].txt", "名" * 83 + ".txt"])
def test_a_file_can_be_named_on_the_command_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(NEWS, encoding="utf-8")
    assert main(["mentions", "--format", "tsv", "--", name]) == 0
    assert "赵明远" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("x" * 300 + ".txt", "longer than the system allows"),
        ("a\0b", "no such file"),
        ("/dev/zero", "a device"),
        ("pipe", "nobody has written"),
        ("loop", "round in a circle"),
    ],
)
def test_what_is_named_and_cannot_be_read_costs_only_itself(
    name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    Path("good.txt").write_text(NEWS, encoding="utf-8")
    read = understand([name, "good.txt"], limits=Limits(seconds=0.5))
    assert [reason in skip.reason for skip in read.skipped] == [True]
    assert [page.id for page in read.pages] == ["good.txt"]


def test_a_pipe_is_read_as_standard_input_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write({NEWS!r})"]):
        read = understand([str(pipe)])
    assert [page.text for page in read.pages] == [NEWS]


def test_a_file_that_becomes_shorter_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join(records_of(6000, NEWS)), encoding="utf-8")
    units = list(parts(sources([str(path)])[0], Limits()))
    os.truncate(path, path.stat().st_size // 2)
    found = [item for unit in units if isinstance(unit, Source) for item in pages(unit)]
    assert len(units) > 2 and [s.code for s in found if isinstance(s, Skipped)] != []
    assert all("shorter" in s.reason for s in found if isinstance(s, Skipped))


# -- files of records in other encodings


def records_of(count: int, text: str) -> list[str]:
    return [json.dumps({"id": f"r{n}", "text": f"{n} {text}"}, ensure_ascii=False) for n in range(count)]


@pytest.mark.parametrize(
    ("encoding", "text", "mark"),
    [
        ("utf-16-le", NEWS, b""),
        ("utf-16-le", NEWS, b"\xff\xfe"),
        ("utf-16-be", NEWS, b"\xfe\xff"),
        ("gb18030", NEWS, b""),
        ("big5hkscs", TRADITIONAL, b""),
    ],
)
def test_a_file_of_records_is_taken_apart_in_any_encoding(
    encoding: str, text: str, mark: bytes, tmp_path: Path
) -> None:
    path, lines = tmp_path / "r.jsonl", records_of(3000, text)
    broken = b"\x00\xd8" if encoding == "utf-16-le" else b"\xdc\x00" if encoding == "utf-16-be" else b"\xff"
    data = ["\n".join(part).encode(encoding) for part in (lines[:9], [""], lines[10:])]
    end = "\n".encode(encoding)
    path.write_bytes(mark + data[0] + end + broken + end + data[2])
    units = list(parts(sources([str(path)])[0], Limits()))
    read_apart = [page for unit in units for page in pages(unit)]
    whole = list(pages(Source(str(path), path)))
    assert len(units) > 1 and read_apart == whole
    assert [(s.id, s.code) for s in whole if isinstance(s, Skipped)] == [(f"{path} line 10", "bad-record")]
    expected = [json.loads(line)["text"] for n, line in enumerate(lines) if n != 9]
    assert [p.text for p in whole if isinstance(p, Page)] == expected
    assert {p.encoding for p in whole if isinstance(p, Page)} == {encoding}


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=9), max_size=9
    ),
    st.sampled_from(["utf-16-le", "utf-16-be", "utf-8"]),
    st.integers(1, 30),
)
def test_lines_are_lines_in_any_width(texts: list[str], encoding: str, most: int) -> None:
    data = [f"{text}\n".encode(encoding) for text in texts] + [b"..."]
    found = list(lines_of(io.BytesIO(b"".join(data)), most, encoding=encoding))
    assert [line.size for line in found] == list(map(len, data))
    assert [line.data for line in found] == [line if len(line) <= most else None for line in data]


def test_one_broken_line_among_records_of_ascii_costs_only_itself(tmp_path: Path) -> None:
    good = [json.dumps({"text": f"{n} {NEWS}"}).encode() for n in range(40)]
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"\n".join([*good[:20], b'{"text": "\xff"}', b'{"text": "\0"}', *good[20:]]))
    found = list(read([str(path)]))
    assert [s.id.rpartition(" ")[2] for s in found if isinstance(s, Skipped)] == ["21", "22"]
    assert len(found) == 42


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_one_broken_row_of_a_table_costs_only_itself(encoding: str, tmp_path: Path) -> None:
    rows = [f"{n} {NEWS.strip()}".encode(encoding.removesuffix("-sig")) for n in range(20)]
    broken = [b"\xff\xff", b"a\0b", b"a\x07", "清".encode(encoding.removesuffix("-sig")) * (17 << 20)]
    start = "text,title\n".encode(encoding)
    (tmp_path / "t.csv").write_bytes(start + b",t\n".join([*rows[:10], *broken, *rows[10:]]) + b",t\n")
    found = list(read([str(tmp_path)]))
    refused = [(s.id.rpartition(" ")[2], s.code) for s in found if isinstance(s, Skipped)]
    assert refused == [*((str(n), "bad-record") for n in (12, 13, 14)), ("15", "too-large")]
    assert [p.text[:2] for p in found if isinstance(p, Page)] == [f"{n} "[:2] for n in range(20)]


#: Rows behind a header of two cells: the text of each page, and in which lines a quote is told of.
QUOTES: list[tuple[str, list[str], list[int]]] = [
    ('1,"a\n2,"b"\n3,c\n', ["a", "b", "c"], [2]),
    ('1,"a\n2,b\n3,c\n', ["a", "b", "c"], [2]),
    ('1,"a\n2,b\n3,"c"\n', ["a", "b", "c"], [2]),
    ('1,"a\n\nmore\n2,"b\n\nmore"\n3,c\n', ["a\n\nmore", "b\n\nmore", "c"], [2]),
    ('1,b\n2,"a\nmore\n', ["b", "a\nmore\n"], [3]),
    ('1,"a" b\n2,c\n', ['"a" b', "c"], [2]),
    ('1,"a\n2,b\n3,c"\n4,d\n', ["a\n2,b\n3,c", "d"], [3]),
    ('1,"a\nmore, and\n more"\n2,""\n3,"""d"""\n', ["a\nmore, and\n more", '"d"'], []),
]


@pytest.mark.parametrize(("table", "texts", "told"), QUOTES)
def test_a_quote_that_is_not_closed_takes_no_rows_along(
    table: str, texts: list[str], told: list[int], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(f"id,text\n{table}", encoding="utf-8")
    found = [page for page in read([str(tmp_path)]) if isinstance(page, Page)]
    assert [page.text for page in found] == texts
    notices = [notice for page in found for notice in page.notices]
    assert [n.code for n in notices] == ["odd-quote"] * len(told)
    assert all(
        f"line {line}" in n.message or f"lines {line}" in n.message
        for n, line in zip(notices, told, strict=True)
    )


def test_quotes_of_a_header_and_of_what_is_stated_are_told(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text('id,"text\n1,a\n2,b\n', encoding="utf-8")
    found = [page for page in read([str(table)]) if isinstance(page, Page)]
    assert [(page.text, len(page.notices)) for page in found] == [("a", 1), ("b", 0)]
    meta = tmp_path / "meta.tbl"
    meta.write_text('path,city\nt.csv,"安阳市\nt.csv#2,濮阳市\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"meta\.tbl, line 2: the quote that opens in line 2"):
        list(read([str(table)], wanted=Wanted(meta=meta)))


@pytest.mark.parametrize("row", ['x","y', '1,"x', '1,"x""', '1,"""', '1,"x\n\n', "'\"'\""])
def test_wrong_quotes_cost_time_in_proportion(row: str) -> None:
    lines = ["id,text\n"] + (row + "\n").splitlines(keepends=True) * 3000
    read_lines = 0

    class Counted(list[str]):
        def __getitem__(self, at: Any) -> Any:
            nonlocal read_lines
            read_lines += 1 if isinstance(at, int) else len(range(*at.indices(len(self))))
            return super().__getitem__(at)

    assert len(list(quoting.rows(Counted(lines), ","))) > 1
    assert read_lines < 40 * len(lines)


def test_a_row_of_a_table_ends_where_its_line_does(tmp_path: Path) -> None:
    text = f"{NEWS.strip()}\u2028{NEWS.strip()}\x85"
    (tmp_path / "t.csv").write_text(f"text,title\n{text}x,t\n", encoding="utf-8", newline="")
    assert [p.text for p in read([str(tmp_path)]) if isinstance(p, Page)] == [f"{text}x"]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_table_may_say_what_separates_its_cells(mark: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"sep={mark}\nid{mark}text\n1{mark}甲、|乙\n", encoding="utf-8")
    assert [(p.id[-6:], p.text) for p in read([str(tmp_path)]) if isinstance(p, Page)] == [
        ("t.csv#1"[-6:], "甲、|乙")
    ]


def test_a_table_that_was_decoded_wrongly_is_refused_as_a_whole(tmp_path: Path) -> None:
    wrong = (NEWS * 3).encode().decode("latin-1").replace("\n", "").encode()
    (tmp_path / "t.csv").write_bytes(b"text,title\n" + wrong + b",t\n")
    assert [s.code for s in read([str(tmp_path)]) if isinstance(s, Skipped)] == ["encoding"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("t.csv", b'"text"\n""\n" "\n'),
        ("h.csv", b"id,text\n"),
        ("z.zip", b"PK\x05\x06" + bytes(18)),
        ("r.jsonl", b"\n\n"),
    ],
)
def test_a_file_without_a_page_is_told(name: str, data: bytes) -> None:
    assert [(item.id, getattr(item, "code", None)) for item in read_all(name, data)] == [(name, "empty")]


def test_a_library_tells_nobody_anything(capfd: pytest.CaptureFixture[str]) -> None:
    """A record of a web archive that is longer than it says: what the library says to that is no line of this program's."""
    body = b"HTTP/1.1 200 OK\r\n\r\n" + NEWS.encode()
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Type: application/http\r\n"
    )
    found = read_all("w.warc", head + b"Content-Length: 30\r\n\r\n" + body + b"\r\n\r\n")
    assert any(isinstance(item, Skipped) for item in found)
    assert capfd.readouterr() == ("", "")


# -- archives


def read_all(name: str, data: bytes) -> list[Page | Skipped]:
    return list(pages_in(Document(name, name, None, data)))


def tar_of(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.GNU_FORMAT, errors="surrogateescape") as archive:
        for info, data in members:
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def test_a_member_whose_name_is_no_utf8_spoils_no_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "t.tar").write_bytes(
        tar_of(
            *((tarfile.TarInfo(name), NEWS.encode()) for name in ("\udcff\udcfe.txt", "\udcff.exe", "b.txt"))
        )
    )
    assert main(["build", str(tmp_path / "t.tar"), "-o", str(tmp_path / "o"), "--format", "jsonld"]) == 4
    report = json.loads((tmp_path / "o" / "report.json").read_text(encoding="utf-8"))
    assert [page["id"].partition("#")[2] for page in report["pages"]] == ["\\xff\\xfe.txt", "b.txt"]
    assert [skip["id"].partition("#")[2] for skip in report["skipped"]] == ["\\xff.exe"]


def test_a_member_that_claims_to_be_larger_than_its_archive_is_not_looked_for() -> None:
    large = tarfile.TarInfo("large.txt")
    large.size = 8 << 30
    made = tar_of((tarfile.TarInfo("a.txt"), NEWS.encode()))[:1024] + large.tobuf(tarfile.GNU_FORMAT)
    reads = 0

    class Counted(io.BytesIO):
        def readinto(self, buffer: object) -> int:
            nonlocal reads
            reads += 1
            return super().readinto(buffer)  # type: ignore[arg-type]

        def read(self, size: int | None = -1) -> bytes:
            nonlocal reads
            reads += 1
            return super().read(size)

    class Given(Document):
        def open(self) -> BinaryIO:
            return Counted(made)

    with pytest.raises(Unreadable, match="ends before a file"):
        list(tar.pages(Given("t.tar", "t.tar", None, made)))
    assert reads < 1000
    assert [p.id for p in read_all("t.tar", made) if isinstance(p, Page)] == ["t.tar#a.txt"]


# -- pages that go on and on


def test_a_very_long_article_goes_on_as_further_ones() -> None:
    """With or without lines: what is read where depends on what stands there, and all of it is read."""
    sentences = [f"第{number}次会议召开，{NEWS}" for number in range(1200)]
    for cut in ("", "\n", "。\n"):
        text = "".join(sentence.strip(cut) for sentence in sentences)
        found = segment(Page("x", f"改造开工\n\n{text}"))
        assert len(found) > 1 and max(len(each.text.chars) for each in found) < 41_000
        assert all(one.span.end <= two.span.start for one, two in pairwise(found))
        clean = "".join(each.text.chars.replace("\n", "") for each in found)
        assert clean.endswith(text.replace("\n", "")) and clean.startswith("改造开工第0次")


def test_a_tag_with_more_attributes_than_any_is_refused(tmp_path: Path) -> None:
    attributes = " ".join(f"a{number}=1" for number in range(20_000))
    (tmp_path / "a.html").write_text(
        f"<html><body><p {attributes}>{NEWS}</p></body></html>", encoding="utf-8"
    )
    picture = f'<img src="data:image/png;base64,{"A" * 200_000}">'
    (tmp_path / "b.html").write_text(f"<html><body>{picture}<p>{NEWS}</p></body></html>", encoding="utf-8")
    bad, good = read([str(tmp_path)])
    assert isinstance(bad, Skipped) and "more than 2,000 attributes" in bad.reason and bad.advice
    assert isinstance(good, Page) and NEWS.strip() in good.text


def test_what_is_shown_of_a_file_is_bounded_as_a_build_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(NEWS * 40_000, encoding="utf-8")
    (tmp_path / "b.txt").write_text(NEWS, encoding="utf-8")
    assert main(["read", str(tmp_path), "--max-memory", "16"]) == 4
    told = capsys.readouterr()
    assert "b.txt" in told.out and "a.txt" not in told.out
    assert "a.txt" in told.err and "memory" in told.err


# -- what is not among the inputs


def test_a_build_does_not_read_what_it_wrote_itself(tmp_path: Path) -> None:
    """Into a folder of the inputs, and into that folder itself: the second build is as the first one."""
    (tmp_path / "good.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(NEWS.encode()[:-2])
    for out, held in ((tmp_path / "out", tmp_path / "held"), (tmp_path, tmp_path / "quarantine")):
        said = []
        for _ in range(2):
            options = [
                "-o",
                str(out),
                "--quarantine",
                str(held),
                "--store",
                str(out / "st"),
                "--format",
                "csv",
            ]
            assert main(["build", str(tmp_path), *options, "--no-validate"]) == 4
            report = json.loads((out / "report.json").read_text(encoding="utf-8"))
            said.append([report[key] for key in ("pages", "skipped", "counts", "files")])
        assert said[0] == said[1] and [skip["id"] for skip in said[0][1]] == [f"{tmp_path}/bad.txt"]
        for path in (*out.glob("*.tsv"), *out.glob("graph.*"), *out.glob("dataset.ttl"), out / "report.json"):
            path.unlink()
        shutil.rmtree(out / "st")
        shutil.rmtree(held)


def test_what_builds_have_written_among_the_inputs_is_told_by_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an earlier build elsewhere, with another format, and of this one; a report that is none hides nothing."""
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(NEWS.encode()[:-2])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "report.json").write_text('{"files": {"graph.html": {}, "b.txt": {}}}')
    for name in ("graph.html", "b.txt"):
        (tmp_path / "mine" / name).write_text(f"<html><body><p>{NEWS * 9}", encoding="utf-8")
    inputs = [str(tmp_path), f"{tmp_path}/*"]
    fast = ["--no-validate", "--no-view"]
    assert main(["build", *inputs, "-o", str(tmp_path / "old"), "--format", "csv", *fast]) == 4
    assert main(["build", *inputs, "-o", str(tmp_path / "old"), *fast]) == 4
    capsys.readouterr()
    out = tmp_path / "out"
    assert main(["build", *inputs, "-o", str(out), "--log-format", "json", *fast]) == 4
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    own = [line["message"] for line in told if line.get("code") == "own-output"]
    assert [re.findall(r"(\w+): (\d+) of", message) for message in own] == [[("old", "8")]]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [w["message"] for w in report["warnings"] if w["code"] == "own-output"] == [
        message.partition("warning ")[2].rpartition("; name a file")[0] for message in own
    ]
    ids = {page["id"].removeprefix(f"{tmp_path}/") for page in report["pages"]}
    assert ids == {"a.txt", "mine/b.txt", "mine/graph.html"}
    assert [skip["id"].removeprefix(f"{tmp_path}/") for skip in report["skipped"]] == [
        "bad.txt",
        "mine/report.json",
    ]


def test_a_pipe_that_a_glob_matches_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    found = list(read([str(tmp_path / "*.txt")]))
    assert [(s.code, s.reason) for s in found if isinstance(s, Skipped)] == [
        ("no-file", "a pipe, not a file")
    ]


def test_a_file_that_has_nothing_yet_is_not_waited_for() -> None:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with io.BufferedReader(Present(reading)) as stream, pytest.raises(BlockingIOError):
        stream.read(9)
    os.close(writing)


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "a.txt", "-o", "o", "--judgements", "/dev/zero"],
        ["build", "a.txt", "-o", "o", "--meta", "/dev/zero"],
        ["query", "@/dev/zero", "o"],
        ["eval", "/dev/zero"],
        ["hash", "--report", "/dev/zero"],
    ],
)
def test_a_file_that_never_ends_is_refused(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(NEWS, encoding="utf-8")
    assert main(arguments) == 1
    assert "/dev/zero" in capsys.readouterr().err


# -- quarantine


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with two bad inputs, and one more in a file of records."""
    place = tmp_path_factory.mktemp("quarantine")
    (place / "in").mkdir()
    (place / "in" / "good.txt").write_text(NEWS, encoding="utf-8")
    (place / "in" / "cut.txt").write_bytes(NEWS.encode()[:-2])
    (place / "in" / "empty.txt").write_bytes(b"")
    (place / "in" / "r.jsonl").write_text(f'{{"text": "{NEWS.strip()}"}}\n{{"text": 1}}\n', encoding="utf-8")
    done = main(["build", str(place / "in"), "-o", str(place / "out"), "--no-view", "--no-validate"])
    assert done == 4
    return place


def test_what_cannot_be_read_is_held_with_its_reason(built: Path) -> None:
    held = {path.name.split("-", 1)[1]: path for path in (built / "out" / "quarantine").iterdir()}
    assert sorted(held) == ["cut.txt", "cut.txt.reason.json", "r.jsonl_line_2.reason.json"]
    assert held["cut.txt"].read_bytes() == NEWS.encode()[:-2]
    reason = json.loads(held["cut.txt.reason.json"].read_text(encoding="utf-8"))
    assert (reason["what"], reason["code"], reason["copy"]) == (
        f"{built}/in/cut.txt",
        "encoding",
        held["cut.txt"].name,
    )
    assert reason["why"] and reason["what to do"]
    report = json.loads((built / "out" / "report.json").read_text(encoding="utf-8"))
    assert {skip["held"] for skip in report["skipped"]} == {
        None,
        held["cut.txt"].name,
        held["r.jsonl_line_2.reason.json"].name,
    }


def test_of_a_file_of_many_the_first_hundred_are_held(tmp_path: Path) -> None:
    good = json.dumps({"text": NEWS, "id": "good"}, ensure_ascii=False)
    (tmp_path / "r.jsonl").write_text(f"{good}\n" + "{\n" * 30_000, encoding="utf-8")
    (tmp_path / "s.jsonl").write_text("{\n", encoding="utf-8")
    found = understand([str(tmp_path)], quarantine=Quarantine(tmp_path / "held"))
    assert [page.id for page in found.pages] == [f"{tmp_path}/r.jsonl#good"]
    assert len(found.skipped) == 30_001
    assert len([skip for skip in found.skipped if skip.held]) == 101
    assert len(list((tmp_path / "held").iterdir())) == 101


def test_quarantine_is_that_of_the_last_build(built: Path, tmp_path: Path) -> None:
    quarantine = tmp_path / "out" / "quarantine"
    quarantine.mkdir(parents=True)
    (quarantine / "0123abcd-old.txt").write_bytes(b"")
    (quarantine / "mine.txt").write_bytes(b"")
    options = ["-o", str(tmp_path / "out"), "--no-view", "--no-validate"]
    assert main(["build", str(built / "in" / "good.txt"), *options]) == 0
    assert [path.name for path in quarantine.iterdir()] == ["mine.txt"]


# -- what is told


def test_every_line_on_standard_error_is_an_object_where_json_is_asked_for(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", str(built / "in"), "nowhere", "-o", str(tmp_path), "--no-view", "--no-validate"]
    assert main([*arguments, "--log-format", "json"]) == 4
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [each["event"] for each in told] == ["skipped"] * 4 + ["quarantine", "done"]
    assert all({"level", "event", "message"} <= set(each) for each in told)
    assert {(each["code"], "held" in each) for each in told[:4]} == {
        ("encoding", True),
        ("empty", False),
        ("bad-record", True),
        ("not-found", False),
    }


@pytest.mark.parametrize(
    ("arguments", "event", "code"),
    [
        (["build", "--log-format=json"], "usage", 2),
        (["--log-format", "json", "build", "nowhere"], "failed", 1),
        (["query", "x", "nowhere.ttl", "--log-format", "json", "--debug"], "failed", 1),
    ],
)
def test_failures_are_told_as_json_too(
    arguments: list[str], event: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    (told,) = map(json.loads, capsys.readouterr().err.splitlines())
    assert (told["level"], told["event"], told["exit"]) == ("error", event, code)
    assert ("traceback" in told) == ("--debug" in arguments)


def test_an_unknown_format_of_what_is_told_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "x", "--log-format", "yaml"]) == 2
    assert "yaml" in capsys.readouterr().err


def test_the_report_counts_every_page(built: Path) -> None:
    report = json.loads((built / "out" / "report.json").read_text(encoding="utf-8"))
    assert [page["id"] for page in report["pages"]] == [f"{built}/in/good.txt", f"{built}/in/r.jsonl#line1"]
    assert report["pages"][0]["characters"] == len(NEWS)
    assert all(page[key] > 0 for page in report["pages"] for key in ("articles", "mentions", "claims"))
    assert set(report["timings"]["pages"]) == {page["id"] for page in report["pages"]}


def test_every_code_is_documented_and_used_and_no_other() -> None:
    written = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "docs" / "warnings.md").read_text("utf-8"), re.M)
    code = [
        path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if path.parent.name != "types"
    ]
    used = {word for text in code for word in re.findall(r'"([a-z-]+)"', text)} & set(get_args(Code))
    assert sorted(written) == sorted(get_args(Code)) == sorted(used)


# -- sentences that never end


@given(st.text(alphabet="王强、，；。\n的7（", min_size=0, max_size=3000), st.integers(1, 40))
def test_no_sentence_is_longer_than_it_may_be(text: str, times: int) -> None:
    text *= times
    places = [0, *cuts(text), len(text)]
    assert places == sorted(set(places)) or not text
    pieces = [text[start:end] for start, end in pairwise(places)]
    assert "".join(pieces) == text
    longest = max((len(s) for piece in pieces for s in re.split("[。！？\n]", piece)), default=0)
    assert longest <= 600


@pytest.mark.parametrize("unit", ["的", "7", "（", "王强、", "2021年1月5日", "清河县住建局局长王强，"])
def test_a_cut_article_still_leads_back_to_its_page(unit: str) -> None:
    text = "改造开工\n" + unit * (5_000 // len(unit))
    for article in segment(Page("x", text)):
        sentences = re.split("[。！？\n]", article.text.chars)
        assert max(map(len, sentences)) <= 600
        for block in article.blocks:
            span = article.text.span(block.start, block.end)
            assert text[span.start : span.end] == article.text.chars[block.start : block.end]


# -- what one value costs


def test_a_page_with_references_to_what_is_no_text_is_read_without_them(tmp_path: Path) -> None:
    odd = "&#0;&#1;&#xFFFE;&#xD800;&#x110000;&#99999999;"
    script = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": "\\ud800晨报"}</script>'
    )
    page = f"<html><head><title>改造{odd}</title>{script}</head><body><p>{odd}{NEWS}</p></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (found,) = read([str(tmp_path)])
    assert isinstance(found, Page) and NEWS.strip() in found.text and found.source == "晨报"


def test_a_value_of_ten_million_characters_is_no_cell(capsys: pytest.CaptureFixture[str]) -> None:
    draw(["a"], [["x" * 10_000_000]])
    told = capsys.readouterr().out
    assert "(10,000,000 characters)" in told and len(told) < 100_000
