"""A store that is kept up: whatever comes in, in whatever order, it holds what a build from scratch gives."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from resolutions import IN_COMMON

from kg import engine
from kg.assemble import DEFAULT_BASE, assemble
from kg.assemble import terms as t
from kg.cli import main
from kg.codec import dumped, loaded, packed, unpacked
from kg.errors import InputError, StoreError
from kg.knowledge import identity as weights
from kg.knowledge.judgement_rows import JudgementRow, parse, written
from kg.knowledge.judgements import Judgements, decided, judgements
from kg.pipeline import PageRead, read_page
from kg.resolve import resolve
from kg.serve import source
from kg.store import Change, Reading, Update, forget, page_ids, quads, result, status, to_build
from kg.store import fingerprint as mark
from kg.store.changed import digest_of_page
from kg.store.content import Content
from kg.store.graph import Graph, GraphDamaged
from kg.store.lock import locked_for_writing
from kg.types import Page, PageResolution, Resolution

ROOT = Path(__file__).resolve().parents[1]

#: Sentences that pages share in all ways that matter: names that differ from page to page, one fact surer here than there,
#: one number put in several ways, posts that make somebody an official, names in passing.
SENTENCES = (
    *IN_COMMON,
    "日本客人来到安阳，参观了殷墟。",
    "3月2日，安阳市人民政府与日本签约。",
    "河南省安阳市文峰区人民政府区长王志远调研枫林苑小区。",
    "安阳市文峰区建设局局长张伟退休，区卫计委主任刘斐任安阳市卫健委主任。",
    "安阳市北关区卫生健康委员会主任张伟到枫林苑小区调研。",
    "居民张伟说，枫林苑小区变了样。",
    "鹤壁市淇滨区住建局局长张伟介绍，枫林苑小区位于鹤壁市淇滨区。",
    "安阳市建设局副局长王志远与鹤壁市建设局副局长王志远签约。",
)
IDS = ("a/1.txt", "a/2.txt", "b/1.txt", "b/3.txt", "c.jsonl#7", "c.jsonl#8", "d.txt")
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3, unique=True).map("\n".join)
#: What the pages become, step by step (None: the page is removed), and after which steps the disk is made to hold it.
STEPS = st.lists(st.tuples(st.sampled_from(IDS), st.none() | TEXTS, st.booleans()), min_size=1, max_size=10)


@cache
def read(id: str, text: str) -> PageRead:
    found = read_page(Page(id, text))
    assert isinstance(found, PageRead)
    return found


def from_scratch(pages: dict[str, str]) -> Resolution:
    found = [read(id, pages[id]) for id in sorted(pages)]
    return resolve([each.page for each in found], [each.resolved for each in found], (), JUDGED)


#: What people have decided about some of those that the sentences name.
JUDGED = replace(
    judgements(),
    same={"Person/河南省安阳市/张伟": "Person/河南省安阳市/刘斐"},
    different=frozenset(
        {frozenset({"Agency/河南省安阳市/文峰区住房和城乡建设局", "Agency/河南省/安阳市建设局"})}
    ),
    rename={"Area/河南省安阳市文峰区": "文峰"},
    retype={"Community/河南省安阳市文峰区/枫林苑小区": "Place"},
    retype_at={"Agency/河南省安阳市/文峰区住房和城乡建设局": (("文峰区住建局完成投资", "Organization"),)},
    wrong={
        ("Person/河南省安阳市/刘斐", "holdsPost", "Agency/河南省安阳市/文峰区住房和城乡建设局"): (
            ("局长", ""),
        )
    },
)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Content, dict[str, str]]]:
    """One store for all examples, each of which finds what those before it have left; with blocks so small that some are
    too large to compare all that is in them."""
    usual = weights.read
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weights, "read", lambda *given: replace(usual(*given), most=3, next=2))
        weights.identity.cache_clear()
        content = Content(tmp_path_factory.mktemp("store") / "1", base=DEFAULT_BASE, judged=JUDGED)
        yield content, {}
        content.close()
    weights.identity.cache_clear()


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=[("a/1.txt", SENTENCES[0], True), ("b/1.txt", SENTENCES[0], True), ("a/1.txt", None, True)])
@example(steps=[("a/1.txt", SENTENCES[7], True), ("a/2.txt", SENTENCES[8], True), ("a/2.txt", None, True)])
@example(steps=[("a/1.txt", SENTENCES[4], True), ("b/3.txt", SENTENCES[1], False), ("b/3.txt", None, True)])
def test_any_order_and_any_batching_gives_the_graph_of_a_build_from_scratch(
    steps: list[tuple[str, str | None, bool]], lasting: tuple[Content, dict[str, str]]
) -> None:
    content, pages = lasting
    for id, text, settle in steps:
        if text is None:
            assert content.remove(id) == (pages.pop(id, None) is not None)
        else:
            pages[id] = text
            found = read(id, text)
            content.put(found.page, found.resolved, id, digest_of_page(found.page))
        if settle:
            content.settle()
            assert tuple(sorted(content.graph.quads(), key=str)) == assemble(from_scratch(pages))
    content.settle()
    whole = from_scratch(pages)
    assert tuple(sorted(content.graph.quads(), key=str)) == assemble(whole)
    assert dumped(content.resolution()) == dumped(whole)


def test_nothing_is_left_of_pages_that_are_gone(tmp_path: Path) -> None:
    content = Content(tmp_path / "1", base=DEFAULT_BASE)
    for id, text in zip(IDS, SENTENCES, strict=False):
        content.put(read(id, text).page, read(id, text).resolved, id, b"")
    content.settle()
    for id in IDS:
        content.remove(id)
    content.settle()
    tables = [row[0] for row in content.database.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    counts = {name: content.database.one(f"SELECT count(*) FROM {name}")[0] for name in tables}
    assert {name for name, count in counts.items() if count} == {"meta"}
    assert list(content.graph.quads()) == []
    content.close()


_BUREAU, _FORMER = (f"Agency/河南省安阳市/文峰区{name}" for name in ("住房和城乡建设局", "建设局"))
_ZHANG, _HOMES = "Person/河南省安阳市/张伟", "Community/河南省安阳市文峰区/枫林苑小区"
_ROWS: dict[str, tuple[JudgementRow, ...]] = {
    "an entity is dropped": (JudgementRow("drop", _BUREAU),),
    "what pages call so": (JudgementRow("drop", _FORMER), JudgementRow("drop", _HOMES)),
    "all bearers, one bearer": (
        JudgementRow("drop", _ZHANG),
        JudgementRow("drop", "Person/河南省安阳市/刘斐（文峰区住房和城乡建设局）"),
    ),
    "an entity is retyped, and named": (
        JudgementRow("retype", _FORMER, type="Organization"),
        JudgementRow("rename", "Organization/河南省安阳市/文峰区住房和城乡建设局", name="文峰住建"),
        JudgementRow("rename", f"{_ZHANG}（文峰区建设局）", name="张玮"),
    ),
    "within words": (
        JudgementRow("retype", _BUREAU, type="Organization", quote="文峰区住建局完成投资"),
        JudgementRow("drop", _BUREAU, quote="文峰区建设局局长张伟"),
        JudgementRow("drop", "Person/河南省安阳市/刘斐", quote="记者刘斐"),
    ),
    "one, by a key that means several": (
        JudgementRow("same", "Person/河南省安阳市/王志远", other=_ZHANG),
        JudgementRow("same", _HOMES, other="Community/河南省鹤壁市淇滨区/枫林苑小区"),
    ),
    "one, and not one with another": (
        JudgementRow("same", f"{_ZHANG}（文峰区建设局）", other=f"{_ZHANG}（）"),
        JudgementRow("same", "Agency/河南省安阳市/无此局", other=_FORMER),
        JudgementRow("different", _BUREAU, other=_FORMER),
        JudgementRow("different", f"{_ZHANG}（文峰区建设局）", other=_ZHANG),
    ),
    "facts": (
        JudgementRow("add", _ZHANG, "holdsPost", _BUREAU, title="书记", quote="居民张伟说"),
        JudgementRow("add", _HOMES, "locatedIn", "Area/河南省安阳市", quote="居民张伟说，枫林苑小区变了样"),
        JudgementRow("drop", "Person/河南省安阳市/刘斐", "holdsPost", _BUREAU),
        JudgementRow("drop", _HOMES, "builtIn", "1998"),
        JudgementRow("right", _HOMES, "locatedIn", "Area/河南省安阳市文峰区/东关街道"),
    ),
}


@pytest.mark.parametrize("rows", _ROWS.values(), ids=_ROWS)
def test_what_is_judged_comes_and_goes_as_in_a_build_from_scratch(
    rows: tuple[JudgementRow, ...], tmp_path: Path
) -> None:
    judged = decided(parse(written(rows), "judgements.tsv"))
    content = Content(tmp_path / "1", base=DEFAULT_BASE, judged=judged)
    pages: dict[str, PageRead] = {}
    texts = (*SENTENCES[10:], *SENTENCES[:6])  # the older name first
    for number, text in enumerate((*texts, *(None for _ in texts[:6]))):
        id = str(number % len(texts))
        if text is None:
            content.remove(id)
            del pages[id]
        else:
            found = pages[id] = cast(PageRead, read_page(Page(id, text), judged))
            content.put(found.page, found.resolved, id, b"")
        content.settle()
        each = [pages[id] for id in sorted(pages)]
        whole = resolve([one.page for one in each], [one.resolved for one in each], (), judged)
        assert not judged.drop & {entity.key for entity in whole.entities}
        assert tuple(sorted(content.graph.quads(), key=str)) == assemble(whole)
        assert dumped(content.resolution()) == dumped(whole)
    content.close()


# -- by files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the pages lie, from where the commands are given."""
    monkeypatch.chdir(tmp_path)
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, sentence in enumerate(SENTENCES[:3]):
        (pages / f"{number}.txt").write_text(sentence, encoding="utf-8")
    return pages


