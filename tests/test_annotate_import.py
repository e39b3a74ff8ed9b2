"""What was corrected in doccano or brat comes back as judgements or gold: every change, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.annotate import READERS, TOOLS, Sheet, changes, sheets, verdicts
from kg.cli import main
from kg.errors import InputError, KnowledgeError
from kg.evaluate.gold import parse
from kg.knowledge.judgement_rows import COLUMNS, written
from kg.knowledge.judgements import load
from kg.pipeline import understand

PAGE = """区政要闻

柳岸小区旧貌换新颜

本报讯(记者 卓闻笔)3月2日,文峰区住房和城乡建设局局长柳大川到柳岸小区调研。柳大川说,文峰区财政局出资改造柳岸小区。
该小区建于1996年,文峰区住房和城乡建设局副局长祁明远到场。
"""
BUREAU, LIU = "文峰区住房和城乡建设局", "柳大川"
TOOLS_READ = pytest.mark.parametrize("tool", sorted(READERS))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def sheet(page: Path) -> Sheet:
    (sheet,) = sheets(understand([str(page)])).pages
    assert {"holdsPost", "leads"} <= {tie.label for tie in sheet.ties}
    return sheet


class Editor:
    """Corrects an exported page as a person would with the tool, in the files of either tool."""

    def __init__(self, tool: str, sheet: Sheet, folder: Path) -> None:
        self.tool, self.sheet, self.folder = tool, sheet, folder
        self.marks = [(m.start, m.end, m.label) for m in sheet.marks]
        self.ties = [(self.marks[t.source], t.label, self.marks[t.target]) for t in sheet.ties]

    def mark(self, words: str, label: str, nth: int = 0) -> tuple[int, int, str]:
        """The nth mark with these words, as it is now."""
        found = [m for m in self.marks if self.sheet.text[m[0] : m[1]] == words and m[2] == label]
        return found[nth]

    def remove(self, words: str, label: str, nth: int = 0) -> None:
        gone = self.mark(words, label, nth)
        self.marks.remove(gone)
        # A tool takes the relations of a mark away with it.
        self.ties = [tie for tie in self.ties if gone not in (tie[0], tie[2])]

    def relabel(self, words: str, label: str, new: str, nth: int = 0) -> None:
        old = self.mark(words, label, nth)
        changed = (old[0], old[1], new)
        self.marks[self.marks.index(old)] = changed
        self.ties = [tuple(changed if part == old else part for part in tie) for tie in self.ties]  # type: ignore[misc]

    def add(self, words: str, label: str) -> None:
        start = self.sheet.text.index(words)
        self.marks.append((start, start + len(words), label))

    def tie(self, source: tuple[int, int, str], label: str, target: tuple[int, int, str]) -> None:
        self.ties.append((source, label, target))

    def untie(self, label: str) -> None:
        (gone,) = [tie for tie in self.ties if tie[1] == label]
        self.ties.remove(gone)

    def saved(self) -> Path:
        """The files as the tool leaves them: doccano numbers anew, brat appends."""
        return self._doccano() if self.tool == "doccano" else self._brat()

    def _doccano(self) -> Path:
        content = TOOLS["doccano"].write([self.sheet])
        assert isinstance(content, bytes)
        record = json.loads(content)
        text = record["text"]

        def unit(point: int) -> int:
            return len(text[:point].encode("utf-16-le")) // 2

        record["id"] = 77
        record["entities"] = [
            {"id": 1000 + n, "label": m[2], "start_offset": unit(m[0]), "end_offset": unit(m[1])}
            for n, m in enumerate(self.marks)
        ]
        record["relations"] = [
            {
                "id": n,
                "from_id": 1000 + self.marks.index(a),
                "to_id": 1000 + self.marks.index(b),
                "type": label,
            }
            for n, (a, label, b) in enumerate(self.ties)
        ]
        record["Comments"] = []
        path = self.folder / "admin.jsonl"
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
        return path

    def _brat(self) -> Path:
        content = TOOLS["brat"].write([self.sheet])
        assert isinstance(content, dict)
        for name, data in content.items():
            (self.folder / name).write_bytes(data)
        ids = {m: f"T{n}" for n, m in enumerate(self.marks, 1)}
        lines = [f"{ids[m]}\t{m[2]} {m[0]} {m[1]}\t{self.sheet.text[m[0] : m[1]]}" for m in self.marks]
        lines += [
            f"R{n}\t{label} Arg1:{ids[a]} Arg2:{ids[b]}\t" for n, (a, label, b) in enumerate(self.ties, 1)
        ]
        lines += ["#1\tAnnotatorNotes T1\tseen", "A1\tUnsure T1"]
        (ann,) = self.folder.glob("*.ann")
        ann.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return self.folder


def _drop_all(editor: Editor) -> None:
    editor.remove("文峰区财政局", "Agency")


def _drop_one(editor: Editor) -> None:
    editor.remove(LIU, "Person", 1)


def _relabel_all(editor: Editor) -> None:
    editor.relabel("文峰区财政局", "Agency", "Organization")


def _relabel_one(editor: Editor) -> None:
    editor.relabel("柳岸小区", "Community", "Place", 1)


def _add(editor: Editor) -> None:
    editor.add("区政要闻", "Document")


def _untie(editor: Editor) -> None:
    editor.untie("leads")


def _tie(editor: Editor) -> None:
    editor.tie(editor.mark(LIU, "Person", 1), "residentOf", editor.mark("柳岸小区", "Community", 1))


def _untie_one(editor: Editor) -> None:
    """One of the two places that say so."""
    body = editor.mark(BUREAU, "Agency", 1)
    (gone,) = [tie for tie in editor.ties if tie[:2] == (body, "subOrganizationOf")]
    editor.ties.remove(gone)


def _nothing(_editor: Editor) -> None:
    pass


Row = tuple[str, dict[str, str]]


def keys(sheet: Sheet) -> dict[str, str]:
    return {mark.name: mark.key for mark in sheet.marks}


def rows(editor: Editor) -> list[Row]:
    back = READERS[editor.tool](editor.saved())
    found = verdicts([changes(each) for each in back], "编辑")
    assert all(row.who == "编辑" and row.why for row in found)
    return [
        (row.verdict, {name: value for name in COLUMNS[1:-2] if (value := getattr(row, name))})
        for row in found
    ]


@TOOLS_READ
@pytest.mark.parametrize(
    ("correct", "wanted"),
    [
        (_nothing, lambda _: []),
        (_drop_all, lambda k: [("drop", {"key": k["文峰区财政局"]})]),
        (_drop_one, lambda k: [("drop", {"key": k[LIU], "quote": "到柳岸小区调研。柳大川说,文峰区财政局"})]),
        (_relabel_all, lambda k: [("retype", {"key": k["文峰区财政局"], "type": "Organization"})]),
        (
            _relabel_one,
            lambda k: [
                (
                    "retype",
                    {
                        "key": k["柳岸小区"],
                        "type": "Place",
                        "quote": "设局局长柳大川到柳岸小区调研。柳大川说,",
                    },
                )
            ],
        ),
        (_add, lambda _: [("add", {"name": "区政要闻", "type": "Document", "quote": "区政要闻"})]),
        (_untie, lambda k: [("drop", {"key": k[LIU], "predicate": "leads", "other": k[BUREAU]})]),
        (
            _untie_one,
            lambda k: [
                (
                    "drop",
                    {
                        "key": k[BUREAU],
                        "predicate": "subOrganizationOf",
                        "other": k["文峰区"],
                        "quote": f"建于1996年,{BUREAU}副局长祁明远到场",
                    },
                )
            ],
        ),
        (
            _tie,
            lambda k: [
                (
                    "add",
                    {
                        "key": k[LIU],
                        "predicate": "residentOf",
                        "other": k["柳岸小区"],
                        "quote": "柳岸小区调研。柳大川",
                    },
                )
            ],
        ),
    ],
    ids=lambda value: value.__name__.strip("_") if value.__name__ != "<lambda>" else "",
)
def test_a_correction_is_a_judgement(
    tool: str,
    correct: Callable[[Editor], None],
    wanted: Callable[[dict[str, str]], list[Row]],
    sheet: Sheet,
    tmp_path: Path,
) -> None:
    editor = Editor(tool, sheet, tmp_path)
    correct(editor)
    assert rows(editor) == wanted(keys(sheet))


@TOOLS_READ
def test_all_at_once(tool: str, sheet: Sheet, tmp_path: Path) -> None:
    editor = Editor(tool, sheet, tmp_path)
    for correct in (_untie, _tie, _add, _relabel_all):
        correct(editor)
    assert [table for table, _ in rows(editor)] == ["retype", "add", "drop", "add"]


@TOOLS_READ
def test_the_title_of_a_new_post_is_what_stands_between(tool: str, sheet: Sheet, tmp_path: Path) -> None:
    editor = Editor(tool, sheet, tmp_path)
    person, body = editor.mark("祁明远", "Person"), editor.mark(BUREAU, "Agency", 1)
    editor.ties = [tie for tie in editor.ties if tie[0] != person]
    before = Editor(tool, sheet, tmp_path)
    assert (person, "holdsPost", body) in before.ties
    bare = Sheet(
        sheet.doc,
        sheet.text,
        sheet.marks,
        tuple(
            t
            for t in sheet.ties
            if t.source
            != sheet.marks.index(next(m for m in sheet.marks if (m.start, m.end, m.label) == person))
        ),
    )
    other = Editor(tool, bare, tmp_path)
    other.tie(person, "holdsPost", body)
    ((table, fields),) = rows(other)
    assert (table, fields["title"], fields["quote"]) == ("add", "副局长", f"{BUREAU}副局长祁明远")


@TOOLS_READ
@pytest.mark.parametrize(
    "correct", [_drop_all, _drop_one, _relabel_all, _relabel_one, _add, _untie, _untie_one, _tie]
)
def test_the_next_build_obeys(
    tool: str, correct: Callable[[Editor], None], sheet: Sheet, page: Path, tmp_path: Path
) -> None:
    """The page is read as it was corrected, once the judgements are among the project's."""
    editor = Editor(tool, sheet, tmp_path)
    correct(editor)
    (back,) = READERS[tool](editor.saved())
    path = tmp_path / "judgements.tsv"
    path.write_text(written(verdicts([changes(back)])), encoding="utf-8")
    (again,) = sheets(understand([str(page)], judged=load(path))).pages
    wanted = {(m.start, m.end, m.label) for m in back.sheet.marks}
    assert {(m.start, m.end, m.label) for m in again.marks} == wanted
    now = {(again.text[again.marks[t.source].start : again.marks[t.source].end], t.label) for t in again.ties}
    drawn = {(sheet.text[a[0] : a[1]], label) for a, label, _ in editor.ties}
    if correct in (_untie, _tie, _add):
        assert now == drawn
    else:  # what a mark was part of may have gone with it
        assert now <= drawn


