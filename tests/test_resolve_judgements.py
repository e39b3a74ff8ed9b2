"""What people have decided outranks every rule, and a wrong file of decisions is named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_readings import facts, names, reading, resolved

from kg.errors import InputError, KnowledgeError
from kg.knowledge.judgement_rows import COLUMNS, VERDICTS, JudgementRow, key_of, parse, written
from kg.knowledge.judgements import Judgements, decided, judgements, load
from kg.types import Fact, Post, Resolution
from kg.verbs import judgements as judgements_of

_AT = "山东省济宁市"
_FULL, _SHORT = f"Agency/{_AT}/任城区环卫中心柳泉环卫站", f"Agency/{_AT}任城区/柳泉环卫站"
_PAGE = reading(
    "[任城区/Area]，[任城区环卫中心柳泉环卫站/Agency]、[柳泉环卫站/Agency]、[清河学会/Organization]",
    [("任城区环卫中心柳泉环卫站", "cooperatesWith", "清河学会")],
)
_SOCIETY = f"Organization/{_AT}任城区/清河学会"


def _judged(*rows: JudgementRow) -> Judgements:
    """As if the rows stood in a file."""
    return decided(parse(written(rows), "judgements.tsv"))


def test_different_blocks_a_merge() -> None:
    judged = _judged(JudgementRow("different", _FULL, other=_SHORT, why="两个站"))
    assert "柳泉环卫站" not in names(resolved(_PAGE))
    assert {"柳泉环卫站", "任城区环卫中心柳泉环卫站"} <= names(resolved(_PAGE, judged=judged))


def test_same_merges_what_no_rule_would() -> None:
    judged = _judged(JudgementRow("same", _FULL, other=_SOCIETY, who="编辑"))
    found = resolved(_PAGE, judged=judged)
    assert "清河学会" not in names(found)
    one = next(e for e in found.entities if e.key == _FULL)
    assert one.name == "任城区环卫中心柳泉环卫站" and "清河学会" in one.aliases
    assert not facts(found, "cooperatesWith")  # nobody works with himself


def test_rename_keeps_the_old_name_as_a_form() -> None:
    judged = _judged(JudgementRow("rename", _SOCIETY, name="清河研究会"))
    one = next(e for e in resolved(_PAGE, judged=judged).entities if e.key == _SOCIETY)
    assert one.name == "清河研究会" and one.aliases == ("清河学会",)


def test_drop_takes_what_is_said_along() -> None:
    judged = _judged(JudgementRow("drop", _SOCIETY))
    found = resolved(_PAGE, judged=judged)
    assert "清河学会" not in names(found) and not facts(found, "cooperatesWith")


_BUREAU, _HEAD = f"Agency/{_AT}/任城区民政局", f"Person/{_AT}/秦岭南"
_REPORT = reading(
    "[任城区/Area]，[任城区民政局/Agency]局长[秦岭南/Person]说，[任城区民政局/Agency]与柳泉书院签约。",
    [("秦岭南", "residentOf", "任城区")],
)
_AREA = f"Area/{_AT}任城区"


def test_a_fact_is_wrong_everywhere_or_within_words() -> None:
    assert len(facts(resolved(_REPORT), "residentOf")) == 1
    for quote, left in (("", 0), ("局长秦岭南说", 0), ("书院签约", 1)):
        judged = _judged(JudgementRow("drop", _HEAD, "residentOf", _AREA, quote=quote))
        assert len(facts(resolved(_REPORT, judged=judged), "residentOf")) == left


def test_a_missing_name_and_a_missing_fact_are_added_with_their_words() -> None:
    new, said = "Organization//柳泉书院", "任城区民政局与柳泉书院签约"
    judged = _judged(
        JudgementRow("add", name="柳泉书院", type="Organization"),
        JudgementRow("add", _BUREAU, "cooperatesWith", new, quote=said),
    )
    found = resolved(_REPORT, judged=judged)
    assert "柳泉书院" in names(found)
    (fact,) = (c for c in found.claims if isinstance(c, Fact) and c.predicate == "cooperatesWith")
    text = found.pages[0].text
    assert (fact.subject, fact.object) == (_BUREAU, new)
    assert text[fact.source.span.start : fact.source.span.end] == said
    assert (fact.source.rule, fact.source.confidence) == ("judgements.fact", 1.0)
    (mention,) = (m for m in found.mentions if m.entity == new)
    assert text[mention.mention.span.start : mention.mention.span.end] == "柳泉书院"


def test_a_missing_post_has_its_title() -> None:
    row = JudgementRow("add", _HEAD, "holdsPost", _BUREAU, title="局长", quote="任城区民政局局长秦岭南")
    judged = _judged(row)
    (post,) = (c for c in resolved(_REPORT, judged=judged).claims if isinstance(c, Post))
    assert (post.person, post.body, post.title, post.attested) == (_HEAD, _BUREAU, "局长", "2023-05-20")


def test_a_name_is_added_where_nothing_else_is_named() -> None:
    """任城区民政局 is read as a whole: 民政 within it is no name of its own."""
    judged = _judged(JudgementRow("add", name="民政", type="Method"))
    assert names(resolved(_REPORT, judged=judged)) == names(resolved(_REPORT))


def test_another_class_takes_what_it_cannot_be_along() -> None:
    judged = _judged(JudgementRow("retype", _HEAD, type="Place"))
    found = resolved(_REPORT, judged=judged)
    (place,) = (e for e in found.entities if e.name == "秦岭南")
    assert (place.key, place.type, place.kinds) == (f"Place/{_AT}/秦岭南", "Place", ())
    assert not facts(found, "residentOf")
    assert {m.mention.type for m in found.mentions if m.entity == place.key} == {"Place"}


def test_a_verdict_with_words_holds_there_alone() -> None:
    for verdict in ("drop", "retype"):
        kind = "Organization" if verdict == "retype" else ""
        judged = _judged(JudgementRow(verdict, _BUREAU, type=kind, quote="南说，任城区民政局"))
        found = resolved(_REPORT, judged=judged)
        kinds = [m.mention.type for m in found.mentions if m.mention.text == "任城区民政局"]
        assert kinds == ["Agency"] if verdict == "drop" else ["Agency", "Organization"]
        assert len(facts(found, "residentOf")) == 1


_NOWHERE = (
    JudgementRow("drop", _BUREAU, quote="无此处"),
    JudgementRow("drop", "Agency//无此局"),
    JudgementRow("drop", _HEAD, "residentOf", _AREA, quote="无此处"),
    JudgementRow("drop", _HEAD, "heldOn", "2021-01-02"),
    JudgementRow("retype", _BUREAU, type="Organization", quote="无此处"),
    JudgementRow("rename", "Agency//无此局", name="无此局"),
    JudgementRow("same", _BUREAU, other="Agency//无此局"),
    JudgementRow("different", "Agency//无此局", other=_BUREAU),
    JudgementRow("add", name="柳泉书院", type="Organization", quote="无此处"),
    JudgementRow("add", _HEAD, "residentOf", "Area/x", quote="秦岭南说"),
    JudgementRow("add", _HEAD, "residentOf", _AREA, quote="无此处"),
    JudgementRow("right", _HEAD, "residentOf", _BUREAU),
)
_THERE = (
    JudgementRow("drop", _SOCIETY),
    JudgementRow("drop", _HEAD, "residentOf", _AREA),
    JudgementRow("right", _HEAD, "residentOf", _AREA),
    JudgementRow("retype", _BUREAU, type="Organization", quote="民政局局长"),
    JudgementRow("rename", _BUREAU, name="任城民政局"),
    JudgementRow("same", _FULL, other=_BUREAU),
    JudgementRow("different", _FULL, other=_SHORT),
    JudgementRow("add", name="柳泉书院", type="Organization"),
    JudgementRow("add", _HEAD, "residentOf", _AREA, quote="秦岭南说"),
)


def _both(judged: Judgements) -> Resolution:
    """Two pages: of a pair one end may stand on the one, one on the other."""
    other = reading(
        "[任城区/Area]，[任城区环卫中心柳泉环卫站/Agency]、[柳泉环卫站/Agency]、[清河学会/Organization]",
        page="p2",
    )
    return resolved(_REPORT, other, judged=judged)


@pytest.mark.parametrize("row", _NOWHERE, ids=lambda row: row.words)
def test_a_row_that_matches_nothing_changes_nothing_and_is_told(row: JudgementRow) -> None:
    found = _both(_judged(row))
    (notice,) = found.notices
    assert (notice.code, notice.message) == (
        "unmatched-judgement",
        f"judgements.tsv, line 2: {row.words}: matches nothing",
    )
    assert (found.entities, found.claims) == (_both(_judged()).entities, _both(_judged()).claims)


@pytest.mark.parametrize("row", _THERE, ids=lambda row: row.words)
def test_a_row_that_matches_something_is_not_told(row: JudgementRow) -> None:
    assert _both(_judged(row)).notices == ()


def test_what_a_person_found_right_is_certain() -> None:
    def sure(judged: Judgements) -> list[float]:
        return [c.source.confidence for c in resolved(_REPORT, judged=judged).claims if isinstance(c, Fact)]

    assert 1.0 not in sure(_judged())
    assert 1.0 in sure(_judged(JudgementRow("right", _HEAD, "residentOf", _AREA)))


def test_several_files_hold_together(tmp_path: Path) -> None:
    one, two = tmp_path / "one.tsv", tmp_path / "two.tsv"
    one.write_text("verdict\tkey\tother\ndrop\tA\t\nsame\tB\tC\n", encoding="utf-8")
    two.write_text("verdict\tkey\ndrop\tD\n", encoding="utf-8")
    assert load(one, two).drop == {"A", "D"}
    two.write_text("verdict\tkey\tother\ndifferent\tC\tB\n", encoding="utf-8")
    with pytest.raises(
        KnowledgeError,
        match=r"one\.tsv, line 3 and .*two\.tsv, line 2 contradict each other: same B C, different C B",
    ):
        load(one, two)


def test_chains_of_sameness_end_in_one_key() -> None:
    pairs = (("B", "C"), ("A", "B"), ("C", "D"))
    judged = _judged(*(JudgementRow("same", key, other=other) for key, other in pairs))
    assert judged.same == {"B": "A", "C": "A", "D": "A"}


_HEADER = "\t".join(COLUMNS)


def test_an_empty_table_decides_nothing(tmp_path: Path) -> None:
    """As is left where the first verdict is taken back, or found no room on the disk."""
    (tmp_path / "judgements.tsv").write_bytes(b"")
    (tmp_path / "blank.tsv").write_bytes(b"\xef\xbb\xbf\n")
    assert parse("", "judgements.tsv") == []
    assert judgements_of(tmp_path / "judgements.tsv", tmp_path / "blank.tsv") == judgements()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("key\tother\nA\tB", "the header needs each column once, verdict among them"),
        ("verdict\tkey\tkey", "the header needs each column once"),
        ("verdict\tkeys", "the header has the column 'keys'"),
        ('[[drop]]\nkey = "A"', "the header has the column"),
        ("verdict\tkey\tother\nalike\tA\tB", "line 2, column verdict: 'alike' is none of same, different"),
        ("verdict\tkey\n\n# wrong\nsame\tA", "line 4, column other: same needs key and other"),
        ("verdict\tkey\tother\nsame\tA\tA", "line 2, column other: it is the same as key"),
        ("verdict\tkey\ndrop\t", "line 2, column key: drop needs key"),
        ("verdict\tkey\nrename\tA", "line 2, column name: rename needs key and name"),
        ("verdict\tkey\tname\ndrop\tA\tB", "line 2, column name: drop of key has none"),
        ("verdict\tkey\ndrop\tA\tB", "line 2: 3 cells where the header has 2 columns"),
        ("verdict\tkey\ttype\nretype\tA\tHuman", "line 2, column type: 'Human' is no class"),
        ("verdict\tname\nadd\tA", "line 2, column type: add needs name and type"),
        ("verdict\tkey\tpredicate\tother\ndrop\tA\tlikes\tB", "column predicate: 'likes' is no relation"),
        ("verdict\tkey\tpredicate\tother\tquote\nadd\tA\treceives\tB\tC", "'receives' is no relation"),
        ("verdict\tkey\tpredicate\tother\nadd\tA\tleads\tB", "column quote: add needs key and predicate"),
        ("verdict\tkey\tpredicate\tother\tquote\nadd\tA\tholdsPost\tB\tC", "title: holdsPost needs a title"),
        (f"{_HEADER}\ndrop\tA\tleads\tB\t\t\tD", "column title: only holdsPost has a title"),
        ('verdict\tkey\ndrop\t"A', "line 2: unexpected end of data"),
        ('verdict\tkey\ndrop\t"A"B', "line 2: .*stands in double quotes"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line_and_column(text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"judgements\.tsv.*{says}"):
        parse(text, "judgements.tsv")


_FACT = ("A", "leads", "B")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (JudgementRow("same", "A", other="B"), JudgementRow("different", "B", other="A")),
        (JudgementRow("rename", "A", name="B"), JudgementRow("rename", "A", name="C")),
        (JudgementRow("retype", "A", type="Place"), JudgementRow("retype", "A", type="Event")),
        (JudgementRow("drop", "A"), JudgementRow("rename", "A", name="B")),
        (JudgementRow("same", "A", other="B"), JudgementRow("drop", "A")),
        (JudgementRow("drop", *_FACT), JudgementRow("right", *_FACT)),
        (JudgementRow("add", *_FACT, quote="C"), JudgementRow("drop", *_FACT)),
    ],
)
def test_a_contradiction_names_both_lines(one: JudgementRow, other: JudgementRow) -> None:
    with pytest.raises(KnowledgeError, match=r"judgements\.tsv, line 2 and line 4 contradict each other: "):
        _judged(one, JudgementRow("drop", "Z"), other)


def test_different_contradicts_a_chain() -> None:
    chain = [JudgementRow("same", "A", other="B"), JudgementRow("same", "B", other="C")]
    with pytest.raises(KnowledgeError, match="line 3 and line 4"):
        _judged(*chain, JudgementRow("different", "A", other="C"))


def test_saying_the_same_twice_is_no_contradiction() -> None:
    rows = [JudgementRow("rename", "A", name="B", who=who) for who in ("甲", "乙")]
    assert _judged(*rows).rename == {"A": "B"}


_CSV = (
    f'verdict,key,name,quote\r\nrename,{_SOCIETY},清河研究会,\r\ndrop,{_BUREAU},,"他说,""好"""\r\n\r\n,,,\r\n'
)