def update(
    *inputs: str, prune: bool = False, judged: Judgements | None = None, base: str | None = None
) -> list[tuple[str, str]]:
    """What became of which page."""
    told: list[Change] = []
    reading = Reading(judged)
    with to_build(Path("store"), base=base, reading=reading) as content:
        Update(content, reading, told.append).run(inputs, prune=prune)
    return [(change.what, change.page) for change in told]


def built(*inputs: str) -> tuple[Quad, ...]:
    return engine.build(list(inputs)).quads


def test_only_what_has_changed_is_taken_over(folder: Path) -> None:
    assert update("pages") == [("added", f"pages/{number}.txt") for number in range(3)]
    assert update("./pages/") == []
    (folder / "1.txt").write_text(SENTENCES[5], encoding="utf-8")
    (folder / "3.txt").write_text(SENTENCES[6], encoding="utf-8")
    (folder / "0.txt").unlink()
    assert update("pages") == [("changed", "pages/1.txt"), ("added", "pages/3.txt")]
    assert list(page_ids(Path("store"))) == [f"pages/{number}.txt" for number in range(4)]
    assert update("pages", prune=True) == [("removed", "pages/0.txt")]
    assert quads(Path("store")) == built("pages")


def test_a_page_of_which_only_the_bytes_changed_is_the_same(folder: Path) -> None:
    update("pages")
    (folder / "0.txt").write_bytes(SENTENCES[0].encode("utf-8-sig"))
    changed = update("pages")
    assert quads(Path("store")) == built("pages")
    assert [page for _, page in changed] in ([], ["pages/0.txt"])