@TOOLS_READ
def test_a_mark_of_no_words_is_named(tool: str, sheet: Sheet, tmp_path: Path) -> None:
    editor = Editor(tool, sheet, tmp_path)
    blank = next(at for at, char in enumerate(sheet.text) if char.isspace() and char != "\n")
    editor.marks.append((blank, blank + 1, "Person"))
    with pytest.raises(
        InputError, match=rf"Person at {blank}–{blank + 1} marks no words; take the mark away"
    ):
        rows(editor)


@TOOLS_READ
def test_a_relation_between_the_wrong_ends_is_named(tool: str, sheet: Sheet, tmp_path: Path) -> None:
    editor = Editor(tool, sheet, tmp_path)
    editor.tie(editor.mark("柳岸小区", "Community"), "leads", editor.mark(LIU, "Person"))
    with pytest.raises(
        InputError, match="leads was drawn from Community '柳岸小区' to Person '柳大川'; it goes from Person"
    ):
        rows(editor)
    # A reader of gold may know better than the ontology.
    assert (
        main(
            [
                "import",
                str(editor.folder if tool == "brat" else editor.saved()),
                "--from",
                tool,
                "--to",
                "gold",
            ]
        )
        == 0
    )


def test_a_post_without_a_title_is_told(
    sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = Editor("doccano", sheet, tmp_path)
    editor.tie(editor.mark("卓闻笔", "Person"), "holdsPost", editor.mark("文峰区财政局", "Agency"))
    out = tmp_path / "judgements.tsv"
    assert main(["import", str(editor.saved()), "--from", "doccano", "-o", str(out)]) == 0
    assert "1 posts have no title between their names" in capsys.readouterr().err
    with pytest.raises(KnowledgeError, match=r"line 2, column title: holdsPost needs a title"):
        load(out)
    head, row = out.read_text(encoding="utf-8").splitlines()
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True)) | {"title": "记者"}
    text = head + "\n" + "\t".join(cells.values()) + "\n"
    out.write_text(text, encoding="utf-8")
    assert load(out).facts[0].title == "记者"


