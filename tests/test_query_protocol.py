"""What the server asks of the engine: graphs that are chosen, rows that are counted, answers that are bounded."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.query.changes import change
from kg.query.clauses import Chosen, chosen, with_using
from kg.query.dataset import Dataset
from kg.query.guard import check_update
from kg.query.results import _ROWS, GRAPHS, TABLES, TooLargeError, graph, lines, table

# -- FROM and USING

CHOSEN = [
    ("SELECT * { ?s ?p ?o }", (), ()),
    ("SELECT * FROM <a:b> { ?s ?p ?o }", ("a:b",), ()),
    ("SELECT * from\n<a:b> FROM # FROM <a:c>\n NAMED<a:d>{ ?s ?p ?o }", ("a:b",), ("a:d",)),
    ("ASK { ?s ?p 'FROM <a:b>' }", (), ()),
    ("ASK { ?from ?p <a:FROM> } # FROM <a:b>", (), ()),
]


@pytest.mark.parametrize(("query", "default", "named"), CHOSEN)
def test_from_is_read(query: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    assert chosen(query) == Chosen(default, named)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM x:y { }",
        "SELECT * FROM <relative> { }",
        "SELECT * FROM NAMED x:y { }",
        "SELECT * FROMNAMED <a:b> { }",
        "SELECT * FROM { }",
        "SELECT * FROM",
        "SELECT * FR\\u004fM <a:b> { }",
        "SELECT * FROM <a:\\u0062> { }",
        "SELECT * FROM <a:b> FR\\u004FM <a:c> { }",
    ],
)
def test_from_that_hides_its_graph_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        chosen(query)


def test_using_stands_before_each_where_and_nowhere_else() -> None:
    update = "DELETE { ?s ?p 'WHERE' } WHERE { ?s ?p ?o FILTER EXISTS { SELECT * WHERE { ?s ?p ?o } } } ; INSERT {} WHERE {}"
    written = with_using(update, Chosen(("a:b",), ("a:c",)))
    clauses = "USING <a:b> USING NAMED <a:c> "
    assert written == update.replace(
        "} WHERE { ?s ?p ?o FILTER", f"}} {clauses}WHERE {{ ?s ?p ?o FILTER"
    ).replace("{} WHERE {}", f"{{}} {clauses}WHERE {{}}")
    assert with_using(update, Chosen()) == update


@pytest.mark.parametrize(
    "update", ["DELETE WHERE { ?s ?p ?o }", "WITH <a:g> DELETE {} WHERE {}", "INSERT {} USING <a:b> WHERE {}"]
)
def test_using_is_not_written_where_it_has_no_place(update: str) -> None:
    with pytest.raises(QueryError):
        with_using(update, Chosen(("a:b",)))


@pytest.mark.parametrize("iri", ["a:b> WHERE { } ; DROP ALL ; INSERT {} WHERE { <a:c", "relative", "a: b"])
def test_no_iri_breaks_out_of_using(iri: str) -> None:
    with pytest.raises(QueryError):
        with_using("INSERT {} WHERE {}", Chosen((iri,)))


@given(st.text(max_size=60), st.sampled_from(["LOAD <a:b>", "SERVICE <a:b> {}"]))
def test_what_stands_in_a_string_of_an_update_is_no_keyword(words: str, keyword: str) -> None:
    check_update(f"INSERT DATA {{ <a:s> <a:p> {ox.Literal(words + keyword)} }}")


@given(st.text(alphabet="}{,:\"'\\\n\r\t&<>;a result/", max_size=12), st.integers(0, 5), st.integers(0, 3))
def test_rows_are_counted_in_every_format(text: str, number: int, columns: int) -> None:
    names = " ".join(f"?v{column}" for column in range(columns))
    row = " ".join(str(ox.Literal(text)) if column % 2 else f"<a:{number}>" for column in range(columns))
    query = f"SELECT * {{ VALUES ({names}) {{ {f'({row}) ' * number} }} }}"
    for format, kind in TABLES.items():
        written = ox.Store().query(query).serialize(format=kind)
        assert _ROWS[format](written or b"") == number or (columns == 0 and format in ("csv", "tsv")), format


def test_rows_without_columns_are_counted_too() -> None:
    for number in (0, 1, 3):
        written = ox.Store().query(f"SELECT * {{ VALUES () {{ {'() ' * number} }} }}")
        found = written.serialize(format=ox.QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]
        assert _ROWS["json"](found) == number


# -- answers


def rows(number: int) -> ox.QuerySolutions:
    found = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {' '.join(map(str, range(number)))} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found


@pytest.mark.parametrize("format", TABLES)
def test_a_table_is_bounded_by_rows_and_bytes(format: str) -> None:
    assert table(rows(10), format, 10, 10_000)
    with pytest.raises(TooLargeError, match="more than 9 rows"):
        table(rows(10), format, 9, 10_000)
    with pytest.raises(TooLargeError, match="longer than 50 bytes"):
        table(rows(100), format, 1000, 50)


@pytest.mark.parametrize("format", GRAPHS)
def test_a_graph_is_written_in_order_and_bounded(format: str) -> None:
    triples = [ox.Triple(ox.NamedNode(f"a:{n}"), ox.NamedNode("a:p"), ox.Literal(n)) for n in range(20)]
    once = graph(triples, format, {"a": "a:"}, 20, 100_000)
    assert once == graph([*reversed(triples), *triples], format, {"a": "a:"}, 20, 100_000)
    assert {q.triple for q in ox.parse(once, format=GRAPHS[format])} == set(triples)
    with pytest.raises(TooLargeError):
        graph(triples, format, {}, 19, 100_000)
    with pytest.raises(TooLargeError):
        graph(triples, format, {}, None, 100)


def test_the_lines_of_a_store_are_those_of_its_graphs() -> None:
    quads = [
        ox.Quad(ox.NamedNode(f"a:{n}"), ox.NamedNode("a:p"), ox.Literal(f"行\n{n}"), name)
        for n in range(20)
        for name in (ox.DefaultGraph(), ox.NamedNode("a:g"))
    ]
    store = ox.Store()
    store.extend(quads)
    assert lines(store, None, 100_000) == graph(quads, "nq", {}, None, 100_000)
    for name in (ox.DefaultGraph(), ox.NamedNode("a:g")):
        triples = [q.triple for q in quads if q.graph_name == name]
        assert lines(store, name, 100_000) == graph(triples, "nt", {}, None, 100_000)
    with pytest.raises(TooLargeError):
        lines(store, None, 100)


def test_a_property_that_xml_cannot_name_asks_for_another_format() -> None:
    triple = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("http://a/1"), ox.Literal("x"))
    with pytest.raises(QueryError, match="another format"):
        graph([triple], "rdfxml", {}, None, 1000)


@pytest.mark.parametrize("text", ["a\x01b\x0b", "a\rb\r\nc", "\ufffe", "<&>\"'"])
def test_xml_is_read_by_any_reader(text: str) -> None:
    from xml.etree import ElementTree

    wanted = "".join("\ufffd" if char in "\x01\x0b\ufffe" else char for char in text)
    select = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {ox.Literal(text)} }} }}")
    assert isinstance(select, ox.QuerySolutions)
    triple = ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal(text))
    for xml in (table(select, "xml", 9, 9999), graph([triple], "rdfxml", {}, 9, 9999)):
        assert wanted in [element.text for element in ElementTree.fromstring(xml).iter()]


SMALL = st.sampled_from("ab")
QUADS = st.builds(
    lambda s, o, g: ox.Quad(
        ox.NamedNode(f"a:{s}"),
        ox.NamedNode("a:p"),
        ox.Literal(o),
        ox.NamedNode(f"g:{g}") if g else ox.DefaultGraph(),
    ),
    SMALL,
    SMALL,
    st.sampled_from(["", "x", "y"]),
)


@given(st.sets(QUADS), st.lists(st.tuples(st.sampled_from(["INSERT", "DELETE"]), QUADS), max_size=6))
def test_the_view_of_all_graphs_follows_every_change(
    start: set[ox.Quad], steps: list[tuple[str, ox.Quad]]
) -> None:
    dataset = Dataset(start, ["g:empty"] if len(start) % 2 else [])
    quads = set(start)
    for verb, quad in steps:
        triple = f"{quad.subject} {quad.predicate} {quad.object}"
        inside = f"GRAPH {quad.graph_name} {{ {triple} }}" if quad.graph_name != ox.DefaultGraph() else triple
        reply = change(TASK, f"{verb} DATA {{ {inside} }}".encode(), dataset)
        new = quads | {quad} if verb == "INSERT" else quads - {quad}
        border = reply.head["removed_bytes"]
        assert set(ox.parse(reply.body[:border], format=ox.RdfFormat.N_QUADS)) == quads - new
        assert set(ox.parse(reply.body[border:], format=ox.RdfFormat.N_QUADS)) == new - quads
        quads = new
        assert reply.head["triples"] == dataset.triples() == len({q.triple for q in quads})
        assert set(dataset.about(None)) == {q.triple for q in quads}
        found = dataset.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", Chosen(), None, {})
        named = [q for q in quads if q.graph_name != ox.DefaultGraph()]
        assert [row["n"].value for row in found] == [str(len(named))]  # type: ignore[union-attr]


TASK = {"op": "update", "diff": True, "default": [], "named": [], "base": None, "max_depth": 100}
