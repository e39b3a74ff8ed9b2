"""What a process that holds a graph is asked to do, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.query.clauses import Chosen, chosen
from kg.query.dataset import Dataset
from kg.query.guard import check
from kg.query.neighbourhood import Neighbourhood
from kg.query.results import TooLargeError, graph, lines, table
from kg.query.runner import syntax
from kg.query.terms import prefixes

#: The task as JSON, and whatever bytes come with it.
Task = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """``head`` is JSON; it has ``error`` (refused, syntax, size, format, missing) and ``message`` if the task
    was not done."""

    head: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""


def failed(error: str, message: str) -> Reply:
    """The reply to a task that is not done."""
    return Reply({"error": error, "message": message})


def run(task: Task, dataset: Dataset) -> Reply:
    """Do one task that only reads."""
    return guarded(lambda: _TASKS[task["op"]](task, dataset))


def guarded(work: Callable[[], Reply]) -> Reply:
    """What goes wrong, as a reply."""
    try:
        return work()
    except TooLargeError as error:
        return failed("size", str(error))
    except KgError as error:
        return failed("refused", str(error))
    except (SyntaxError, ValueError) as error:
        return failed("syntax", f"the query is malformed: {syntax(str(error))}")
    except RecursionError:
        return failed("refused", "the query is nested too deeply: simplify it")
    except (OSError, RuntimeError) as error:  # the engine's: no such function, a network that is not there
        return failed("refused", f"the query is not answered: {error}")


def _query(task: Task, dataset: Dataset) -> Reply:
    """``table`` and ``graph`` are the formats that the client takes, None where it takes none."""
    check(task["query"], max_depth=task["max_depth"], datasets=True)
    said = chosen(task["query"])
    graphs = Chosen(tuple(task["default"]), tuple(task["named"])) or said
    result = dataset.query(task["query"], graphs, task["base"], prefixes())
    is_graph = isinstance(result, ox.QueryTriples)
    wanted = task["graph" if is_graph else "table"]
    if wanted is None:
        kind = "a graph" if is_graph else "a table"
        return failed("format", f"the query answers with {kind}, and Accept names no format for that")
    limits = task["max_rows"], task["max_bytes"]
    if isinstance(result, ox.QueryTriples):
        return Reply({"graph": wanted}, graph(result, wanted, prefixes(), *limits))
    return Reply({"table": wanted}, table(result, wanted, *limits))


def _graph(task: Task, dataset: Dataset) -> Reply:
    """One graph as it is, or, where ``name`` is None, all of them."""
    store, name, format = dataset.exact, task["name"], task["format"]
    if name is None:
        whole = (
            partial(lines, store, None) if format == "nq" else partial(graph, store, format, prefixes(), None)
        )
        return Reply({}, whole(task["max_bytes"]))
    node = ox.NamedNode(name) if name else ox.DefaultGraph()
    if isinstance(node, ox.NamedNode) and not store.contains_named_graph(node):
        return failed("missing", f"there is no graph <{name}>")
    if format == "nt":
        return Reply({}, lines(store, node, task["max_bytes"]))
    triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, node))
    return Reply({}, graph(triples, format, prefixes(), None, task["max_bytes"]))


def _about(task: Task, dataset: Dataset) -> Reply:
    """What lies around a node, as N-Triples, and how often the graph has it where."""
    node = ox.NamedNode(task["iri"])
    around = Neighbourhood(dataset, node, task["limit"])
    uses = dataset.uses(node)
    known = bool(around.own or around.incoming or uses) or dataset.exact.contains_named_graph(node)
    head = {"known": known, "own": around.own, "incoming": around.incoming, "uses": uses}
    return Reply(head, graph(around.triples, "nt", {}, None, task["max_bytes"]))


def _description(task: Task, dataset: Dataset) -> Reply:
    """The triples around a node itself: those that it is the subject or the object of."""
    node = ox.NamedNode(task["iri"])
    found = [*dataset.about(node), *dataset.about(None, None, node)]
    if not found:
        return failed("missing", f"the graph knows no <{task['iri']}>")
    return Reply({}, graph(found, task["format"], prefixes(), None, task["max_bytes"]))


def _counts(_: Task, dataset: Dataset) -> Reply:
    return Reply({"triples": dataset.triples(), "graphs": dataset.graph_sizes(), "base": dataset.base()})


_TASKS: Mapping[str, Callable[[Task, Dataset], Reply]] = {
    "query": _query,
    "graph": _graph,
    "about": _about,
    "description": _description,
    "counts": _counts,
}