@TOOLS_READ
def test_a_new_mark_of_a_known_name_is_of_the_known_entity(
    tool: str, sheet: Sheet, page: Path, tmp_path: Path
) -> None:
    """A fact with such an end names the entity's own key, and the next build has it."""
    marks = tuple(m for m in sheet.marks if (m.start, m.label) != (sheet.text.rindex(LIU), "Person"))
    lost = Sheet(sheet.doc, sheet.text, marks)
    editor = Editor(tool, lost, tmp_path)
    start = sheet.text.rindex(LIU)
    editor.marks.append((start, start + len(LIU), "Person"))
    editor.tie(editor.marks[-1], "residentOf", editor.mark("柳岸小区", "Community", 2))
    found = rows(editor)
    assert [table for table, _ in found] == ["add", "add"]
    assert found[1][1]["key"] == keys(sheet)[LIU]
    path = tmp_path / "judgements.tsv"
    (back,) = READERS[tool](editor.saved())
    path.write_text(written(verdicts([changes(back)])), encoding="utf-8")
    (again,) = sheets(understand([str(page)], judged=load(path))).pages
    (tie,) = [tie for tie in again.ties if tie.label == "residentOf"]
    assert again.marks[tie.source].name == LIU


@TOOLS_READ
def test_corrected_pages_are_gold(tool: str, sheet: Sheet, tmp_path: Path) -> None:
    editor = Editor(tool, sheet, tmp_path)
    for correct in (_untie, _add, _relabel_all):
        correct(editor)
    assert (
        main(["import", str(editor.saved()), "--from", tool, "--to", "gold", "-o", str(tmp_path / "gold")])
        == 0
    )
    (path,) = (tmp_path / "gold").glob("*.json")
    assert path.name == "page.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    gold = parse(record, str(path))
    called = {entity.id: entity for entity in gold.entities}
    assert {(e.type, e.name) for e in gold.entities} >= {
        ("Document", "区政要闻"),
        ("Organization", "文峰区财政局"),
        ("Person", LIU),
        ("Agency", BUREAU),
    }
    posts = {(called[f.subject].name, f.title) for f in gold.facts if f.predicate == "holdsPost"}
    assert posts == {(LIU, "局长"), ("祁明远", "副局长")}
    assert "leads" not in {fact.predicate for fact in gold.facts}
    assert all(each["quote"] in PAGE for each in (*record["entities"], *record["facts"]))