def test_records_of_a_file_come_and_go_with_it(folder: Path) -> None:
    lines = [f'{{"id": "{number}", "text": "{sentence}"}}' for number, sentence in enumerate(SENTENCES)]
    feed = folder / "feed.jsonl"
    feed.write_text("\n".join(lines[:4]), encoding="utf-8")
    update("pages/feed.jsonl")
    feed.write_text("\n".join([*lines[1:4], lines[5]]), encoding="utf-8")
    assert sorted(update("pages/feed.jsonl")) == [
        ("added", "pages/feed.jsonl#5"),
        ("removed", "pages/feed.jsonl#0"),
    ]
    assert quads(Path("store")) == built("pages/feed.jsonl")
    feed.write_text("\n".join([*lines[1:3], lines[3][:-9], lines[5]]), encoding="utf-8")
    assert update("pages/feed.jsonl") == []  # the broken line may be the record that is missing


def test_what_cannot_be_read_is_told_every_time_and_costs_nothing(folder: Path) -> None:
    update("pages")
    (folder / "0.txt").write_bytes(b"")
    for _ in range(2):
        with to_build(Path("store")) as content:
            change = Update(content, Reading(), lambda _: None)
            change.run(["pages"], prune=True)
            assert [skip.id for skip in change.all_skipped()] == ["pages/0.txt"]
    assert "pages/0.txt" in page_ids(Path("store"))


