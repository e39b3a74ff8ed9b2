"""Writing into a graph in memory: SPARQL Update, and the verbs of the Graph Store Protocol.

Nothing here undoes what fails half-way: it runs in a process of its own, which is dropped then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.clauses import Chosen, with_using
from kg.query.dataset import Dataset
from kg.query.guard import check_update
from kg.query.results import GRAPHS
from kg.query.tasks import Reply, Task, failed, guarded
from kg.query.terms import prefixes

_NQUADS = ox.RdfFormat.N_QUADS


def change(task: Task, body: bytes, dataset: Dataset) -> Reply:
    """Do a task that writes. If ``diff`` is asked for, the reply's body holds the quads that are gone and those
    that are new as N-Quads, one after the other; ``removed_bytes`` says where the second begins, ``dropped``
    and ``created`` name graphs."""
    compared = task["diff"] or dataset.has_graphs
    before, graphs = _lines(dataset) if compared else set(), dataset.graphs()
    reply = guarded(lambda: _CHANGES[task["op"]](task, body, dataset))
    if "error" in reply.head:
        return reply
    after, now = _lines(dataset) if compared else set(), dataset.graphs()
    gone, new = (b"".join(sorted(lines)) for lines in (before - after, after - before))
    dataset.follow(ox.parse(gone, format=_NQUADS), ox.parse(new, format=_NQUADS))
    head = reply.head | {"triples": dataset.triples()}
    if not task["diff"]:
        return Reply(head)
    dropped, created = sorted(set(graphs) - set(now)), sorted(set(now) - set(graphs))
    return Reply(head | {"removed_bytes": len(gone), "dropped": dropped, "created": created}, gone + new)


def _lines(dataset: Dataset) -> set[bytes]:
    """The quads as the engine writes them, which is much faster than looking at each."""
    return set((dataset.exact.dump(format=_NQUADS) or b"").splitlines(keepends=True))


def _update(task: Task, body: bytes, dataset: Dataset) -> Reply:
    text = body.decode()
    check_update(text, max_depth=task["max_depth"])
    text = with_using(text, Chosen(tuple(task["default"]), tuple(task["named"])))
    dataset.exact.update(text, base_iri=task["base"], prefixes=prefixes())
    return Reply()


def _put(task: Task, body: bytes, dataset: Dataset) -> Reply:
    name, quads = _name(task), _read(task, body)
    existed = _exists(name, dataset)
    dataset.exact.clear_graph(name)
    _insert(name, quads, dataset)
    return Reply({"existed": existed})


def _post(task: Task, body: bytes, dataset: Dataset) -> Reply:
    name, quads = _name(task), _read(task, body)
    existed = _exists(name, dataset)
    _insert(name, quads, dataset)
    return Reply({"existed": existed})


def _delete(task: Task, _: bytes, dataset: Dataset) -> Reply:
    name = _name(task)
    if not _exists(name, dataset):
        return failed("missing", f"there is no graph {name}")
    if isinstance(name, ox.NamedNode):
        dataset.exact.remove_graph(name)
    else:
        dataset.exact.clear_graph(name)
    return Reply({"existed": True})


def _name(task: Task) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(task["name"]) if task["name"] else ox.DefaultGraph()


def _exists(name: ox.NamedNode | ox.DefaultGraph, dataset: Dataset) -> bool:
    """The default graph is always there."""
    return isinstance(name, ox.DefaultGraph) or dataset.exact.contains_named_graph(name)


def _insert(name: ox.NamedNode | ox.DefaultGraph, quads: list[ox.Quad], dataset: Dataset) -> None:
    if isinstance(name, ox.NamedNode):
        dataset.exact.add_graph(name)
    dataset.exact.extend(ox.Quad(q.subject, q.predicate, q.object, name) for q in quads)


def _read(task: Task, body: bytes) -> list[ox.Quad]:
    """Blank nodes are renamed: those of two documents are never the same."""
    kind = GRAPHS[task["format"]]
    try:
        parser = ox.parse(
            body,
            format=kind,
            base_iri=task["name"] or task["base"],
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        return list(parser)
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"the body is not valid {kind.name}: {error}") from None


_CHANGES: Mapping[str, Callable[[Task, bytes, Dataset], Reply]] = {
    "update": _update,
    "put": _put,
    "post": _post,
    "delete": _delete,
}