@pytest.mark.parametrize(
    "data",
    [
        _CSV.encode("utf-8-sig"),
        _CSV.encode("utf-8"),
        _CSV.encode("gb18030"),
        _CSV.encode("utf-16"),
        ("sep=,\r\n" + _CSV).encode("utf-8-sig"),
    ],
    ids=["UTF-8 with a mark", "UTF-8", "GB18030", "UTF-16", "sep"],
)
def test_what_spreadsheets_save_can_be_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "judgements.csv"
    path.write_bytes(data)
    found = judgements_of(path)
    assert found.rename == {_SOCIETY: "清河研究会"}
    assert found.drop_at == {_BUREAU: ('他说,"好"',)}


def test_a_spreadsheet_in_another_country_separates_by_semicolons() -> None:
    assert parse("verdict;key;name\nrename;A;B,C", "x")[0].name == "B,C"


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("https://w3id.org/minsheng/id/Agency/河南省/水利局", "Agency/河南省/水利局"),
        ("https://w3id.org/minsheng/id/Person//A%20B", "Person//A B"),
        ("urn:kg:Place//码头", "Place//码头"),
        ("Agency/河南省/水利局", "Agency/河南省/水利局"),
        ("清河学会", "清河学会"),
    ],
)
def test_an_iri_is_as_good_as_a_key(cell: str, key: str) -> None:
    assert key_of(cell) == key


