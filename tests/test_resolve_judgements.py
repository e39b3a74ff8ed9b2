"""What people have decided outranks every rule, and a wrong file of decisions is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked_readings import facts, names, reading, resolved

from kg.errors import KnowledgeError
from kg.knowledge.judgements import Judgements, judgements, load
from kg.types import Fact, Post

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


_BUREAU, _HEAD = f"Agency/{_AT}/任城区民政局", f"Person/{_AT}/秦岭南"
_REPORT = reading(
    "[任城区/Area]，[任城区民政局/Agency]局长[秦岭南/Person]说，[任城区民政局/Agency]与柳泉书院签约。",
    [("秦岭南", "residentOf", "任城区")],
)
_AREA = f"Area/{_AT}任城区"


def test_a_fact_is_wrong_everywhere_or_within_words(tmp_path: Path) -> None:
    home = f'subject = "{_HEAD}"\npredicate = "residentOf"\nobject = "{_AREA}"'
    assert len(facts(resolved(_REPORT), "residentOf")) == 1
    for quote, left in (("", 0), ('quote = "局长秦岭南说"', 0), ('quote = "书院签约"', 1)):
        judged = _judged(tmp_path, f"[[wrong]]\n{home}\n{quote}")
        assert len(facts(resolved(_REPORT, judged=judged), "residentOf")) == left


def test_a_missing_name_and_a_missing_fact_are_added_with_their_words(tmp_path: Path) -> None:
    new, said = "Organization//柳泉书院", "任城区民政局与柳泉书院签约"
    judged = _judged(
        tmp_path,
        '[[name]]\nname = "柳泉书院"\ntype = "Organization"\n'
        f'[[fact]]\nsubject = "{_BUREAU}"\npredicate = "cooperatesWith"\nobject = "{new}"\nquote = "{said}"',
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


def test_a_missing_post_has_its_title(tmp_path: Path) -> None:
    judged = _judged(
        tmp_path,
        f'[[fact]]\nsubject = "{_HEAD}"\npredicate = "holdsPost"\nobject = "{_BUREAU}"\ntitle = "局长"\n'
        'quote = "任城区民政局局长秦岭南"',
    )
    (post,) = (c for c in resolved(_REPORT, judged=judged).claims if isinstance(c, Post))
    assert (post.person, post.body, post.title, post.attested) == (_HEAD, _BUREAU, "局长", "2023-05-20")


def test_a_name_is_added_where_nothing_else_is_named(tmp_path: Path) -> None:
    """任城区民政局 is read as a whole: 民政 within it is no name of its own."""
    judged = _judged(tmp_path, '[[name]]\nname = "民政"\ntype = "Method"')
    assert names(resolved(_REPORT, judged=judged)) == names(resolved(_REPORT))


def test_another_class_takes_what_it_cannot_be_along(tmp_path: Path) -> None:
    judged = _judged(tmp_path, f'[[retype]]\nkey = "{_HEAD}"\ntype = "Place"')
    found = resolved(_REPORT, judged=judged)
    (place,) = (e for e in found.entities if e.name == "秦岭南")
    assert (place.key, place.type, place.kinds) == (f"Place/{_AT}/秦岭南", "Place", ())
    assert not facts(found, "residentOf")
    assert {m.mention.type for m in found.mentions if m.entity == place.key} == {"Place"}


def test_a_verdict_with_words_holds_there_alone(tmp_path: Path) -> None:
    for verdict in ("drop", "retype"):
        extra = '\ntype = "Organization"' if verdict == "retype" else ""
        judged = _judged(tmp_path, f'[[{verdict}]]\nkey = "{_BUREAU}"\nquote = "南说，任城区民政局"{extra}')
        found = resolved(_REPORT, judged=judged)
        kinds = [m.mention.type for m in found.mentions if m.mention.text == "任城区民政局"]
        assert kinds == ["Agency"] if verdict == "drop" else ["Agency", "Organization"]
        assert len(facts(found, "residentOf")) == 1


def test_a_verdict_about_words_that_stand_nowhere_changes_nothing(tmp_path: Path) -> None:
    rows = (
        f'[[drop]]\nkey = "{_BUREAU}"\nquote = "无此处"',
        f'[[retype]]\nkey = "{_BUREAU}"\ntype = "Organization"\nquote = "无此处"',
        '[[name]]\nname = "柳泉书院"\ntype = "Organization"\nquote = "无此处"',
        f'[[fact]]\nsubject = "{_HEAD}"\npredicate = "residentOf"\nobject = "Area/x"\nquote = "秦岭南说"',
        f'[[fact]]\nsubject = "{_HEAD}"\npredicate = "residentOf"\nobject = "{_AREA}"\nquote = "无此处"',
    )
    judged = _judged(tmp_path, "\n".join(rows))
    assert resolved(_REPORT, judged=judged) == resolved(_REPORT)


def test_several_files_hold_together(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("[[drop]]\nkey = 'A'\n[[same]]\nkeys = ['B', 'C']", encoding="utf-8")
    two.write_text("[[drop]]\nkey = 'D'", encoding="utf-8")
    assert load(one, two).drop == {"A", "D"}
    two.write_text("[[different]]\nkeys = ['C', 'B']", encoding="utf-8")
    with pytest.raises(
        KnowledgeError, match=r"one\.toml and .*two\.toml: B and C are judged the same and different"
    ):
        load(one, two)


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
        ("[[retype]]\nkey = 'A'\ntype = 'Human'", "'Human' is no class"),
        ("[[name]]\nname = 'A'", "name and type"),
        ("[[name]]\nname = 'A'\ntype = 'Person'\nkey = 'B'", "quote, who and why"),
        ("[[wrong]]\nsubject = 'A'\npredicate = 'likes'\nobject = 'B'", "'likes' is no relation"),
        ("[[wrong]]\nsubject = 'A'\npredicate = 'receives'\nobject = 'B'", "'receives' is no relation"),
        ("[[fact]]\nsubject = 'A'\npredicate = 'leads'\nobject = 'B'", "quote"),
        ("[[fact]]\nsubject = 'A'\npredicate = 'holdsPost'\nobject = 'B'\nquote = 'C'", "needs a title"),
        (
            "[[fact]]\nsubject = 'A'\npredicate = 'leads'\nobject = 'B'\nquote = 'C'\ntitle = 'D'",
            "needs a title",
        ),
        ("drop = [1]", "number 1"),
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