def test_the_same_page_in_two_places_is_there_until_both_are_gone(folder: Path) -> None:
    shutil.copytree(folder, folder.parent / "copy")
    update("pages", "copy")
    assert quads(Path("store")) == built("pages", "copy")
    forget(Path("store"), ["copy/0.txt", "copy/1.txt", "copy/2.txt"], lambda _: None)
    assert quads(Path("store")) == built("pages")


@pytest.mark.usefixtures("folder")
def test_files_are_written_from_the_store() -> None:
    update("pages")
    whole = engine.build(["pages"])
    with to_build(Path("store")) as content:
        found = result(content, (), {})
    assert (found.quads, found.texts(), found.base) == (whole.quads, whole.texts(), whole.base)


def test_another_program_reads_the_pages_again_even_if_their_files_are_gone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update("pages")
    expected = quads(Path("store"))
    shutil.rmtree(folder)
    monkeypatch.setattr(mark, "_FORM", 0)
    mark._program.cache_clear()
    try:
        assert status(Path("store"))[-1][1].startswith("no")
        with pytest.raises(StoreError, match="another version"):
            forget(Path("store"), ["pages/0.txt"], lambda _: None)
        with to_build(Path("store")):
            pass
        assert [path.name for path in Path("store").iterdir() if path.name.isdecimal()] == ["2"]
        assert quads(Path("store")) == expected
    finally:
        mark._program.cache_clear()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("left", [b"", b"SQLite format 3\0" + bytes(84), b"half", None])
def test_a_renewal_that_was_cut_off_at_its_first_steps_is_begun_again(left: bytes | None) -> None:
    """The file of the pages without its tables, or the folder without that file."""
    update("pages")
    judged = replace(judgements(), rename={"Person/nobody": "nobody"})
    Path("store/2").mkdir()
    if left is not None:
        Path("store/2/pages.sqlite").write_bytes(left)
    update("pages", judged=judged)
    assert [path.name for path in Path("store").iterdir() if path.name.isdecimal()] == ["2"]
    assert quads(Path("store")) == built("pages")


@pytest.mark.usefixtures("folder")
def test_other_judgements_give_another_graph() -> None:
    update("pages")
    key = next(
        profile.key
        for profile in read("pages/0.txt", SENTENCES[0]).resolved.profiles
        if profile.name == "刘斐"
    )
    judged = replace(judgements(), rename={key: "刘菲"})
    update("pages", judged=judged)
    assert quads(Path("store")) == engine.build(["pages"], judged=judged).quads
    assert any(quad.object == Literal("刘菲", language="zh") for quad in quads(Path("store")))
    forget(Path("store"), ["pages/2.txt"], lambda _: None)  # it knows what was decided
    assert quads(Path("store")) == engine.build(["pages/0.txt", "pages/1.txt"], judged=judged).quads


# -- one at a time


@pytest.mark.usefixtures("folder")
def test_a_second_writer_and_a_reader_are_told_who_writes() -> None:
    update("pages")
    with locked_for_writing(Path("store")):
        who = f"process {os.getpid()} on "
        with pytest.raises(StoreError, match=f"store: {who}"):
            update("pages")
        with pytest.raises(StoreError, match=who):
            quads(Path("store"))
    assert update("pages") == []