def test_an_unchanged_page_scores_full_marks(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(page), "--to", "doccano", "-o", str(tmp_path / "a.jsonl")]) == 0
    args = ["import", str(tmp_path / "a.jsonl"), "--from", "doccano", "--to", "gold", "-o", str(tmp_path)]
    assert main(args) == 0
    capsys.readouterr()
    assert main(["eval", str(tmp_path / "page.json"), "--pages", str(page.parent), "--format", "json"]) == 0
    (report,) = [json.loads(capsys.readouterr().out)]
    scores = json.dumps(report)
    assert '"entities"' in scores
    text = main(["eval", str(tmp_path / "page.json"), "--pages", str(page.parent), "--no-misses"])
    table = capsys.readouterr().out.splitlines()
    assert text == 0
    for name in ("entities", "posts", "core"):
        (line,) = [line for line in table if line.startswith(name)]
        assert line.split()[1:4] == ["1.000", "1.000", "1.000"]


_LABELS = ("Person", "Agency", "Area", "Community", "Document")
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(["remove", "relabel", "add", "tie", "untie"]),
        st.integers(0, 999),
        st.integers(0, 999),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_EDITS)
def test_whatever_is_edited_both_tools_say_the_same(
    sheet: Sheet, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, int, int]]
) -> None:
    found: list[object] = []
    for tool in sorted(READERS):
        editor = Editor(tool, sheet, tmp_path_factory.mktemp("edits"))
        for kind, one, other in edits:
            _edit(editor, kind, one, other)
        (back,) = READERS[tool](editor.saved())
        changed = changes(back)
        assert {(m.start, m.end, m.label) for m in changed.after.marks} == set(editor.marks)
        found.append((changed.removed, changed.added, changed.relabelled, changed.untied, changed.tied))
        path = editor.folder / "judgements.tsv"
        try:
            rows = verdicts([changed])
        except InputError as error:  # an end of a drawn relation was given a class that it cannot join
            found[-1] = str(error).partition(": ")[2]
            continue
        path.write_text(written(rows), encoding="utf-8")
        load(path)  # whatever it says can be read
    assert found[0] == found[1]