_CELL = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=12
).map(str.strip)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL).filter(all), max_size=5))
def test_whatever_is_written_is_read_again_and_no_formula(cells: list[tuple[str, str, str]]) -> None:
    rows = [JudgementRow("rename", f"Person//{key}", name=name, why=why) for key, name, why in cells]
    text = written(rows)
    assert [row.meaning for row in parse(text, "x")] == [row.meaning for row in rows]
    assert [row.why for row in parse(text, "x")] == [row.why for row in rows]
    for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)


def test_a_date_that_a_spreadsheet_wrote_its_own_way() -> None:
    (row,) = parse("verdict,key,predicate,other\ndrop,A,heldOn,2021/1/5", "x")
    assert row.other == "2021-01-05"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.tsv"):
        load(tmp_path / "none.tsv")
    with pytest.raises(InputError, match=r"none\.tsv"):
        judgements_of(tmp_path / "none.tsv")


def test_the_projects_own_judgements_can_be_read() -> None:
    assert isinstance(judgements(), Judgements)
    assert {row.verdict for row in judgements().rows} <= set(VERDICTS)


def test_a_fact_is_judged_by_the_key_that_all_pages_together_give() -> None:
    """A page by itself does not know what another calls the same body."""
    pages = (
        reading("[河南省/Area][安阳市/Area][文峰区/Area]，[安阳市文峰区水利局/Agency]", page="p1"),
        reading(
            "[文峰区水利局/Agency]与[柳泉书院/Organization]签约。",
            [("文峰区水利局", "cooperatesWith", "柳泉书院")],
            page="p2",
        ),
    )
    whole = resolved(*pages, judged=_judged())
    (fact,) = (c for c in whole.claims if isinstance(c, Fact) and c.predicate == "cooperatesWith")
    row = JudgementRow("drop", fact.subject, "cooperatesWith", fact.object or "")
    found = resolved(*pages, judged=_judged(row))
    assert not facts(found, "cooperatesWith")
    assert not [n for n in found.notices if n.code == "unmatched-judgement"]