@pytest.mark.usefixtures("folder")
def test_a_store_keeps_its_base() -> None:
    update("pages", base="https://kg.example/")
    assert any("https://kg.example/" in str(quad.subject) for quad in quads(Path("store")))
    with pytest.raises(StoreError, match=r"names individuals under https://kg\.example/"):
        update("pages", base=DEFAULT_BASE)
    assert update("pages") == []


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    (folder / "0.txt").rename(folder / "store")
    with pytest.raises(StoreError, match="no store, and holds"), to_build(folder):
        pass
    assert sorted(path.name for path in folder.iterdir()) == ["1.txt", "2.txt", "store"]
    with pytest.raises(StoreError, match="as a store"):
        quads(folder)


# -- damage


def kg(*args: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "kg", *args]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, env=environment, capture_output=True, text=True, check=False, **options
    )


def graph_files() -> list[Path]:
    return sorted(Path("store/1/graph").glob("*.sst"))


@pytest.mark.parametrize("harm", ["gone", "emptied", "no name", "torn", "garbled"])
@pytest.mark.usefixtures("folder")
def test_a_damaged_graph_is_told_and_made_again(harm: str) -> None:
    update("pages")
    expected = quads(Path("store"))
    graph = Path("store/1/graph")
    if harm in ("gone", "emptied"):
        shutil.rmtree(graph)
    if harm == "emptied":
        Graph(graph.parent, make=True).flush()
    if harm == "no name":
        (graph / "CURRENT").write_text("MANIFEST-999999\n")
    for path in graph_files() if harm in ("torn", "garbled") else ():
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if harm == "torn" else b"\xff" * len(content))
    with pytest.raises(GraphDamaged, match="kg build --store store --repair"):
        quads(Path("store"))
    with to_build(Path("store"), repair=True):
        pass
    assert quads(Path("store")) == expected


@pytest.mark.parametrize("harm", ["gone", "garbled"])
@pytest.mark.usefixtures("folder")
def test_damaged_pages_are_told(harm: str) -> None:
    update("pages")
    for path in Path("store/1").glob("pages.sqlite*"):
        if harm == "gone":
            path.unlink()
        else:
            path.write_bytes(b"\xff" * path.stat().st_size)
    with pytest.raises(StoreError, match=r"pages.sqlite: damaged .*build a new store"):
        update("pages")


