"""What ``kg build`` promises: the same bytes each time, quotes that stand, a bad input costs only itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Quad, QuerySolutions, RdfFormat, Store, parse

from kg.knowledge.ontology import ontology

ROOT = Path(__file__).resolve().parents[1]
PAGES = Path("seeds") / "pages"
NAMES = sorted(path.name for path in (ROOT / PAGES).iterdir())
GOLD = Path("tests") / "data"

PREFIXES = """
PREFIX kg: <https://w3id.org/minsheng/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX qudt: <http://qudt.org/schema/qudt/>
"""

#: The direct facts, and the two triples by which a membership and a measure are stated.
STATED = [
    *(f"kg:{known.name}" for known in (*ontology().facts, *ontology().dates)),
    "org:member",
    "kg:measureOf",
]


def kg(
    *args: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user would, in a process of its own."""
    command = [sys.executable, "-m", "kg", *map(str, args)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    return subprocess.run(
        command, cwd=cwd, env=settings, capture_output=True, text=True, encoding="utf-8", timeout=300
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages, built once as the README says."""
    folder = tmp_path_factory.mktemp("built")
    done = kg("build", PAGES, "-o", folder)
    # Whether the graph conforms is a test of its own: the others should say something even if it does not.
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr
    return folder


@pytest.fixture(scope="module")
def store(out: Path) -> Store:
    loaded = Store()
    loaded.load(path=out / "graph.ttl", format=RdfFormat.TURTLE)
    return loaded


def rows(store: Store, query: str) -> list[list[str]]:
    solutions = store.query(PREFIXES + query)
    assert isinstance(solutions, QuerySolutions)
    return [
        ["" if value is None else getattr(value, "value", str(value)) for value in row] for row in solutions
    ]


# -- the same bytes, whatever the surroundings

SURROUNDINGS = [
    (
        "another seed, UTF-8 locale, a glob and a repeated name, one worker",
        [PAGES / "*.txt", PAGES, PAGES / NAMES[0]],
        ("--jobs", "1"),
        {"PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"},
    ),
]


@pytest.mark.parametrize(
    ("inputs", "jobs", "environment"), [s[1:] for s in SURROUNDINGS], ids=[s[0] for s in SURROUNDINGS]
)
def test_the_surroundings_do_not_show(
    out: Path, tmp_path: Path, inputs: Sequence[Path], jobs: Sequence[str], environment: dict[str, str]
) -> None:
    done = kg("build", *inputs, "-o", tmp_path, *jobs, "--no-validate", environment=environment)
    assert done.returncode == 0, done.stderr
    for name in ("graph.ttl", "graph.html"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes(), name


def test_building_again_in_place_changes_nothing(out: Path) -> None:
    before = (out / "graph.ttl").read_bytes()
    assert kg("build", PAGES, "-o", out, "--no-view", "--no-validate").returncode == 0
    assert (out / "graph.ttl").read_bytes() == before


# -- a graph that others can read


def test_the_graph_conforms_to_its_shapes(out: Path) -> None:
    done = kg("validate", out / "graph.ttl")
    assert done.returncode == 0, done.stdout


def test_many_pages_together_conform(tmp_path: Path) -> None:
    """121 pages of as many towns, with everything that they make of parks, owners and zones."""
    done = kg("build", ROOT / "bench/data/pages/open/*.txt", "-o", tmp_path, "--no-view")
    assert done.returncode == 0, done.stderr


def test_a_graph_that_does_not_conform_is_told(out: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    text = (out / "graph.ttl").read_text(encoding="utf-8")
    line = "<https://example.org/nobody> a <https://w3id.org/minsheng/ontology#Measure> .\n"
    broken.write_text(text + line, encoding="utf-8")
    done = kg("validate", broken)
    assert done.returncode == 3
    assert "https://example.org/nobody" in done.stdout


def test_no_blank_nodes(out: Path) -> None:
    quads: list[Quad] = list(parse(path=out / "graph.ttl", format=RdfFormat.TURTLE))
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_rdflib_reads_the_same_triples(out: Path) -> None:
    graph = rdflib.Graph().parse(out / "graph.ttl", format="turtle")
    assert len(graph) == sum(1 for _ in parse(path=out / "graph.ttl", format=RdfFormat.TURTLE))


def test_rapper_reads_the_graph(out: Path) -> None:
    if shutil.which("rapper") is None:
        pytest.skip("rapper (Debian package raptor2-utils) is not installed")
    done = subprocess.run(
        ["rapper", "-q", "-c", "-i", "turtle", str(out / "graph.ttl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


# -- no fact without its sentence


def pages_by_iri(store: Store) -> dict[str, str]:
    """The text of each page, found by the name in its IRI and decoded here independently of the program."""
    texts = {name.rsplit(".", 1)[0]: decoded(name) for name in NAMES if not name.endswith(".jsonl")}
    for line in decoded("briefs.jsonl").splitlines():
        record = json.loads(line)
        texts[f"briefs-{record['id']}"] = record["text"]
    found = {}
    for (iri,) in rows(store, "SELECT ?p { ?p a kg:Page }"):
        stem = iri.rsplit("/", 1)[-1].rsplit("-", 1)[0]
        found[iri] = texts.pop(stem)
    assert texts == {}, "every page is in the graph"
    return found


def decoded(name: str) -> str:
    return (ROOT / PAGES / name).read_bytes().decode("gb18030" if name == "jinsong.txt" else "utf-8")


def test_every_quote_stands_at_its_offsets(store: Store) -> None:
    texts = pages_by_iri(store)
    query = """SELECT ?page ?start ?end ?exact {
      ?source oa:hasSource ?page ; oa:hasSelector ?position , ?quote .
      ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
      ?quote a oa:TextQuoteSelector ; oa:exact ?exact }"""
    found = rows(store, query)
    assert len(found) > 300
    wrong = [row for row in found if texts[row[0]][int(row[1]) : int(row[2])] != row[3]]
    assert wrong == []


def test_every_source_has_both_selectors_and_its_article(store: Store) -> None:
    query = """SELECT DISTINCT ?source {
      ?source a oa:SpecificResource ; oa:hasSource ?page ; <http://purl.org/dc/terms/isPartOf> ?article ;
        oa:hasSelector ?position , ?quote .
      ?position a oa:TextPositionSelector . ?quote a oa:TextQuoteSelector .
      ?page a kg:Page . ?article a kg:Article }"""
    every = rows(store, "SELECT ?source { ?source a oa:SpecificResource }")
    assert sorted(rows(store, query)) == sorted(every) != []


@pytest.mark.parametrize("predicate", STATED)
def test_every_fact_has_a_statement_with_its_source(store: Store, predicate: str) -> None:
    query = f"""SELECT ?s ?o {{ ?s {predicate} ?o FILTER NOT EXISTS {{
      ?statement a rdf:Statement ; rdf:subject ?s ; rdf:predicate {predicate} ; rdf:object ?o ;
        kg:confidence ?c ; prov:wasGeneratedBy ?rule ; prov:wasDerivedFrom ?source .
      ?source a oa:SpecificResource FILTER(?c >= 0 && ?c <= 1) }} }}"""
    assert rows(store, query) == []


# -- mentions


def test_mentions_stand_where_they_say(store: Store) -> None:
    done = kg("mentions", PAGES, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    texts = {str(PAGES / name): decoded(name) for name in NAMES}
    for line in decoded("briefs.jsonl").splitlines():
        record = json.loads(line)
        texts[f"{PAGES / 'briefs.jsonl'}#{record['id']}"] = record["text"]
    known = {iri for (iri,) in rows(store, "SELECT DISTINCT ?e { ?e a [] }")}
    assert len(found) > 300
    for mention in found:
        assert list(mention) == ["doc", "start", "end", "text", "type", "name", "id"]
        assert texts[mention["doc"]][mention["start"] : mention["end"]] == mention["text"]
    strangers = {
        m["text"] for m in found if m["id"] not in known
    }  # named in passing: countries, doubtful names
    assert len(strangers) < len(found) / 20
    places = [(mention["doc"], mention["start"]) for mention in found]
    assert places == sorted(places)


def test_mentions_are_the_same_with_any_hash_seed() -> None:
    pages = (PAGES / "wenfeng.txt", PAGES / "jinsong.txt")
    one, two = (kg("mentions", *pages, environment={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert one.stdout == two.stdout != ""


# -- one bad input costs only itself


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


BAD: list[tuple[str, Callable[[Path], object], str]] = [
    ("unreadable.txt", dangling, "a link to nothing"),
    ("empty.txt", lambda path: path.write_bytes(b""), "empty"),
    ("blank.md", lambda path: path.write_text(" \n　\n", encoding="utf-8"), "empty"),
    ("binary.txt", lambda path: path.write_bytes(bytes(range(256)) * 40), "binary"),
    ("damaged.txt", lambda path: path.write_bytes("好人好事。".encode() * 30 + b"\xff\xfe"), "mis-encoded"),
]  # fmt: skip


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Three good pages among all kinds of bad ones, and what the command said to them."""
    folder = tmp_path_factory.mktemp("spoiled")
    (folder / "in").mkdir()
    for name in ("hebi.md", "jinsong.txt", "briefs.jsonl"):
        shutil.copy(ROOT / PAGES / name, folder / "in")
    for name, spoil, _ in BAD:
        spoil(folder / "in" / name)
    return folder, kg("build", "in", "-o", "out", "--no-view", "--no-validate", cwd=folder)


@pytest.mark.parametrize(("name", "reason"), [(bad[0], bad[2]) for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_bad_input_is_named_with_its_reason(
    spoiled: tuple[Path, subprocess.CompletedProcess[str]], name: str, reason: str
) -> None:
    folder, done = spoiled
    lines = [line for line in done.stderr.splitlines() if f"in/{name}" in line]
    assert len(lines) == 1
    assert reason in lines[0]
    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    entries = [entry for entry in report["skipped"] if entry["id"] == f"in/{name}"]
    assert [reason in entry["reason"] for entry in entries] == [True]


def test_bad_inputs_show_in_the_exit_code(spoiled: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    assert spoiled[1].returncode == 4
    assert "Traceback" not in spoiled[1].stderr


def test_bad_inputs_cost_the_good_ones_nothing(
    spoiled: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder, _ = spoiled
    good = [f"in/{name}" for name in ("hebi.md", "jinsong.txt", "briefs.jsonl")]
    done = kg("build", *good, "-o", tmp_path, "--no-view", "--no-validate", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "out" / "graph.ttl").read_bytes() == (tmp_path / "graph.ttl").read_bytes()


def test_a_broken_record_costs_only_itself(tmp_path: Path) -> None:
    lines = decoded("briefs.jsonl").splitlines()
    (tmp_path / "briefs.jsonl").write_text(
        "\n".join([lines[0], '{"id": "cut", "te', lines[1]]), encoding="utf-8"
    )
    done = kg("build", "briefs.jsonl", "-o", "out", "--no-view", "--no-validate", cwd=tmp_path)
    assert done.returncode == 4
    assert "line 2" in done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["counts"]["pages"], len(report["skipped"])) == (2, 1)


def test_nothing_to_read_is_a_failure_in_one_line(tmp_path: Path) -> None:
    done = kg("build", "nowhere", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "nowhere" in done.stderr
    assert not (tmp_path / "out" / "graph.ttl").exists()


# -- quality


def test_eval_scores_the_sample_pages() -> None:
    gold = [GOLD / "hebi.json", GOLD / "jinsong.json"]
    done = kg("eval", *gold, "--pages", PAGES, "--format", "json")
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)
    assert list(scores) == [str(path) for path in gold]
    for measures in scores.values():
        assert measures["evidence"]["precision"] == measures["evidence"]["recall"] == 1.0
        assert measures["entities"]["f1"] > 0.5
