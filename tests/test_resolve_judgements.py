"""What people have decided outranks every rule, and a wrong file of decisions is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_readings import facts, names, reading, resolved

from kg.errors import KnowledgeError
from kg.knowledge.judgements import Judgements, judgements, load

_AT = "山东省济宁市"
_FULL, _SHORT = f"Agency/{_AT}/任城区环卫中心柳泉环卫站", f"Agency/{_AT}任城区/柳泉环卫站"
_PAGE = reading(
    "[任城区/Area]，[任城区环卫中心柳泉环卫站/Agency]、[柳泉环卫站/Agency]、[清河学会/Organization]",
    [("任城区环卫中心柳泉环卫站", "cooperatesWith", "清河学会")],
)
_SOCIETY = f"Organization/{_AT}任城区/清河学会"


def _judged(tmp_path: Path, text: str) -> Judgements:
    path = tmp_path / "judgements.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_different_blocks_a_merge(tmp_path: Path) -> None:
    judged = _judged(tmp_path, f'[[different]]\nkeys = ["{_FULL}", "{_SHORT}"]\nwhy = "两个站"')
    assert "柳泉环卫站" not in names(resolved(_PAGE))
    assert {"柳泉环卫站", "任城区环卫中心柳泉环卫站"} <= names(resolved(_PAGE, judged=judged))


def test_same_merges_what_no_rule_would(tmp_path: Path) -> None:
    judged = _judged(tmp_path, f'[[same]]\nkeys = ["{_FULL}", "{_SOCIETY}"]\nwho = "编辑"')
    found = resolved(_PAGE, judged=judged)
    assert "清河学会" not in names(found)
    one = next(e for e in found.entities if e.key == _FULL)
    assert one.name == "任城区环卫中心柳泉环卫站" and "清河学会" in one.aliases
    assert not facts(found, "cooperatesWith")  # nobody works with himself


def test_rename_keeps_the_old_name_as_a_form(tmp_path: Path) -> None:
    judged = _judged(tmp_path, f'[[rename]]\nkey = "{_SOCIETY}"\nname = "清河研究会"')
    one = next(e for e in resolved(_PAGE, judged=judged).entities if e.key == _SOCIETY)
    assert one.name == "清河研究会" and one.aliases == ("清河学会",)


def test_drop_takes_what_is_said_along(tmp_path: Path) -> None:
    judged = _judged(tmp_path, f'[[drop]]\nkey = "{_SOCIETY}"')
    found = resolved(_PAGE, judged=judged)
    assert "清河学会" not in names(found) and not facts(found, "cooperatesWith")


def test_chains_of_sameness_end_in_one_key(tmp_path: Path) -> None:
    judged = _judged(
        tmp_path, '[[same]]\nkeys = ["B", "C"]\n[[same]]\nkeys = ["A", "B"]\n[[same]]\nkeys = ["C", "D"]'
    )
    assert judged.same == {"B": "A", "C": "A", "D": "A"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[alike]]\nkeys = ['A', 'B']", "alike"),
        ("same = 1", "same"),
        ("[[same]]\nkeys = ['A']", "number 1"),
        ("[[same]]\nkeys = ['A', 'A']", "number 1"),
        ("[[drop]]\nkey = ''", "number 1"),
        ("[[rename]]\nkey = 'A'", "key and name"),
        ("[[drop]]\nkey = 'A'\nbecause = 'B'", "who and why"),
        ("[[same]]\nkeys = ['A', 'B']\n[[different]]\nkeys = ['B', 'A']", "same and different"),
        ("[[same", "judgements.toml"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        _judged(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.toml"):
        load(tmp_path / "none.toml")


def test_the_projects_own_judgements_can_be_read() -> None:
    assert isinstance(judgements(), Judgements)
