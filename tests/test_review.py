"""``kg review`` in a terminal of its own: one key a verdict, on the disk at once, and never asked again."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from kg.cli import main
from kg.errors import InputError, KnowledgeError
from kg.knowledge.judgement_file import JudgementFile
from kg.knowledge.judgement_rows import JudgementRow, parse

ROOT = Path(__file__).resolve().parents[1]
LINES = {
    "2021-03-04": "安阳市文峰区水利局局长苗春生说。安阳市文峰区水利局局长何远山参加。",
    "2021-03-05": "安阳市文峰区中州路改造工程惠及居民4056户。",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "pages.jsonl"
    lines = (
        json.dumps({"id": day, "date": day, "text": text}, ensure_ascii=False) for day, text in LINES.items()
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def out(pages: Path, tmp_path: Path) -> Path:
    assert main(["build", str(pages), "-o", str(tmp_path / "out"), "--no-view", "--jobs", "1"]) == 0
    return tmp_path / "out"


class Terminal:
    """A person at a terminal."""

    def __init__(self, *args: str) -> None:
        words = ["-m", "kg", "review", *args]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONUTF8": "1", "COLUMNS": "200"}
        self.child = pexpect.spawn(
            sys.executable, words, env=env, encoding="utf-8", timeout=180, dimensions=(50, 200)
        )
        self.child.logfile_read = self.seen = io.StringIO()

    def sees(self, words: str) -> None:
        self.child.expect_exact(words)

    def types(self, keys: str) -> None:
        self.child.send(keys)

    def ends(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus or 0)


def _rows(out: Path) -> list[JudgementRow]:
    path = out / "judgements.tsv"
    return parse(path.read_text(encoding="utf-8"), str(path)) if path.exists() else []


def test_one_key_is_one_verdict_and_the_next_build_obeys(
    out: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = Terminal(str(out / "graph.ttl"), "--only", "conflicts", "--who", "编辑")
    person.sees("heads: 文峰区水利局 局长")
    person.sees("水利局局长")
    person.types("1")
    person.sees("the first is wrong")
    assert person.ends() == 0
    (row,) = _rows(out)
    assert (row.verdict, row.predicate, row.title, row.who) == ("drop", "holdsPost", "局长", "编辑")
    assert main(["build", str(pages), "-o", str(out), "--no-view", "--jobs", "1"]) == 0
    said = capsys.readouterr().err
    assert "obeys" in said and "conflicts" not in said and "match nothing" not in said
    assert main(["query", "posts-of-person", str(out / "graph.ttl"), "--format", "tsv"]) == 0
    assert row.key.rsplit("/", 1)[-1] not in capsys.readouterr().out


def test_what_has_a_verdict_is_not_asked_again(out: Path) -> None:
    graph = str(out / "graph.ttl")
    person = Terminal(graph, "--below", "0.9")
    person.sees("1/3")
    person.types("b")
    person.sees("2/3")
    person.types("y")
    person.sees("3/3")
    person.types("q")
    assert person.ends() == 0 and "2 judged, 1 left" in person.seen.getvalue()
    assert [row.verdict for row in _rows(out)] == ["right", "right", "right"]
    again = Terminal(graph, "--below", "0.9")
    again.sees("1/1")
    again.types("n")
    assert again.ends() == 0
    assert [row.verdict for row in _rows(out)][-1] == "drop"
    assert Terminal(graph, "--below", "0.9").ends() == 0


def test_the_last_verdict_can_be_taken_back(out: Path) -> None:
    person = Terminal(str(out / "graph.ttl"), "--only", "conflicts")
    person.sees("1/1")
    person.types("x b")  # no key of this case, then later: the walk ends
    assert person.ends() == 0 and _rows(out) == []
    other = Terminal(str(out / "graph.ttl"), "--below", "0.9")
    other.sees("1/3")
    other.types("1")
    other.sees("2/3")
    before = (out / "judgements.tsv").read_bytes()
    other.types("y")
    other.sees("3/3")
    assert len((out / "judgements.tsv").read_bytes()) > len(before)
    other.types("u")
    other.sees("taken back")
    other.sees("2/3")
    assert (out / "judgements.tsv").read_bytes() == before
    other.types("n")
    other.sees("3/3")
    other.types("\x03")
    assert other.ends() == 0
    assert [row.verdict for row in _rows(out)] == ["drop", "drop"]


def test_a_killed_walk_has_lost_nothing(out: Path) -> None:
    person = Terminal(str(out / "graph.ttl"), "--below", "0.9")
    person.sees("1/3")
    person.types("2")
    person.sees("2/3")
    person.child.kill(signal.SIGKILL)
    person.child.expect(pexpect.EOF)
    assert [row.verdict for row in _rows(out)] == ["drop"]


def test_near_merges_come_from_the_decisions(out: Path) -> None:
    left, right = "Agency/河南省安阳市/文峰区水利局", "Agency//水利局"
    (out / "decisions.tsv").write_text(
        "left\tright\tverdict\tscore\treasons\n"
        f"{right}\t{left}\topen\t0.7\tname; place\n"
        f"{left}\tAgency//他局\tdifferent\t0.1\tname\n",
        encoding="utf-8",
    )
    person = Terminal(str(out / "graph.ttl"), "--only", "merges")
    person.sees("1/1  merge  水利局 = 文峰区水利局?")
    person.sees("局长")
    person.types("d")
    assert person.ends() == 0
    (row,) = _rows(out)
    assert (row.verdict, {row.key, row.other}) == ("different", {left, right})
    assert Terminal(str(out / "graph.ttl"), "--only", "merges").ends() == 0


def test_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    sample = (ROOT / "tests" / "data" / "query" / "graph.ttl").read_text(encoding="utf-8")
    graph.write_text(sample.replace('"柳大川"', '"柳\\u001B[2J大川"'), encoding="utf-8")
    person = Terminal(str(graph), "--only", "conflicts")
    person.sees("[q] quit")
    person.types("\x1b[A" + " " * 5)  # an arrow means nothing
    assert person.ends() == 0
    assert "柳\\x1b[2J大川" in person.seen.getvalue() and "\x1b[2J" not in person.seen.getvalue()


def test_a_pipe_is_read_character_by_character(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("b"))
    assert main(["review", str(out / "graph.ttl"), "--only", "conflicts"]) == 0
    assert "1 judged, 0 left" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [("left\tright\na\tb\n", "needs the columns"), (None, "name the decisions.tsv that kg build wrote")],
)
def test_a_wrong_file_of_decisions_is_named(
    out: Path, text: str | None, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out / "mine.tsv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main(["review", str(out / "graph.ttl"), "--decisions", str(path), "--only", "merges"]) == 1
    assert "mine.tsv" in (said := capsys.readouterr().err) and says in said


_ROW = JudgementRow("rename", "Agency//甲局", name="乙局", who="丙")


@pytest.fixture(params=["\t", ",", ";"])
def delimiter(request: pytest.FixtureRequest) -> Iterator[str]:
    yield request.param


def test_a_table_goes_on_in_its_own_form(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "judgements.csv"
    text = "key,verdict,name,who,why\nAgency//丁局,rename,戊局,,".replace(",", delimiter)
    path.write_text(text, encoding="utf-8-sig")
    table = JudgementFile(path)
    table.append([_ROW])
    assert [row.name for row in JudgementFile(path).rows] == ["戊局", "乙局"]
    table.undo(1)
    assert path.read_text(encoding="utf-8-sig") == text
    assert [row.name for row in table.rows] == ["戊局"]
    table.append([_ROW])
    assert [row.name for row in JudgementFile(path).rows] == ["戊局", "乙局"]


def test_a_table_that_cannot_take_a_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("verdict,key\ndrop,Agency//丁局\n", encoding="utf-8")
    with pytest.raises(InputError, match="it has no column name"):
        JudgementFile(path).append([_ROW])
    path.write_bytes("verdict,key\ndrop,Agency//丁局\n".encode("gb18030"))
    with pytest.raises(InputError, match="CSV UTF-8"):
        JudgementFile(path)
    path.write_text("verdict,key\ndrop\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="line 2, column key"):
        JudgementFile(path)