def _edit(editor: Editor, kind: str, one: int, other: int) -> None:
    text, marks = editor.sheet.text, editor.marks
    if kind == "add":
        start = one % (len(text) - 6)
        new = (start, start + 1 + other % 5, _LABELS[other % len(_LABELS)])
        if "\n" not in text[new[0] : new[1]] and not any(m[:2] == new[:2] for m in marks):
            marks.append(new)
    elif kind == "tie" and (bodies := [m for m in marks if m[2] in ("Agency", "Area", "Community")]):
        tie = (bodies[one % len(bodies)], "cooperatesWith", bodies[other % len(bodies)])
        if tie not in editor.ties:
            editor.ties.append(tie)
    elif kind == "untie" and editor.ties:
        del editor.ties[one % len(editor.ties)]
    elif kind == "remove" and marks:
        gone = marks.pop(one % len(marks))
        editor.ties = [tie for tie in editor.ties if gone not in (tie[0], tie[2])]
    elif kind == "relabel" and marks:
        old = marks[one % len(marks)]
        new = (old[0], old[1], _LABELS[other % len(_LABELS)])
        if new not in marks:
            marks[marks.index(old)] = new
            editor.ties = [tuple(new if part == old else part for part in tie) for tie in editor.ties]  # type: ignore[misc]


def test_spans_without_relations_are_read_too(tmp_path: Path) -> None:
    """A project of doccano that labels sequences alone exports triples."""
    path = tmp_path / "spans.jsonl"
    record = {"id": 1, "text": "𠮷县县长王小川", "label": [[0, 3, "Area"], [5, 8, "Person"]], "Comments": []}
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    (back,) = READERS["doccano"](path)
    found = [(back.sheet.text[m.start : m.end], m.label) for m in back.sheet.marks]
    assert found == [("𠮷县", "Area"), ("王小川", "Person")] and back.before is None
    assert main(["import", str(path), "--from", "doccano"]) == 1


