"""The word lists of works, events, methods and documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.knowledge.alternatives import any_of
from kg.knowledge.works import works


@pytest.mark.parametrize(
    ("behind", "head", "type_"),
    [
        ("工作法", "工作法", "Method"),
        ("的治理模式", "治理", "Project"),
        ("主题党日", "主题党日", "Event"),
        ("合唱团", "合唱团", "Organization"),
    ],
)
def test_the_head_behind_a_quotation_decides_its_class(behind: str, head: str, type_: str) -> None:
    match = works().tail.match(behind)
    assert match is not None and (match.group(1), works().quoted[match.group(1)]) == (head, type_)


@pytest.mark.parametrize("behind", ["他们来了", "，工作法"])
def test_other_words_behind_a_quotation_decide_nothing(behind: str) -> None:
    assert works().tail.match(behind) is None


@pytest.mark.parametrize(
    ("words", "head", "type_"),
    [
        ("燃气安全专项整治行动", "专项整治行动", "Project"),
        ("春耕生产推进会", "推进会", "Event"),
        ("用水管理办法", "管理办法", "Document"),
    ],
)
def test_the_longest_unquoted_head(words: str, head: str, type_: str) -> None:
    match = works().plain.search(words)
    assert match is not None and (match.group(), works().plain_types[match.group()]) == (head, type_)


@pytest.mark.parametrize(("inner", "numbered"), [("三问三送", True), ("六个一", True), ("问三送", False)])
def test_a_quoted_number_is_a_way_of_working(inner: str, numbered: bool) -> None:
    assert (works().numbered.fullmatch(inner) is not None) is numbered


def test_a_programme_is_read_with_all_its_words() -> None:
    match = works().local.search("启动城镇老旧小区改造")
    assert match is not None and match.group() == "城镇老旧小区改造"


def test_every_class_of_unquoted_heads_has_its_verbs() -> None:
    assert set(works().plain_types.values()) == set(works().verbs) == set(works().strong)


@pytest.mark.parametrize(
    ("words", "pattern"), [(["区", "小区", "区"], "小区|区"), (["a.b"], r"a\.b"), ([], "(?!)")]
)
def test_any_of_takes_the_longest_first_and_takes_words_literally(words: list[str], pattern: str) -> None:
    assert any_of(words) == pattern


@pytest.mark.parametrize("content", [None, b"list = [", "列=1".encode("gb18030")])
def test_a_lexicon_that_cannot_be_read_is_named(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lexicons").mkdir()
    if content is not None:
        (tmp_path / "lexicons" / "odd.toml").write_bytes(content)
    monkeypatch.setattr(rows, "seeds_dir", lambda: tmp_path)
    with pytest.raises(KnowledgeError, match=r"odd\.toml"):
        rows.load("odd.toml")
