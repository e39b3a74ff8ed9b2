"""Names of persons: how likely, and where they end. The names here are invented."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.knowledge import names
from kg.knowledge.forms_of_address import nicknames
from kg.knowledge.names import LONGEST, name_model


@pytest.mark.parametrize(
    "marked",
    [
        "局长[周建平]介绍,全区已经完成",
        "主任[李梅]说:“好!”",
        "书记[欧阳建国]表示欢迎",
        "局长[陈志刚]到社区调研",
        "站长[刘芳]带领队员清扫",
        "主席[孙丽华]主持会议",
        "队长[马超]等人",
        "居民[张桂兰]和邻居",
        "村民[王二虎]告诉记者",
        "记者[何文婷] 通讯员",
        "经理[上官云]在现场",
        "组长[吴晓东]、副组长",
        "代表[司马文斌]发言",
        "工人[赵铁柱]",
        "演员[阿依古丽·买买提]表演了舞蹈",
        "学者[约翰·史密斯]来访",
    ],
)
def test_best_length(marked: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    assert name_model().best_length(text, start) == end - start


@pytest.mark.parametrize(
    "text", ["|祝贺新年", "|高兴地说", "|,会议开始", "|", "|张", "|的工作", "|2021年", "张|"]
)
def test_no_name_stands_there(text: str) -> None:
    assert name_model().best_length(text.replace("|", ""), text.index("|")) is None


@pytest.mark.parametrize("name", ["周建平", "李梅", "欧阳建国", "上官云", "陈志刚", "约翰·史密斯"])
def test_names_are_plausible(name: str) -> None:
    assert name_model().is_plausible(name)
    assert name_model().score(name) > 0


@pytest.mark.parametrize(
    "word", ["", "王", "的人", "工作", "周一的", "李abc", "王建国民党", "·", "张·", "安全生产"]
)
def test_words_are_not(word: str) -> None:
    assert not name_model().is_plausible(word)


def test_what_cannot_be_a_name_has_no_score() -> None:
    assert name_model().score("的确") == -math.inf
    assert name_model().score("王建国李梅") == -math.inf


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("王建国李梅", ("王建国", "李梅")),
        ("李梅王建国", ("李梅", "王建国")),
        ("张晓红刘志强", ("张晓红", "刘志强")),
        ("陈志刚", ("陈志刚",)),
        ("工作", None),
        ("", None),
    ],
)
def test_split(run: str, parts: tuple[str, ...] | None) -> None:
    assert name_model().split(run) == parts


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("老王说", 2),
        ("赵大妈说", 3),
        ("王师傅", 3),
        ("张阿姨家", 3),
        ("欧阳老师", 4),
        ("刘老太太笑", 4),
        ("赵某被", 2),
        ("老旧小区", None),
        ("大妈说", None),
        ("", None),
    ],
)
def test_nicknames(text: str, length: int | None) -> None:
    assert nicknames(text).get(0) == length


@given(st.text(st.sampled_from("王李欧阳建国梅大妈老说表示·，。 a1𠮷的到"), max_size=24), st.integers(0, 24))
def test_any_text_is_borne(text: str, start: int) -> None:
    length = name_model().best_length(text, start)
    if length is not None:
        assert 2 <= length <= LONGEST
        assert start + length <= len(text)
    nickname = nicknames(text).get(start)
    assert nickname is None or start + nickname <= len(text)


@given(st.text(st.sampled_from("王李欧阳建国梅说·a"), max_size=8))
def test_a_split_is_the_whole_run_in_plausible_names(run: str) -> None:
    parts = name_model().split(run)
    if parts is not None:
        assert "".join(parts) == run
        assert all(map(name_model().is_plausible, parts))


@pytest.mark.parametrize(
    "settings",
    ["", "[weights]\ngiven = 1\n[plausible]\nanywhere = 0\n", "[weights", "[weights]\nheight = 2\n"],
)
def test_wrong_settings_are_named(tmp_path: Path, settings: str) -> None:
    file = tmp_path / "name_model.toml"
    file.write_text(settings, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"name_model\.toml"):
        names._settings(file)
