"""The command line: what it prints where, its exit codes, and that nobody ever sees a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
import typer

from kg.annotate import TOOLS
from kg.census import census_of
from kg.cli import main
from kg.cli.app import app
from kg.export import FORMATS
from kg.query import statistics

ROOT = Path(__file__).resolve().parents[1]
GRAPH = ROOT / "tests" / "data" / "query" / "graph.ttl"
SELECT = ROOT / "ontology" / "queries" / "areas.rq"
CLI_DOC = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
OUTPUTS = ("conflicts.tsv", "dataset.ttl", "decisions.tsv", "graph.html", "graph.ttl", "report.json")
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?d ?g"

PAGE = """区政要闻

柳岸小区旧貌换新颜

本报讯(记者 卓闻笔)3月2日,云岭区住房和城乡建设局局长柳大川到柳岸小区调研。该小区建于1996年,共有住户480户。
"""


def start(*args: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """The command in a process of its own, as a shell would start it."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *args],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_ctrl_c,
    )


def hear_ctrl_c() -> None:
    """As in the foreground: a shell's background jobs, these tests among them, are started deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "page.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


# -- documented


def sections() -> dict[str, str]:
    parts = re.split(r"^## `kg ([\w-]+)`$", CLI_DOC, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_documented_and_no_other() -> None:
    assert sorted(sections()) == sorted(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_of_a_command_is_documented_and_no_other(command: str) -> None:
    known = {o for p in COMMANDS[command].params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")}
    written = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", sections()[command]))
    assert written == known - {"--help"}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert COMMANDS[command].help.split("\n")[0] in " ".join(capsys.readouterr().out.split())


def test_the_exit_codes_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for code in ("0 done", "1 failed", "2 wrong usage", "3 the graph violates", "4 done, but some", "130"):
        assert code in told


def test_every_export_format_is_documented() -> None:
    assert [name for name in (*FORMATS, *TOOLS) if f"`{name}`" not in sections()["export"]] == []


def test_the_keys_of_the_report_are_documented(page: Path, tmp_path: Path) -> None:
    assert main(["build", str(page), "-o", str(tmp_path / "out"), "--no-view"]) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [key for key in (*report, *report["counts"]) if f"`{key}`" not in sections()["build"]] == []


# -- one line, and a code

FAILURES = [
    (["query", "officials", "nowhere.ttl"], 1, "kg: nowhere.ttl: no such graph file; "),
    (["query", "SELECT * {", str(GRAPH)], 1, "kg: the query is malformed: line 1, column "),
    (["query", "SELECT * { SERVICE <http://x> {} }", str(GRAPH)], 1, "kg: the query uses SERVICE, "),
    (["query", "oficials", str(GRAPH)], 1, "kg: no query is named 'oficials', did you mean officials?; "),
    (["query", ENDLESS, str(GRAPH), "--timeout", "0.5"], 1, "kg: the query took longer than 0.5 s: "),
    (["explain", "无名氏", str(GRAPH)], 1, "kg: the graph knows no '无名氏'"),
    (["stats", "LICENSE"], 1, "kg: LICENSE: the ending names no "),
    (["view", "nowhere.ttl", "-o", "x.html"], 1, "kg: nowhere.ttl: no such graph file; "),
    (
        ["view", str(GRAPH), "-o", "x.html", "--focus", "民生"],
        1,
        "kg: no entity of the graph is called '民生'; near",
    ),
    (
        ["view", str(GRAPH), "-o", "x.html", "--query", "nowhere.rq"],
        1,
        "kg: nowhere.rq: the query cannot be read",
    ),
    (
        ["view", str(GRAPH), "-o", "x.html", "--query", str(SELECT)],
        1,
        "kg: the query answers with a table, not with",
    ),
    (["build", "nowhere/*.txt"], 1, "kg: "),
    (["eval", "nowhere.json"], 1, "kg: nowhere.json: "),
    (["export", str(GRAPH), "-f", "ttl", "-o", "LICENSE/graph.ttl"], 1, "kg: "),
]


@pytest.mark.parametrize(("args", "code", "line"), FAILURES, ids=[" ".join(f[0])[:40] for f in FAILURES])
def test_a_failure_is_one_line(
    args: list[str], code: int, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(args) == code
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(line)
    assert said.err.count("\n") == 1 and said.err.endswith("\n")


WRONG_USAGE = [
    ["nonsense"],
    ["query", "officials", str(GRAPH), "--format", "xlsx"],
    ["query", "officials", str(GRAPH), "--param", "in"],
    ["query", "--timeout", "soon"],
    ["build"],
    ["build", "x.txt", "--format", "pdf"],
    ["build", "x.txt", "--jobs", "0"],
    ["mentions", "x.txt", "--format", "csv"],
    ["export", str(GRAPH), "-f", "pdf", "-o", "x"],
    ["export", str(GRAPH)],
    ["eval", "a.json", "b.json", "--graph", str(GRAPH)],
    ["stats", str(GRAPH), "--format", "yaml"],
    ["build", "x.txt", "-o", ""],
    ["build", "x.txt", "--base="],
    ["build", "x.txt", "--columns", "text=a,text=b"],
]


@pytest.mark.parametrize("args", WRONG_USAGE, ids=" ".join)
def test_wrong_usage_is_told(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    said = capsys.readouterr()
    assert said.out == "" and "Error:" in said.err and "Traceback" not in said.err


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_streams_that_are_closed_are_as_if_nobody_listened(closed: str) -> None:
    command = ["bash", "-c", f'exec "$@" {closed}', "-", sys.executable, "-m", "kg", "hash", str(GRAPH)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0 and (b"Traceback" not in done.stderr) and (b"defect" not in done.stderr)
    assert (b"standard output is closed" in done.stderr) == ("1>" in closed and "2>" not in closed)
    assert bool(done.stdout) == ("1>" not in closed)


def test_a_build_is_named_by_its_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(GRAPH, tmp_path / "graph.ttl")
    assert main(["hash", str(tmp_path), str(tmp_path / "graph.ttl")]) == 0
    assert len({line.split()[0] for line in capsys.readouterr().out.splitlines()}) == 1
    assert main(["export", str(tmp_path), "--to", "nt", "-o", str(tmp_path / "g.nt")]) == 0


@pytest.mark.parametrize(
    "args",
    [
        ["hash", "--report", "{}"],
        ["eval", "{}"],
        ["import", "{}", "--from", "doccano"],
        ["export", str(GRAPH), "--to", "wikibase-quickstatements", "--mapping", "{}", "-o", "x.txt"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "content", ["[" * 100_000, "a = " + "[" * 100_000, '{"files": {"../x": {"sha256": ""}}}']
)
def test_a_file_that_is_nested_without_end_or_leads_astray_is_told(
    args: list[str], content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.jsonld"
    path.write_text(content)
    assert main([str(path) if arg == "{}" else arg for arg in args]) == 1
    said = capsys.readouterr().err
    assert "r.jsonld" in said and "defect" not in said and said.count("\n") == 1


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    for args in (["--debug", "stats", "nowhere.ttl"], ["stats", "nowhere.ttl", "--debug"]):
        assert main(args) == 1
        said = capsys.readouterr().err
        assert "Traceback" in said and said.splitlines()[-1].startswith("kg: nowhere.ttl")


def test_a_defect_is_one_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that no file can have is nothing that the command foresees."""
    assert main(["query", "@a\0b.rq", str(GRAPH)]) == 1
    assert re.fullmatch(r"kg: unexpected ValueError: .*--debug.*\n", capsys.readouterr().err)


