"""The answer to a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import KgError, QueryError
from kg.query.values import Value, alike, valued

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Title:
    """What a query asks, in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of RDF terms under named columns; None where a variable is unbound.

    ``kind`` says which form of query was answered: ``select``, ``ask`` (one column ``answer``, one row) or
    ``triples`` (CONSTRUCT and DESCRIBE: columns subject, predicate, object). ``truncated`` is true when the
    row limit or the size limit cut the answer off.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    kind: OneOf["select", "ask", "triples"] = "select"
    title: Title | None = None
    truncated: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """The answer of an ASK; for other forms, whether there is any row."""
        if self.kind == "ask":
            return self.rows[0][0] == Literal(True)
        return bool(self.rows)

    def texts(self) -> Iterator[tuple[str, ...]]:
        """The rows as plain text: the value of a literal, the IRI of a node, nothing for an unbound
        variable."""
        for row in self.rows:
            yield tuple(text(term) for term in row)

    def triples(self) -> Iterator[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE query. Raises QueryError if another form was answered."""
        if self.kind != "triples":
            raise QueryError("the query answers with a table, not with a graph: write CONSTRUCT or DESCRIBE")
        for subject, predicate, value in self.rows:
            if (
                isinstance(subject, NamedNode | BlankNode)
                and isinstance(predicate, NamedNode)
                and value is not None
            ):
                yield Triple(subject, predicate, value)

    def records(self) -> list[dict[str, str]]:
        """The rows as plain text, by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.texts()]

    def values(self) -> dict[str, list[Value]]:
        """The columns as Python's own values: numbers, truth values, days (``datetime.date``), text for all else; None
        where a variable is unbound. A column whose values are of several kinds is text."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return {
            name: alike([valued(term) for term in cells], [text(term) for term in cells])
            for name, cells in zip(self.columns, columns, strict=True)
        }

    def to_pandas(self) -> pd.DataFrame:
        """A data frame of ``values``. Raises KgError where pandas is not installed."""
        try:
            import pandas as pd
        except ImportError:
            raise _missing("to_pandas", "pandas") from None
        return pd.DataFrame(self.values(), columns=list(self.columns))

    def to_polars(self) -> pl.DataFrame:
        """A data frame of ``values``. Raises KgError where polars is not installed."""
        try:
            import polars as pl
        except ImportError:
            raise _missing("to_polars", "polars") from None
        return pl.DataFrame(self.values(), schema=list(self.columns))


def _missing(verb: str, package: str) -> KgError:
    return KgError(f"{verb} needs {package}; install it with: pip install 'minsheng-kg[{package}]'")


def text(term: Term | None) -> str:
    """A term as a reader sees it."""
    if term is None:
        return ""
    if isinstance(term, Literal | NamedNode):
        return term.value
    return str(term)
