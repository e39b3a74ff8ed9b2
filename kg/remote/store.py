"""A store somewhere else: asked by SPARQL, filled by the Graph Store Protocol or, where it has none, by Update."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pyoxigraph import Triple

from kg.errors import RemoteError
from kg.remote.client import Body, Call, Client
from kg.remote.iri import bracketed
from kg.remote.ntriples import MEDIA_TYPE, triples
from kg.remote.profiles import Profile, Services, checked, profiles, recognised, services

_JSON = "application/sparql-results+json"
_PAGE = 10_000
#: What the graphs are called in which a push gathers what is to take the place of another.
STAGING = "urn:minsheng-kg:push:"


class Store:
    """One store. Every method raises RemoteError if the store cannot be reached or refuses."""

    def __init__(self, profile: Profile, where: Services, client: Client) -> None:
        self.profile = profile
        self.services = where
        self._client = client

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def count(self, graph: str | None) -> int:
        """Triples in a named graph, or in the default graph (None)."""
        query = (
            f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {bracketed(graph)} {{ ?s ?p ?o }} }}" if graph else ""
        )
        return self._number(query or self.profile.count_default)

    def graphs(self) -> list[str]:
        """The named graphs that hold something, sorted, without those that the store keeps for itself
        and those that a push has not finished."""
        wanted = self._number("SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        found: set[str] = set()
        while len(found) < wanted:
            # Grouped, not DISTINCT: Virtuoso takes a minute for that in a store of some ten thousand triples.
            query = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
            page = f"{query} LIMIT {_PAGE} OFFSET {len(found)}"
            names = {row["g"] for row in self._rows(page)} - found
            if not names:
                raise RemoteError(
                    f"{self.services.query}: lists {len(found)} of its {wanted} graphs; name them with --graph"
                )
            found |= names
        own = {graph for graph in found if graph.startswith(STAGING)}
        return sorted(found - own - set(self.profile.system_graphs))

    def add(self, graph: str | None, ntriples: bytes, count: int) -> None:
        """Add so many triples to a graph. None of them may have blank nodes: sent again they would be others."""
        if self.services.data is None:
            self._insert(graph, ntriples)
        else:
            load = self.profile.load if count >= self.profile.load_from else {}
            self._put("POST", graph, ntriples, load)

    def replace(self, graph: str | None, ntriples: bytes | Body) -> None:
        """Put triples in the place of all that a graph holds, in one step."""
        self._put("PUT", graph, ntriples, {})

    def copy(self, source: str, target: str | None) -> None:
        """Put the triples of one graph in the place of all that another holds."""
        for update in self.profile.copy:
            place = "DEFAULT" if target is None else bracketed(target)
            self._update(update.format(source=bracketed(source), target=place))

    def drop(self, graph: str) -> None:
        """Remove a named graph, should there be one."""
        self._update(self.profile.drop.format(graph=bracketed(graph)))

    def triples(self, graph: str | None) -> Iterator[Triple]:
        """All triples of a graph: at once where the store lets them through, otherwise page by page.

        Some come twice. Raises RemoteError if fewer came than the store counts.
        """
        wanted = self.count(graph)
        seen = 0
        if wanted and self.services.data is not None and not self.profile.max_rows:
            for triple in self._read(self._whole(graph)):
                seen += 1
                yield triple
        if seen < wanted:
            yield from self._pages(graph, wanted)

    def _pages(self, graph: str | None, wanted: int) -> Iterator[Triple]:
        inside = "?s ?p ?o" if graph is None else f"GRAPH {bracketed(graph)} {{ ?s ?p ?o }}"
        step = self.profile.max_rows or _PAGE
        seen = 0
        while seen < wanted:
            query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {inside} }} LIMIT {step} OFFSET {seen}"
            page = list(self._read(self._asking(query, MEDIA_TYPE)))
            if not page:
                break
            seen += len(page)
            yield from page

    def _whole(self, graph: str | None) -> Call:
        return Call("GET", self._data(), {"Accept": MEDIA_TYPE}, self._name(graph))

    def _read(self, call: Call) -> Iterator[Triple]:
        """The triples of an answer, a line at a time."""
        rest = b""
        with self._client.open(call) as response:
            _expect(call, response.headers.get("content-type", ""), ("n-triples", "ntriples", "text/plain"))
            for chunk in self._client.chunks(call, response):
                lines, newline, rest = (rest + chunk).rpartition(b"\n")
                yield from triples(call, lines + newline)
        yield from triples(call, rest)

    def _put(self, method: str, graph: str | None, content: bytes | Body, extra: Mapping[str, str]) -> None:
        params = {**self._name(graph), **extra}
        self._client.send(Call(method, self._data(), {"Content-Type": MEDIA_TYPE}, params, content=content))

    def _data(self) -> str:
        if self.services.data is None:
            raise RemoteError(
                f"{self.profile.title} has no Graph Store Protocol that is known; name the store with --store"
            )
        return self.services.data

    def _name(self, graph: str | None) -> dict[str, str]:
        return {"default": ""} if graph is None else {self.profile.graph_parameter: graph}

    def _insert(self, graph: str | None, ntriples: bytes) -> None:
        data = ntriples.decode()
        self._update(
            f"INSERT DATA {{ {data} }}"
            if graph is None
            else f"INSERT DATA {{ GRAPH {bracketed(graph)} {{ {data} }} }}"
        )

    def _update(self, update: str) -> None:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._client.send(Call("POST", self.services.update, headers, content=update.encode()))

    def _asking(self, query: str, accept: str) -> Call:
        return Call("POST", self.services.query, {"Accept": accept}, form={"query": query})

    def _rows(self, query: str) -> list[dict[str, str]]:
        call = self._asking(query, _JSON)
        try:
            found = json.loads(self._client.send(call))["results"]["bindings"]
            return [{name: str(term["value"]) for name, term in row.items()} for row in found]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise RemoteError(
                f"{call.place}: answers no SPARQL results; are URL and --store right?"
            ) from None

    def _number(self, query: str) -> int:
        try:
            return int(self._rows(query)[0]["n"])
        except (IndexError, KeyError, ValueError):
            raise RemoteError(f"{self.services.query}: does not say how many triples it holds") from None


def connect(url: str, client: Client, store: str = "auto") -> Store:
    """The store at ``url``; ``auto`` asks it once what it is.

    Raises RemoteError if it cannot be reached or ``store`` is unknown.
    """
    if store == "auto":
        profile = recognised(client.server(Call("GET", checked(url))))
    elif store in profiles():
        profile = profiles()[store]
    else:
        raise RemoteError(f"{store!r} is no store that is known; use one of auto, {', '.join(profiles())}")
    return Store(profile, services(url, profile), client)


def _expect(call: Call, type: str, wanted: tuple[str, ...]) -> None:
    if not any(each in type for each in wanted):
        raise RemoteError(
            f"{call.place}: answers {type or 'something unnamed'}, no N-Triples; are URL and --store right?"
        )