def test_a_graph_that_violates_its_shapes_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(
        "<https://example.org/m> a <https://w3id.org/minsheng/ontology#Measure> .\n", encoding="utf-8"
    )
    assert main(["validate", str(broken)]) == 3
    assert "https://example.org/m" in capsys.readouterr().out


# -- build and mentions


def test_a_skipped_input_is_4_and_named(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (page.parent / "empty.txt").write_bytes(b"")
    (page.parent / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    out = tmp_path / "out"
    assert main(["build", str(page.parent), "-o", str(out)]) == 4
    said = capsys.readouterr()
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [Path(skip["id"]).name for skip in report["skipped"]] == ["empty.txt", "picture.txt"]
    for skip in report["skipped"]:
        assert f"kg: skipped {skip['id']}: {skip['reason']}" in said.err
    assert said.out.split() == [str(out / name) for name in OUTPUTS]
    assert report["counts"]["pages"] == 1


def test_build_writes_what_is_asked_for_and_nothing_else(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    args = [
        "build",
        str(page),
        "-o",
        str(out),
        "--no-view",
        "--no-validate",
        "--format",
        "nq",
        "--format",
        "csv",
    ]
    assert main([*args, "--base", "https://example.org/my/"]) == 0
    names = {path.name for path in out.iterdir()}
    assert {"graph.ttl", "graph.nq", "dataset.ttl", "report.json"} < names and "graph.html" not in names
    assert {name for name in names if name.endswith(".csv")} == {
        "graph.nodes.csv", "graph.edges.csv", "graph.facts.csv"
    }  # fmt: skip
    assert all(
        "csv" in name or name.startswith(("graph.", "report.", "dataset.", "decisions.")) for name in names
    )
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["validation"] is None and report["skipped"] == []
    quads = list(ox.parse(path=out / "graph.nq"))
    assert report["counts"]["triples"] == statistics(census_of(quads)).triples > 0
    assert all(quad.subject.value.startswith("https://example.org/my/") for quad in quads)


def test_building_twice_differs_in_timings_alone(page: Path, tmp_path: Path) -> None:
    reports = []
    for name in ("one", "two"):
        assert main(["build", str(page), "-o", str(tmp_path / name)]) == 0
        report = json.loads((tmp_path / name / "report.json").read_text(encoding="utf-8"))
        assert set(report.pop("timings")) >= {"find", "read", "resolve", "assemble", "export ttl", "view"}
        reports.append(report)
    assert reports[0] == reports[1]


def test_a_build_that_fails_leaves_the_one_before(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["build", str(page), "-o", str(out), "--no-view"]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "graph.nt").mkdir()
    (out / "graph.nt" / "kept").touch()
    assert main(["build", str(page.parent / "none.txt"), "-o", str(out)]) == 1
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("format", ["jsonl", "tsv"])
def test_mentions_stand_where_they_say(page: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mentions", str(page), "--format", format]) == 0
    lines = capsys.readouterr().out.splitlines()
    if format == "tsv":
        head, *rows = [line.split("\t") for line in lines]
        found = [dict(zip(head, row, strict=True)) for row in rows]
    else:
        found = [json.loads(line) for line in lines]
    assert [set(mention) for mention in found] == [
        {"doc", "start", "end", "text", "type", "name", "id"}
    ] * len(found)
    for mention in found:
        assert mention["doc"] == str(page)
        assert PAGE[int(mention["start"]) : int(mention["end"])] == mention["text"]
    assert ("Person", "柳大川") in {(mention["type"], mention["name"]) for mention in found}
    places = [(int(mention["start"]), int(mention["end"])) for mention in found]
    assert places == sorted(places)


def test_names_are_found_without_what_only_other_commands_need(page: Path) -> None:
    """A start must not wait for libraries of drawing, checking and asking."""
    code = "import sys; from kg.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    words = [sys.executable, "-c", code, "mentions", str(page)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, timeout=60)
    loaded = set(done.stderr.decode().split())
    assert "kg.pipeline" in loaded and done.stdout
    idle = {
        "jieba",
        "jinja2",
        "kg.engine",
        "kg.export",
        "kg.query",
        "kg.view",
        "lxml",
        "networkx",
        "pyshacl",
        "rdflib",
        "starlette",
    }
    assert not loaded & idle


def test_standard_input_is_a_page() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "mentions", "-"],
        cwd=ROOT,
        input=PAGE.encode("gb18030"),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert {json.loads(line)["doc"] for line in done.stdout.decode().splitlines()} == {"-"}


# -- the other commands


@pytest.mark.parametrize("format", ["ttl", "nt", "nq", "jsonld", "rdfxml"])
def test_export_keeps_every_triple(tmp_path: Path, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"graph.{FORMATS[format].ending}"
    assert main(["export", str(GRAPH), "-f", format, "-o", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert main(["stats", str(out), "--format", "json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert main(["stats", str(GRAPH), "--format", "json"]) == 0
    assert again == json.loads(capsys.readouterr().out)


def test_view_draws_a_graph(tmp_path: Path) -> None:
    assert main(["view", str(GRAPH), "-o", str(tmp_path / "graph.html")]) == 0
    assert "柳大川" in (tmp_path / "graph.html").read_text(encoding="utf-8")


def test_view_writes_beside_the_graph_if_nothing_else_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "town.ttl"
    copy.write_bytes(GRAPH.read_bytes())
    assert main(["view", str(copy)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'town.html'}\n" and (tmp_path / "town.html").is_file()


@pytest.mark.parametrize(
    ("args", "inside", "outside"),
    [
        (["--focus", "柳大川"], "云岭区民生事务局", "石桥村"),
        (["--focus", "柳大川", "--hops", "0"], "柳大川", "云岭区民生事务局"),
        (["--focus", "柳大川", "--hops", str(10**15)], "柳大川", "九霄云外"),
        (["--query", "leads.rq"], "云岭区民生事务局", "石桥村"),
    ],
)
def test_view_draws_a_part(tmp_path: Path, args: list[str], inside: str, outside: str) -> None:
    query = tmp_path / "leads.rq"
    query.write_text(
        "CONSTRUCT { ?person kg:leads ?body } WHERE { ?person kg:leads ?body }", encoding="utf-8"
    )
    out = tmp_path / "part.html"
    args = [str(query) if each == query.name else each for each in args]
    assert main(["view", str(GRAPH), "-o", str(out), *args]) == 0
    names = _names_in(out)
    assert any(inside in name for name in names) and not any(outside in name for name in names)


def _names_in(page: Path) -> list[str]:
    """The names of the entities that a page shows."""
    found = re.search(
        r'<script type="application/json" id="graph-data">(.*?)</script>',
        page.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert found
    names = json.loads(found[1])["entities"]["name"]
    return names if isinstance(names, list) else names["of"]


def test_hops_need_something_to_count_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["view", str(GRAPH), "--hops", "2"]) == 2
    assert "--focus" in capsys.readouterr().err


def test_query_alone_lists_the_named_queries(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query"]) == 0
    said = capsys.readouterr().out
    assert "officials" in said and "谁是哪个单位的负责人" in said


def test_a_query_is_drawn_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "officials", str(GRAPH), "--param", "in=民生"]) == 0
    said = capsys.readouterr().out
    assert "谁是哪个单位的负责人" in said and re.search(
        r"柳大川\s+局长\s+云岭区民生事务局\s+2021-03-04", said
    )


def test_a_cut_answer_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT ?s { ?s ?p ?o }", str(GRAPH), "--max-rows", "2", "--format", "tsv"]) == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 3 and "cut off after 2 rows" in said.err


def test_explain_quotes_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "柳大川", str(GRAPH)]) == 0
    said = capsys.readouterr().out
    assert "【柳大川与云岭区民生事务局】" in said and "[0:12]" in said and "relations/invented" in said
    assert main(["explain", "柳大川", str(GRAPH), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["name"] == "柳大川"


def test_no_name_steers_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    hostile = ox.Quad(
        ox.NamedNode("http://x/s"), label, ox.Literal("甲\x1b]0;乙\x07\x9b2J\u202e丙\r\n　丁", language="zh")
    )
    graph = tmp_path / "graph.nq"
    graph.write_bytes(ox.serialize([hostile], format=ox.RdfFormat.N_QUADS) or b"")
    assert main(["explain", "http://x/s", str(graph)]) == 0
    assert main(["query", "SELECT ?l { ?s ?p ?l }", str(graph)]) == 0
    assert main(["explain", "甲\x1b]0;", str(graph)]) == 1
    said = capsys.readouterr()
    shown = "甲\\x1b]0;乙\\x07\\x9b2J\\u202e丙  　丁"
    assert said.out.count(shown) == 2 and shown.split("乙")[0] in said.err
    assert all(char.isprintable() or char in "\n　" for char in said.out + said.err)


def test_stats_name_the_bodies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(GRAPH)]) == 0
    assert re.search(r"云岭区民生事务局\s+14\b", capsys.readouterr().out)


def test_eval_scores_a_page_and_a_graph(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = {
        "id": "e1",
        "type": "Person",
        "name": "柳大川",
        "aliases": [],
        "article": "a1",
        "quote": "局长柳大川",
    }
    gold = {"page": "page", "published": None, "entities": [person], "facts": [], "measures": [], "dates": []}
    path = tmp_path / "page.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    assert main(["eval", str(path), "--format", "json"]) == 0  # finds pages/page.txt beside the gold
    scores = json.loads(capsys.readouterr().out)[str(path)]
    assert scores["entities"]["recall"] == 1.0 and scores["evidence"]["precision"] == 1.0
    other = tmp_path / "other.json"
    other.write_bytes(path.read_bytes())
    assert main(["eval", str(path), str(other), "--pages", str(page.parent), "--no-misses"]) == 0
    assert "mean of 2 pages" in capsys.readouterr().out
    assert main(["eval", str(path), "--graph", str(GRAPH)]) == 0
    assert re.search(r"entities extra \(21\)", capsys.readouterr().out)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"kg \d+\.\d+\.\d+\n", capsys.readouterr().out)


# -- the surroundings


def test_output_is_utf8_whatever_the_locale() -> None:
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = start("query", "officials", str(GRAPH), environment=locale)
    out, err = done.communicate(timeout=60)
    assert (done.returncode, err) == (0, b"") and "柳大川" in out.decode("utf-8")


def test_no_bar_where_nobody_watches(page: Path, tmp_path: Path) -> None:
    done = start("build", str(page), "-o", str(tmp_path / "out"), "--no-view")
    _, err = done.communicate(timeout=120)
    assert done.returncode == 0 and b"\x1b" not in err
    assert err and all(line.startswith(b"kg: ") for line in err.splitlines())


def test_a_reader_that_leaves_is_no_failure() -> None:
    done = start("query", "facts-with-sentence", str(GRAPH), "--format", "json")
    assert done.stdout and done.stderr
    done.stdout.close()
    assert (done.wait(timeout=60), done.stderr.read()) == (0, b"")
    done.stderr.close()


#: Ctrl-C in the instant in which the command is loaded.
EARLY = """
import builtins, os, signal
from kg.__main__ import start
load = builtins.__import__
def interrupted(name, *more):
    if name == "kg.cli":
        os.kill(os.getpid(), signal.SIGINT)
    return load(name, *more)
builtins.__import__ = interrupted
start()
"""


def test_ctrl_c_is_quiet_while_the_command_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EARLY], cwd=ROOT, capture_output=True, check=False, preexec_fn=hear_ctrl_c
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see when the query runs")
def test_ctrl_c_is_one_line() -> None:
    done = start("query", ENDLESS, str(GRAPH), "--timeout", "60")
    children = Path(f"/proc/{done.pid}/task/{done.pid}/children")
    for _ in range(600):
        if children.read_text(encoding="ascii").strip():
            break
        time.sleep(0.05)
    done.send_signal(signal.SIGINT)
    _, err = done.communicate(timeout=30)
    assert (done.returncode, err) == (130, b"kg: interrupted\n")