def _record(**parts: Any) -> str:
    whole = {
        "text": "a𠮷王小川",
        "entities": [{"id": 1, "label": "Person", "start_offset": 3, "end_offset": 6}],
    }
    return json.dumps(whole | parts, ensure_ascii=False)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "Expecting property name"),
        ("[]", 'one object with a "text"'),
        ('{"text": 1}', 'one object with a "text"'),
        (
            _record(entities=[{"id": 1, "label": "Person", "start_offset": 2, "end_offset": 6}]),
            "middle of a char",
        ),
        (_record(entities=[{"id": 1, "label": "Person", "start_offset": 3, "end_offset": 9}]), "no stretch"),
        (_record(entities=[{"id": 1, "label": "Person", "start_offset": 3, "end_offset": 3}]), "no stretch"),
        (
            _record(entities=[{"id": 1, "label": "PER", "start_offset": 3, "end_offset": 6}]),
            "'PER' is no class",
        ),
        (
            _record(entities=[{"id": 1, "label": "Person", "start_offset": "3", "end_offset": 6}]),
            "whole number",
        ),
        (_record(entities="Person"), "list of objects"),
        (_record(relations=[{"from_id": 1, "to_id": 2, "type": "leads"}]), "not there"),
        (_record(relations=[{"from_id": 1, "to_id": 1, "type": "likes"}]), "'likes' is not known"),
        (_record(label=None, minsheng={"version": 1}), "damaged"),
        (_record(minsheng={"version": 99}), "another version"),
        (_record(minsheng={"version": 1, "doc": "d", "text": "0", "marks": [], "ties": []}), "not the one"),
        (
            _record(
                minsheng={
                    "version": 1,
                    "doc": "d",
                    "text": "0",
                    "marks": [],
                    "ties": [[0, 1, "leads", [], ""]],
                }
            ),
            "ends",
        ),
        ("[" * 5000, "recursion|Expecting"),
    ],
)
def test_a_broken_line_of_doccano_is_named(line: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "admin.jsonl"
    path.write_text(f"{_record()}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"admin\.jsonl:3: .*(?:{says})"):
        READERS["doccano"](path)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("T2", "an id and a tab"),
        ("T1\tPerson 0 3\t王小川", "given twice"),
        ("T2\tPerson 0\t王小川", "no class with its place"),
        ("T2\tPER 0 3\t王小川", "'PER' is no class"),
        ("T2\tPerson 0 30\t王小川", "no stretch"),
        ("T2\tPerson 3 0\t王小川", "no stretch"),
        ("T2\tPerson 0 3\t王大川", "was the text changed"),
        ("T2\tPerson 0 1;2 3\t王 川", "mark one stretch"),
        ("R1\tleads Arg1:T1", "no relation"),
        ("R1\tlikes Arg1:T1 Arg2:T1", "'likes' is not known"),
        ("R1\tleads Arg1:T1 Arg2:T9", "joins T9"),
        ("E1\tMeet:T1", "events are not understood"),
    ],
)
def test_a_broken_line_of_brat_is_named(line: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("王小川\n来了", encoding="utf-8")
    (tmp_path / "page.ann").write_text(f"T1\tPerson 0 3\t王小川\n\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"page\.ann:3: .*{says}"):
        READERS["brat"](tmp_path / "page.ann")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["none.jsonl", "--from", "doccano"], "none.jsonl: cannot be read"),
        (["none.ann", "--from", "brat"], "none.txt: cannot be read"),
        (["empty", "--from", "brat"], "holds no .ann"),
        (["empty.jsonl", "--from", "doccano"], "holds no page"),
        (["latin.jsonl", "--from", "doccano"], "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    args: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe\xfd")
    assert main(["import", *args]) == 1
    said = capsys.readouterr()
    assert said.out == "" and says in said.err and said.err.count("\n") == 1


def test_a_changed_text_is_refused(sheet: Sheet, tmp_path: Path) -> None:
    path = Editor("brat", sheet, tmp_path).saved()
    (text,) = path.glob("*.txt")
    text.write_text(PAGE.replace("1996", "1997"), encoding="utf-8")
    with pytest.raises(InputError, match="not the one that was exported"):
        READERS["brat"](path)


def test_judgements_go_to_a_file_or_to_standard_output(
    sheet: Sheet, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editor = Editor("doccano", sheet, tmp_path)
    _drop_all(editor)
    path = editor.saved()
    assert main(["import", str(path), "--from", "doccano", "--who", "编辑"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("verdict\tkey\t") and "\ndrop\tAgency/" in said.out and "\t编辑\t" in said.out
    assert said.err == "kg: 1 pages, 1 of them corrected\n"
    out = tmp_path / "judgements.tsv"
    assert main(["import", str(path), "--from", "doccano", "--who", "编辑", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == said.out
    assert load(out).drop == {keys(sheet)["文峰区财政局"]}


def test_a_graph_has_no_text_to_annotate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = Path(__file__).parent / "data" / "query" / "graph.ttl"
    assert main(["export", str(graph), "--to", "doccano", "-o", str(tmp_path / "a.jsonl")]) == 1
    assert "not the text of its pages; name the pages" in capsys.readouterr().err
