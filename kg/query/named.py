"""From what a user typed to a query: a name, a file, or SPARQL itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Literal

from kg.durable import read_small_text
from kg.errors import QueryError
from kg.knowledge.queries import NamedQuery, Parameter, default_of, named_queries
from kg.query.table import Title

_A_NAME = re.compile(r"[\w-]+")
#: Begins a value that is a whole name, not a part of one.
_WHOLE = "="


def find(what: str, params: Mapping[str, str] | None = None) -> tuple[str, Title | None]:
    """The SPARQL and the title of ``what``: the name of a named query, ``@FILE.rq``, or SPARQL as it is.

    ``params`` sets parameters of a named query. Raises QueryError for an unknown name, parameter or file.
    """
    if what.startswith("@"):
        _no_params(params)
        return _from_file(Path(what[1:])), None
    if not _A_NAME.fullmatch(what):
        _no_params(params)
        return what, None
    query = named_queries().get(what)
    if query is None:
        raise QueryError(f"no query is named {what!r}{_nearest(what)}; kg query lists them all")
    return bind(query, params or {}), Title(query.title_zh, query.title_en)


def bind(query: NamedQuery, params: Mapping[str, str]) -> str:
    """The query's SPARQL with its parameters set: each value becomes an escaped literal, never syntax. A value that begins
    with ``=`` is a whole name where the parameter is a part of one: a store finds that without reading all names."""
    known = {parameter.name: parameter for parameter in query.parameters}
    sparql = query.sparql
    for name, value in params.items():
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
        values = _values(known[name], value)
        sparql = default_of(name).sub(lambda _, values=values: values, sparql, count=1)  # type: ignore[misc]
    return sparql


def _values(parameter: Parameter, value: str) -> str:
    if parameter.names and value.startswith(_WHOLE):
        whole = value.removeprefix(_WHOLE)
        names = f"{Literal(whole, language='zh')} {Literal(whole)}"
        return f"VALUES ?{parameter.name} {{ {Literal('')} }} VALUES ?{parameter.names} {{ {names} }}"
    return f"VALUES ?{parameter.name} {{ {_literal(parameter, value)} }}"


def _literal(parameter: Parameter, value: str) -> str:
    if parameter.default.startswith('"'):
        return str(Literal(value))
    if not re.fullmatch(r"-?(\d+(\.\d+)?|\.\d+)", value, re.ASCII):
        raise QueryError(
            f"parameter {parameter.name} is a number, not {value!r}; its default is {parameter.default}"
        )
    return value


def _from_file(path: Path) -> str:
    try:
        return read_small_text(path)
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: the query cannot be read ({error}); give @FILE.rq in UTF-8") from None


def _no_params(params: Mapping[str, str] | None) -> None:
    if params:
        raise QueryError("only named queries have parameters; write the value into the query instead")


def _nearest(what: str) -> str:
    near = difflib.get_close_matches(what, named_queries(), n=1)
    return f", did you mean {near[0]}?" if near else ""