def limit_files() -> None:
    """What is written beyond fails as on a full disk, and does not end the process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))


def test_a_full_disk_is_told_and_loses_nothing(folder: Path) -> None:
    update("pages")
    expected = quads(Path("store"))
    for number in range(40):
        (folder / f"more{number}.txt").write_text("\n".join(SENTENCES) + str(number), encoding="utf-8")
    done = kg("build", "--store", "store", "pages", preexec_fn=limit_files)
    assert done.returncode == 1
    assert done.stderr.startswith("kg: store/1/") and "make room" in done.stderr
    assert done.stderr.count("\n") == 1
    with to_build(Path("store")) as content:
        found = result(content, (), {})
    stored = list(page_ids(Path("store")))
    assert {f"pages/{number}.txt" for number in range(3)} <= set(stored)
    assert found.quads == built(*stored) and len(found.quads) >= len(expected)
    update("pages")
    assert quads(Path("store")) == built("pages")


# -- what it is kept in


@given(st.floats() | st.integers().map(float))
def test_numbers_come_back_as_they_were_written(value: float) -> None:
    check_literal(t.number(value))


@given(st.text(st.characters()), st.sampled_from([t.iso, t.text, t.chinese]))
@example("0000", t.iso)
@example("2021-13", t.iso)
def test_words_and_dates_come_back_as_they_were_written(value: str, make: object) -> None:
    check_literal(make(value))  # type: ignore[operator]


@pytest.fixture(scope="module", autouse=True)
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    global _graph
    _graph = Graph(tmp_path_factory.mktemp("graph"), make=True)
    yield
    del _graph


_graph: Graph


def check_literal(literal: Literal) -> None:
    name = NamedNode("https://kg.example/page")
    for value in (literal, Literal("another"), literal):
        quad = Quad(NamedNode("https://kg.example/s"), NamedNode("https://kg.example/p"), value, name)
        _graph.replace(name.value, {quad})
        assert set(_graph.quads()) == {quad}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(IDS))
def test_what_a_page_says_survives_being_packed(text: str, id: str) -> None:
    found = read(id, text)
    assert unpacked(packed(found.page), Page) == found.page
    back = unpacked(packed(found.resolved), PageResolution)
    assert (back.mentions, back.claims, back.profiles) == (
        found.resolved.mentions,
        found.resolved.claims,
        found.resolved.profiles,
    )
    assert dumped(back) == dumped(found.resolved)


@given(st.text(st.characters()), st.none() | st.text())
def test_any_characters_survive_being_packed(text: str, title: str | None) -> None:
    page = Page("p", text, title=title)
    assert unpacked(packed(page), Page) == page


def test_judgements_survive_being_packed() -> None:
    judged = judgements()
    assert loaded(dumped(judged), Judgements) == judged


@given(st.binary() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(repr).map(str.encode))
def test_what_is_no_page_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(content, PageResolution)
    with pytest.raises(ValueError):
        loaded(content, PageResolution)


# -- the commands


def test_the_commands_keep_tell_and_forget(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages", "--store", "store"]) == 0
    assert capfd.readouterr().out == "".join(f"added\tpages/{number}.txt\n" for number in range(3))
    (folder / "1.txt").write_text(SENTENCES[4], encoding="utf-8")
    (folder / "2.txt").unlink()
    assert main(["build", "pages", "--store", "store", "--prune", "-o", "kept", "--no-view"]) == 0
    assert capfd.readouterr().out.splitlines()[:2] == ["changed\tpages/1.txt", "removed\tpages/2.txt"]
    assert main(["build", "pages", "-o", "scratch", "--no-view"]) == 0
    for name in ("graph.ttl", "dataset.ttl", "decisions.tsv"):
        assert Path("kept", name).read_bytes() == Path("scratch", name).read_bytes()
    reports = [json.loads(Path(out, "report.json").read_bytes()) for out in ("kept", "scratch")]
    for report in reports:
        del report["timings"]
    assert reports[0] == reports[1]
    capfd.readouterr()
    assert main(["status", "--store", "store", "--pages"]) == 0
    assert capfd.readouterr().out == "pages/0.txt\npages/1.txt\n"
    assert main(["forget", "pages/0.txt", "pages/9.txt", "--store", "store"]) == 1
    told = capfd.readouterr()
    assert (told.out, "pages/9.txt: is no page of store" in told.err) == ("removed\tpages/0.txt\n", True)
    assert main(["build", "pages", "--store", "store"]) == 0
    assert capfd.readouterr().out == "added\tpages/0.txt\n"


def test_questions_are_answered_from_the_store(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "pages", "--store", "store", "-o", "files", "--no-view", "--format", "nq"]) == 0
    capfd.readouterr()
    answers = []
    for graph in ("store", "files/graph.nq"):
        for command in (["query", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"], ["explain", "刘斐"], ["stats"]):
            assert main([*command, graph]) == 0
            answers.append(capfd.readouterr().out)
    assert answers[:3] == answers[3:]
    served = source.read(Path("store"), write=False)
    assert set(ox.parse(served.nquads, format=ox.RdfFormat.N_QUADS)) == set(quads(Path("store")))
    with pytest.raises(InputError, match="without --write"):
        source.read(Path("store"), write=True)
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["build"], "name files"),
        (["build", "pages", "--prune"], "name one with --store"),
        (["build", "pages", "--repair"], "name one with --store"),
        (["build", "--store", "store", "--prune"], "it compares with inputs"),
        (["forget", "pages/0.txt", "--store", "nowhere"], "is no store"),
        (["status", "--store", "nowhere"], "as a store"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage_is_told(words: list[str], says: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(words) in (1, 2)
    assert says in " ".join(capfd.readouterr().err.replace("│", " ").split())
    assert not Path("store").exists() and not Path("nowhere").exists()
