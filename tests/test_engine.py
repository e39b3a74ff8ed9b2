"""A build in rounds is the graph that its pages give together in memory, however it is split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from resolutions import corpus, hostile_corpus

from kg import engine
from kg.assemble import assemble, from_lines, piecemeal, to_lines, united
from kg.census import Census, census_of
from kg.engine import assembling, local, of_quads, uniting
from kg.engine.spool import Spool
from kg.errors import KgError, OutputError
from kg.export import canonical_hash, export
from kg.knowledge.judgement_rows import JudgementRow, written
from kg.knowledge.ontology import KG
from kg.pipeline import understand
from kg.types import Resolution
from kg.verbs import judgements
from kg.workers import Crew, Lost, Outcome

PAGES = str(Path(__file__).resolve().parents[1] / "seeds" / "pages")
SURE, TEXT = NamedNode(KG + "confidence"), NamedNode(KG + "text")


@pytest.fixture(scope="module")
def whole() -> Resolution:
    return understand([PAGES])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two pages, pages assembled an article at a time, many shards and ranges, cuts everywhere."""
    monkeypatch.setattr(local, "_BATCH", 2)
    monkeypatch.setattr(piecemeal, "_MOST", 5)
    monkeypatch.setattr(assembling, "_LINES", 500)
    monkeypatch.setattr(uniting, "_RANGE", 20_000)
    monkeypatch.setattr(assembling, "_STEP", 300)


def same(one: Census, other: Census) -> bool:
    """Whether two censuses say the same, whatever parts they were put together of."""
    hashes = [{each for part in census.objects for each in part.tolist()} for census in (one, other)]
    return hashes[0] == hashes[1] and replace(one, objects=[]) == replace(other, objects=[])


def test_the_graph_and_what_is_told_of_it_are_those_of_its_pages(whole: Resolution) -> None:
    with engine.build([PAGES]) as built:
        assert built.quads == assemble(whole)
        assert (built.decisions, built.notices, built.skipped) == (whole.decisions, whole.notices, ())
        again = of_quads(reversed(built.quads), whole)
        assert (again.pages, again.quads, again.texts()) == (built.pages, built.quads, built.texts())
        folder = built.scratch.folder
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("jobs", [1, 2])
def test_how_the_work_is_split_does_not_show(jobs: int, whole: Resolution, tmp_path: Path) -> None:
    quads = assemble(whole)
    with engine.build([PAGES], jobs=jobs) as built:
        assert len(built.graph.pieces) > 20
        assert built.quads == quads
        built.graph.write_turtle(tmp_path / "pieces.ttl")
        assert same(built.graph.census, census_of(quads))
        assert built.graph.canonical == canonical_hash(quad.triple for quad in quads)
    export(quads, tmp_path / "whole.ttl", "ttl")
    assert (tmp_path / "pieces.ttl").read_bytes() == (tmp_path / "whole.ttl").read_bytes()


@pytest.mark.parametrize("resolution", [corpus(), hostile_corpus(), replace(corpus(), pages=())])
@pytest.mark.parametrize("base", ["https://example.org/id/", "urn:example:", "https://example.org/#"])
def test_any_graph_is_written_as_it_is_exported(resolution: Resolution, base: str, tmp_path: Path) -> None:
    quads = assemble(resolution, base)
    with of_quads(quads, resolution, base=base) as built:
        built.graph.write_turtle(tmp_path / "pieces.ttl")
        assert same(built.graph.census, census_of(quads))
    export(quads, tmp_path / "whole.ttl", "ttl")
    assert (tmp_path / "pieces.ttl").read_bytes() == (tmp_path / "whole.ttl").read_bytes()


def test_what_people_decided_holds_in_every_round(whole: Resolution, tmp_path: Path) -> None:
    people = sorted(entity.key for entity in whole.entities if entity.type == "Person" and not entity.passing)
    bodies = sorted(entity.key for entity in whole.entities if entity.type == "Agency" and not entity.passing)
    rows = [
        JudgementRow("rename", key=people[0], name="某某", who="柳", why="读过"),
        JudgementRow("drop", key=people[1], who="柳", why="读过"),
        JudgementRow("retype", key=bodies[0], type="Organization", who="柳", why="读过"),
        JudgementRow("same", key=bodies[1], other=bodies[2], who="柳", why="读过"),
    ]
    table = tmp_path / "judgements.tsv"
    table.write_text(written(rows), encoding="utf-8")
    judged = judgements(table)
    wanted = understand([PAGES], judged=judged)
    with engine.build([PAGES], judged=judged, jobs=2) as built:
        assert built.quads == assemble(wanted) != assemble(whole)
        assert built.notices == wanted.notices


def quads_of(values: Sequence[tuple[int, int, int]]) -> list[Quad]:
    return [
        Quad(
            NamedNode(f"http://e.org/{subject}"),
            SURE if value % 2 else TEXT,
            Literal(str(value / 8)) if value % 2 else Literal("字" * (value % 5) + "\n"),
            NamedNode(f"http://e.org/page{page}"),
        )
        for subject, value, page in values
    ]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 3))))
def test_pages_agree_on_the_highest_confidence_and_the_shortest_wording(
    values: list[tuple[int, int, int]],
) -> None:
    quads = quads_of(values)
    found = list(from_lines(united(to_lines(quads))))
    assert found == sorted(found, key=str)
    assert {(q.subject, q.predicate, q.graph_name) for q in found} == {
        (q.subject, q.predicate, q.graph_name) for q in quads
    }
    for quad in found:
        said = [q.object.value for q in quads if (q.subject, q.predicate) == (quad.subject, quad.predicate)]
        best = max(map(float, said)) if quad.predicate == SURE else min(map(len, said))
        assert (float(quad.object.value) if quad.predicate == SURE else len(quad.object.value)) == best


@given(st.lists(st.binary(min_size=1, max_size=4).map(lambda b: b.hex().encode()), max_size=60), st.data())
def test_a_range_of_a_file_holds_the_lines_between_its_borders(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], data: st.DataObject
) -> None:
    lines = sorted(lines)
    path = tmp_path_factory.mktemp("range") / "shard"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    low, high = sorted(data.draw(st.tuples(st.sampled_from([b"", *lines]), st.sampled_from([b"", *lines]))))
    wanted = [line for line in lines if low <= line and (not high or line < high)]
    assert uniting.between(path, low, high) == wanted


def test_a_worker_that_fails_at_the_graph_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be left out of a graph in silence."""
    each = Crew.each

    def broken(self: Crew, items: object, limits: object = None) -> object:
        outcomes = each(self, items, limits)
        return (Outcome(o.item, (), Lost("died", "SIGKILL")) for o in outcomes) if limits else outcomes

    monkeypatch.setattr(Crew, "each", broken)
    with pytest.raises(KgError, match=r"died SIGKILL.*--max-memory"):
        engine.build([PAGES])


def test_no_room_for_what_is_in_the_making_is_told(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "gone")
    with pytest.raises(OutputError, match="cannot be written"):
        spool.put("a page")
