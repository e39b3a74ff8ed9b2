"""The word lists: what they say, and how they complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.knowledge import lexicon
from kg.knowledge.table import Row, rows


@pytest.mark.parametrize(
    ("title", "head", "organ", "fused"),
    [
        ("局长", True, "局", True),
        ("副局长", False, "局", True),
        ("常务副区长", False, "人民政府", False),
        ("代区长", True, "人民政府", False),
        ("党总支书记", True, None, False),
        ("第一书记", True, None, False),
        ("指挥长", True, "指挥部", False),
        ("常委", False, None, False),
        ("科员", False, None, False),
        ("网格长", True, None, False),
    ],
)
def test_titles(title: str, head: bool, organ: str | None, fused: bool) -> None:
    entry = lexicon.titles()[title]
    assert (entry.head, entry.organ, entry.fused) == (head, organ, fused)


def test_no_deputy_leads() -> None:
    assert not [title for title, entry in lexicon.titles().items() if entry.head and title.startswith("副")]


@pytest.mark.parametrize(
    ("word", "kind"), [("居民", "resident"), ("通讯员", "author"), ("环卫工人", "worker"), ("学生", "other")]
)
def test_roles(word: str, kind: str) -> None:
    assert lexicon.roles()[word] == kind


@pytest.mark.parametrize(
    ("name", "type_", "kind"),
    [
        ("湖滨区防汛抗旱指挥部", "Agency", "taskforce"),
        ("东关街道党工委", "Agency", "party"),
        ("区总工会", "Agency", "mass"),
        ("北塔煤矿", "Organization", "company"),
        ("安居园一期", "Community", "compound"),
        ("柳林社区", "Community", "neighbourhood"),
        ("幸福路", "Place", "road"),
        ("红色记忆纪念馆", "Place", "institution"),
        ("第九次全国经济普查", "Project", "campaign"),
        ("老旧小区改造", "Project", "work"),
        ("工作推进会", "Event", "meeting"),
        ("“三问三送”工作法", "Method", "method"),
        ("物业管理条例", "Document", "document"),
    ],
)
def test_the_longest_right_end_says_what_a_name_is(name: str, type_: str, kind: str) -> None:
    head = lexicon.body_head(name)
    assert head is not None and (head.type, head.kind) == (type_, kind)
    assert name.endswith(head.head)


def test_what_ends_in_no_head_is_nothing() -> None:
    assert lexicon.body_head("高兴") is None
    assert lexicon.body_head("") is None


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("区住建局", "区住房和城乡建设局"),
        ("湖滨区市场监管局", "湖滨区市场监督管理局"),
        ("县卫健委", "县卫生健康委员会"),
        ("区人民法院", "区人民法院"),  # in full already
        ("区法院", "区人民法院"),
        ("区纪委", "区纪委"),  # the short form is the usual name
        ("区教育局", "区教育局"),
    ],
)
def test_expand(short: str, full: str) -> None:
    assert lexicon.expand(short) == full
    assert lexicon.expand(full) == full


def test_no_standard_glyph_is_itself_a_variant() -> None:
    assert all(standard not in lexicon.variants() for standard in lexicon.variants().values())


def test_surnames_are_few_characters_with_a_share() -> None:
    assert lexicon.surnames()["王"] > lexicon.surnames()["欧阳"] > 0
    assert max(map(len, lexicon.surnames())) <= 4


@pytest.mark.parametrize(
    ("read", "columns", "row", "words"),
    [
        (lexicon._titles, 5, "局长\tyes\tgov\t局\t", "head is 'yes'"),
        (lexicon._titles, 5, "局长\t1\tking\t局\t", "'king' is not one of party, gov"),
        (lexicon._titles, 5, "局长\t1\tgov", "3 cells"),
        (lexicon._role, 2, "居民\tnobody", "'nobody' is not one of resident"),
        (lexicon._body, 4, "局\tOffice\tgov\tname", "'Office' is not one of Person"),
        (lexicon._body, 4, "局\tAgency\tgov\tmaybe", "'maybe' is not one of generic, name"),
        (lexicon._surname, 2, "王\tmany", "'many' is no number"),
        (lexicon._surname, 2, "王\t-1", "not above 0"),
        (lexicon._variant, 2, "郟县\t郏县", "one character for one character"),
        (lexicon._surname, 2, "王\t1\n王\t2", "a second time"),
        (lexicon._surname, 2, "\t1", "is empty"),
    ],
)
def test_a_wrong_row_is_named(
    tmp_path: Path,
    read: Callable[[Row], Iterator[tuple[str, object]]],
    columns: int,
    row: str,
    words: str,
) -> None:
    file = tmp_path / "list.tsv"
    file.write_text(f"# a comment\n\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=words) as error:
        lexicon.load(file, columns, read)
    assert f"list.tsv, line {3 + row.count(chr(10))}" in str(error.value)


def test_a_file_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "list.tsv"
    file.write_bytes("王\t1\n".encode("gb18030"))
    with pytest.raises(KnowledgeError, match=r"list\.tsv cannot be read as UTF-8"):
        list(rows(file, 2))
