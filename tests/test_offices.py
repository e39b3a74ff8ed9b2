"""Terms of office from several pages, and what contradicts what; the pages are written as the papers write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from bench.offices import CASES, measured
from kg.cli import main
from kg.engine import build
from kg.query import Conflict, conflict_queries, conflicts, find, run
from kg.validate import validate

#: Pages by their dates.
PAGES = {
    "2021-04-06": (
        "4月2日，安阳市文峰区第十六届人大常委会举行会议。会议任命苗春生为文峰区水利局局长，免去白雪莲的文峰区水利局局长职务。"
        "会议决定接受秦岭南辞去文峰区区长职务的请求，任命何远山为文峰区代理区长。\n"
        "任前公示：王守海，现任安阳市文峰区教育局副局长，拟任文峰区教育局局长。"
    ),
    "2020-03-04": "安阳市文峰区水利局局长白雪莲、文峰区区长秦岭南参加。",
    "2022-05-06": "安阳市文峰区水利局局长苗春生说，文峰区区长何远山参加。",
}


def _quads(folder: Path, pages: dict[str, str], base: str | None = None) -> tuple[Quad, ...]:
    lines = [
        json.dumps({"id": day, "title": "要闻", "date": day, "text": text}, ensure_ascii=False)
        for day, text in pages.items()
    ]
    path = folder / "pages.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return build([str(path)], **({"base": base} if base else {})).quads


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> tuple[Quad, ...]:
    return _quads(tmp_path_factory.mktemp("offices"), PAGES)


@pytest.mark.parametrize(
    ("name", "wrong", "missed", "otherwise"),
    [("wordings", 1, 5, 1), ("first-look", 0, 1, 0), ("blind", 0, 0, 0)],
)
def test_posts_are_read_in_the_words_of_the_papers(
    name: str, wrong: int, missed: int, otherwise: int
) -> None:
    """So many may be read that nobody states, be missed, or be said to be held in another way or at another time."""
    score = measured(CASES / f"{name}.jsonl")
    assert (score.wrong, score.missed) <= (wrong, missed) and score.missed <= missed
    assert score.found - score.flagged <= otherwise


def _asked(quads: tuple[Quad, ...], name: str, **params: str) -> list[tuple[str, ...]]:
    return list(run(find(name, params)[0], quads).texts())


def test_a_post_has_a_timeline_over_several_pages(quads: tuple[Quad, ...]) -> None:
    assert _asked(quads, "holders-of-post", body="水利局") == [
        (
            "文峰区水利局 局长",
            "白雪莲",
            "局长",
            "",
            "2021-04-02",
            "true",
            "2020-03-04",
            "2021-04-06",
            "2020-03-04",
        ),
        (
            "文峰区水利局 局长",
            "苗春生",
            "局长",
            "2021-04-02",
            "",
            "false",
            "2021-04-06",
            "2022-05-06",
            "2021-04-02",
        ),
    ]
    assert [row[1:3] for row in _asked(quads, "holders-of-post", title="区长")] == [
        ("秦岭南", "区长"),
        ("何远山", "代理区长"),
        ("何远山", "区长"),
    ]


def test_a_person_has_a_timeline(quads: tuple[Quad, ...]) -> None:
    assert [row[1:7] for row in _asked(quads, "posts-of-person", person="何远山")] == [
        ("代理区长", "文峰区人民政府", "2021-04-02", "", "acting", "false"),
        ("区长", "文峰区人民政府", "", "", "", "false"),
    ]


def test_who_is_proposed_holds_nothing(quads: tuple[Quad, ...]) -> None:
    assert [row[:3] for row in _asked(quads, "nominations")] == [("王守海", "局长", "文峰区教育局")]
    assert [row[1] for row in _asked(quads, "posts-of-person", person="王守海")] == ["副局长"]


def test_dates_of_posts_are_intervals_with_their_sentence(quads: tuple[Quad, ...]) -> None:
    found = {(row[0], row[3], row[4]) for row in _asked(quads, "tenures")}
    assert {("苗春生", "since", "2021-04-02"), ("白雪莲", "until", "2021-04-02")} <= found
    assert all("4月2日" in row[5] for row in _asked(quads, "tenures"))


def test_the_graph_conforms_and_has_no_blank_nodes(quads: tuple[Quad, ...]) -> None:
    assert validate(quads).violations == ()
    assert not any("_:" in (str(quad.subject)[:2], str(quad.object)[:2]) for quad in quads)


def test_the_order_of_the_pages_does_not_matter(quads: tuple[Quad, ...], tmp_path: Path) -> None:
    assert _quads(tmp_path, dict(reversed(PAGES.items()))) == quads


def test_a_change_of_office_is_no_conflict(quads: tuple[Quad, ...]) -> None:
    assert conflicts(quads) == ()


_LEAD = "安阳市文峰区"
#: Pages by their dates, and the conflicts that they make: kind, about, one, other.
CONFLICTS = [
    (
        {"2021-03-04": f"{_LEAD}水利局局长苗春生说。", "2021-03-05": f"{_LEAD}水利局副局长白雪莲说。"},
        [],
    ),
    (
        {"2021-03-04": f"{_LEAD}水利局副局长苗春生、何远山说。"},
        [],
    ),
    (
        {"2021-03-04": f"文峰区委书记苗春生、{_LEAD}区长何远山参加。"},
        [],
    ),
    (
        {"2020-03-04": f"{_LEAD}水利局局长苗春生说。", "2021-03-04": f"{_LEAD}水利局局长何远山说。"},
        [],
    ),
    (
        {
            "2020-03-04": f"{_LEAD}水利局局长苗春生说。",
            "2021-03-04": f"{_LEAD}水利局局长何远山说。",
            "2022-03-04": f"{_LEAD}水利局局长苗春生说。",
        },
        [("heads", "文峰区水利局 局长", "何远山 局长", "苗春生 局长")],
    ),
    (
        {
            "2020-03-04": f"{_LEAD}水利局局长苗春生说。",
            "2021-03-04": f"{_LEAD}水利局局长何远山说。",
            "2022-03-04": f"{_LEAD}水利局原局长苗春生说。",
        },
        [],
    ),
    (
        {
            "2021-03-04": f"{_LEAD}水利局局长苗春生说。何远山说，水利局的事他知道。{_LEAD}水利局局长何远山参加。"
        },
        [("heads", "文峰区水利局 局长", "何远山 局长", "苗春生 局长")],
    ),
    (
        {
            "2021-03-04": f"3月2日，{_LEAD}人大常委会免去白雪莲的文峰区水利局局长职务。",
            "2021-05-04": f"{_LEAD}水利局局长白雪莲说。",
        },
        [("terms", "白雪莲 文峰区水利局 局长", "until 2021-03-02", "shown 2021-05-04")],
    ),
    (
        {"2021-03-04": f"{_LEAD}中州路改造工程总投资90万元，其中财政补助60万元，居民自筹50万元。"},
        [
            ("parts", "中州路改造工程 investment", "90万元", "50万元"),
            ("parts", "中州路改造工程 investment", "90万元", "60万元"),
        ],
    ),
    (
        {"2021-03-04": f"{_LEAD}中州路改造工程总投资90万元，其中财政补助60万元，居民自筹30万元。"},
        [],
    ),
    (
        {"2021-03-04": f"{_LEAD}柳岸小区建成于1996年。", "2021-05-04": f"{_LEAD}柳岸小区建成于1998年。"},
        [("dates", "柳岸小区", "builtIn 1998", "builtIn 1996")],
    ),
]


@pytest.mark.parametrize(("pages", "wanted"), CONFLICTS)
def test_what_contradicts_what(
    pages: dict[str, str], wanted: list[tuple[str, str, str, str]], tmp_path: Path
) -> None:
    found = conflicts(_quads(tmp_path, pages))
    assert [(each.kind, each.about, each.one, each.other) for each in found] == wanted
    texts = "\n".join(pages.values())
    assert all(each.sentence in texts and each.other_sentence in texts for each in found)


def test_every_conflict_query_has_the_same_columns() -> None:
    heads = {query.sparql.partition("SELECT DISTINCT ")[2].partition("\n")[0] for query in conflict_queries()}
    assert len(heads) == 1 and len(conflict_queries()) >= 5


def test_a_build_reports_conflicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages, _ = CONFLICTS[6]
    _quads(tmp_path, pages)
    args = ["build", str(tmp_path / "pages.jsonl"), "-o", str(tmp_path / "out"), "--no-view", "--jobs", "1"]
    assert main(args) == 0
    assert "1 conflicts, see conflicts.tsv" in capsys.readouterr().err
    header, row = (tmp_path / "out" / "conflicts.tsv").read_text(encoding="utf-8").splitlines()
    (reported,) = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["conflicts"]
    assert header.split("\t") == list(reported)
    assert Conflict(**reported).about == "文峰区水利局 局长" and row.startswith("heads\t")
    capsys.readouterr()
    for form, words in (
        ("text", "heads: 文峰区水利局 局长"),
        ("tsv", "\nheads\t"),
        ("json", '"kind": "heads"'),
    ):
        assert main(["conflicts", str(tmp_path / "out" / "graph.ttl"), "--format", form]) == 0
        assert words in capsys.readouterr().out


def test_parts_of_a_number_are_linked(tmp_path: Path) -> None:
    text = f"{_LEAD}中州路改造工程惠及居民4056户，其中贫困户656户。"
    found = [
        quad for quad in _quads(tmp_path, {"2021-03-04": text}) if quad.predicate.value.endswith("#partOf")
    ]
    assert len(found) == 1
    numbers = {
        str(quad.subject): quad.object
        for quad in _quads(tmp_path, {"2021-03-04": text})
        if quad.predicate.value.endswith("numericValue")
    }
    part, whole = numbers[str(found[0].subject)], numbers[str(found[0].object)]
    assert isinstance(part, Literal) and isinstance(whole, Literal)
    assert (part.value, whole.value) == ("656.0", "4056.0")
