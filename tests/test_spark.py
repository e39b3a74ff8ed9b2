"""A build on Spark: on two executors, of which tasks and processes die, it gives what a build on one machine gives."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import RdfFormat, serialize
from resolutions import IN_COMMON

from kg import engine, output, pipeline
from kg.assemble import DEFAULT_BASE
from kg.cli import main
from kg.engine import Built
from kg.errors import EngineError, InputError, KnowledgeError
from kg.knowledge.judgement_rows import parse
from kg.knowledge.judgements import judgements_with
from kg.quarantine import Quarantine
from kg.reader import sources
from kg.spark import How, Outcome, build, connected, frames
from kg.spark.components import components, joined
from kg.spark.session import told
from kg.types import Limits

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROOT = Path(__file__).resolve().parents[1]
#: Names that pages share and that differ between them, namesakes, a body under two names, one that followed another.
SENTENCES = (
    *IN_COMMON,
    "安阳市文峰区教育局局长张伟介绍，该局与文峰区住建局签约。",
    "日本客人来到安阳，参观了殷墟。",
    "安阳市文峰区建设局局长张伟退休，区卫计委主任刘斐任安阳市卫健委主任。",
    "安阳市卫计委主任武振邦介绍，卫健委今年投资3亿元。",
    "安阳市北关区卫生健康委员会主任张伟到枫林苑小区调研。",
    "居民张伟说，枫林苑小区变了样。",
    "鹤壁市淇滨区住建局局长张伟介绍，枫林苑小区位于鹤壁市淇滨区。",
    "安阳市建设局副局长王志远与鹤壁市建设局副局长王志远签约。",
    "安阳市卫健委主任武振帮出席会议，市长侯津森参加。",
)
#: What people have decided about them: whole rows, and rows about some words.
JUDGED = """verdict,key,predicate,other,name,type,quote
same,Person/河南省安阳市/武振邦,,Person/河南省安阳市/武振帮,,,
same,Person/no/body,,Person/no/where,,,
different,Agency/河南省安阳市/文峰区住房和城乡建设局,,Agency/河南省安阳市/文峰区建设局,,,
rename,Area/河南省安阳市文峰区,,,文峰,,
drop,Person/河南省安阳市/刘斐（文峰区住房和城乡建设局）,,,,,
drop,Agency/河南省安阳市/文峰区教育局,,,,,安阳市文峰区教育局局长
retype,Community/河南省安阳市文峰区/枫林苑小区,,,,Place,枫林苑小区位于安阳市
retype,Project/河南省安阳市文峰区/枫林苑小区改造,,,,Event,
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages, of records of which two have one id, of two pages that say the same, and of no text."""
    folder = tmp_path_factory.mktemp("pages")
    for number, sentence in enumerate(SENTENCES):
        other = SENTENCES[number * 7 % len(SENTENCES)]
        (folder / f"{number:02}.txt").write_text(f"{sentence}\n{other}\n", encoding="utf-8")
    records = [
        {"id": id_, "text": SENTENCES[at], "date": "2024-01-05"} for id_, at in (("x", 0), ("y", 5), ("x", 9))
    ]
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "more.jsonl").write_text(text, encoding="utf-8")
    shutil.copy(folder / "03.txt", folder / "again.txt")
    (folder / "empty.txt").write_text("\n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    return folder


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two executors of one core, each a Java machine of its own that compiles as little as it can."""
    pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'minsheng-kg[spark]'")
    if not shutil.which("java"):
        pytest.skip("Java is not installed: apt install default-jre-headless")
    options = {"spark.sql.codegen.wholeStage": "false", "spark.sql.shuffle.partitions": "2"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        from pyspark import cloudpickle

        cloudpickle.register_pickle_by_value(sys.modules[__name__])
        with connected("local-cluster[2,1,1024]", options) as session:
            yield session
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


def dying(folder: str, usual: Callable[..., Any], *given: Any) -> Any:
    """What ``usual`` does; but of two steps the first task there is ends the process that it runs in, once: in one Python,
    in the other the executor with all that it has shuffled."""
    for step, executor in (("_read", False), ("_decided", True)):
        if f"kg.spark.{step}" not in _named(given[0]):
            continue
        try:
            os.close(os.open(f"{folder}/{step}", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        os.kill(_executor() if executor else os.getpid(), signal.SIGKILL)
    return usual(*given)


def _named(work: Any) -> set[str]:
    """The functions that a task is made of."""
    parts = (work.func, *work.args) if isinstance(work, partial) else (work,)
    return {
        f"{part.__module__.rsplit('.', 1)[0]}.{part.__name__}" for part in parts if hasattr(part, "__name__")
    }


def _executor() -> int:
    """The Java process above this one."""
    daemon = Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")", 1)[1].split()
    return int(daemon[1])


@pytest.fixture(scope="module")
def outcome(
    spark: SparkSession, pages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Outcome, Path]]:
    """The build, while processes die."""
    out, marks = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("marks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "_run", partial(dying, str(marks), frames._run))
        how = How(judgements_with(parse(JUDGED, "judged.csv")), Limits(), Quarantine(out / "quarantine"))
        result = build(spark, sources([str(pages)]), out, how, base=DEFAULT_BASE, part=200_000, merge=True)
    assert sorted(path.name for path in marks.iterdir()) == ["_decided", "_read"]
    yield result, out


@pytest.fixture(scope="module")
def here(pages: Path) -> Iterator[Built]:
    """The same on this machine."""
    with engine.build([str(pages)], judged=judgements_with(parse(JUDGED, "judged.csv"))) as built:
        yield built


def test_the_graph_is_that_of_one_machine(outcome: tuple[Outcome, Path], here: Built) -> None:
    parts = sorted((outcome[1] / "graph.nq").iterdir())
    assert [part.name for part in parts] == [f"part-{number:05}.nq" for number in range(len(parts))]
    assert len(parts) > 1
    whole = serialize(here.quads, None, RdfFormat.N_QUADS) or b""
    assert b"".join(part.read_bytes() for part in parts) == b"".join(sorted(whole.splitlines(keepends=True)))


def test_what_was_skipped_and_noted_is_the_same(outcome: tuple[Outcome, Path], here: Built) -> None:
    told, out = outcome
    assert [skip.code for skip in here.skipped]
    assert [(skip.id, skip.reason, skip.code) for skip in told.skipped] == [
        (skip.id, skip.reason, skip.code) for skip in here.skipped
    ]
    assert told.notices == here.notices
    assert {notice.code for notice in told.notices} >= {"same-text", "unmatched-judgement"}
    assert [skip.id for skip in told.skipped if skip.held and (out / "quarantine" / skip.held).exists()]
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["counts"] == told.counts


def test_tables_hold_mentions_claims_and_decisions(outcome: tuple[Outcome, Path], pages: Path) -> None:
    import pyarrow.parquet

    def rows(name: str) -> list[dict[str, Any]]:
        return pyarrow.parquet.read_table(outcome[1] / f"{name}.parquet").to_pylist()

    resolution = pipeline.understand([str(pages)], judged=judgements_with(parse(JUDGED, "judged.csv")))
    assert sorted(
        (row["page"], row["start"], row["end"], row["entity"]) for row in rows("mentions")
    ) == sorted(
        (each.page, each.mention.span.start, each.mention.span.end, each.entity)
        for each in resolution.mentions
    )
    texts = {page.id: page.text for page in resolution.pages}
    assert all(texts[row["page"]][row["start"] : row["end"]] == row["text"] for row in rows("claims"))
    assert sorted((row["page"], row["rule"], row["kind"]) for row in rows("claims")) == sorted(
        (each.source.page, each.source.rule, type(each).__name__.lower()) for each in resolution.claims
    )
    assert sorted((row["left"], row["right"], row["verdict"], row["score"]) for row in rows("decisions")) == [
        (each.left, each.right, each.verdict, each.score) for each in resolution.decisions
    ]
    assert {row["verdict"] for row in rows("decisions")} == {"same", "different", "open"}


def test_merged_it_is_what_a_build_on_one_machine_leaves(
    outcome: tuple[Outcome, Path], here: Built, tmp_path: Path
) -> None:
    merged = outcome[0].built
    assert merged is not None
    for name, built in (("here", here), ("spark", merged)):
        output.write(built, tmp_path / name, formats=["nq"])
    left = {path.name: path.read_bytes() for path in (tmp_path / "here").iterdir()}
    right = {path.name: path.read_bytes() for path in (tmp_path / "spark").iterdir()}
    reports = [json.loads(files.pop("report.json")) for files in (left, right)]
    assert left == right
    for report in reports:
        del report["timings"]
        for skip in report["skipped"]:
            del skip["held"]
    assert reports[0] == reports[1]


@pytest.mark.parametrize("few", [0, 1 << 10])
def test_what_hangs_together(few: int, spark: SparkSession, tmp_path: Path) -> None:
    drawn = random.Random(7)
    chain = [(f"{at:03}", f"{at + 1:03}") for at in range(100, 120)]
    others = [(f"{drawn.randrange(60):03}", f"{drawn.randrange(60):03}") for _ in range(25)]
    edges = [(one.encode(), other.encode()) for one, other in (*chain, *others) if one != other]
    drawn.shuffle(edges)
    found = components(spark.createDataFrame(edges, "one binary, other binary"), tmp_path.as_uri(), few)
    assert sorted((bytes(node), bytes(least)) for node, least in found.collect()) == joined(edges)
    assert {least for node, least in joined(edges) if node >= b"100"} == {b"100"}


def test_what_only_one_process_can_read_is_refused(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="every machine can open"):
        build(spark, sources(["-"]), tmp_path / "out", How(judgements_with([]), Limits()), base=DEFAULT_BASE)


def failing(_rows: Iterator[frames.Row]) -> Iterator[frames.Row]:
    raise KnowledgeError("seeds/x.tsv, line 3: no such title")


def test_what_a_task_fails_of_is_said(spark: SparkSession) -> None:
    frame = frames.mapped(spark.range(1), failing, "page binary")
    with pytest.raises(EngineError, match="line 3: no such title"), told():
        frame.collect()


# -- without Spark


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--engine", "flink"], "flink"),
        (["--master", "local[2]"], "--engine spark"),
        (["--merge"], "--engine spark"),
        (["--engine", "spark", "--store", "kept"], "--store"),
        (["--engine", "spark", "--jobs", "2"], "--jobs"),
        (["--engine", "spark", "--format", "nt"], "--merge"),
        (["--engine", "spark", "--merge", "--format", "nq"], "folder of the parts"),
    ],
)
def test_options_that_do_not_go_together(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "out"), *options]) == 2
    assert said in capsys.readouterr().err


def test_what_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyspark", None)
        with pytest.raises(EngineError, match=r"pip install 'minsheng-kg\[spark\]'"), connected():
            pass
    pytest.importorskip("pyspark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="default-jre-headless"), connected():
        pass
