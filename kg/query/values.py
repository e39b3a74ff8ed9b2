"""RDF literals as Python's own values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.query.terms import XSD

#: What a cell of a data frame may hold.
Value = str | int | float | bool | date | None

_READ: dict[str, Callable[[str], Value]] = {
    XSD + "integer": int,
    XSD + "int": int,
    XSD + "long": int,
    XSD + "nonNegativeInteger": int,
    XSD + "decimal": float,
    XSD + "double": float,
    XSD + "float": float,
    XSD + "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    XSD + "date": date.fromisoformat,
}


def valued(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """The value of a term; of a literal that is none of its datatype, and of a year or a month, the text."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    read = _READ.get(term.datatype.value)
    try:
        return read(term.value) if read else term.value
    except (ValueError, KeyError):
        return term.value


def alike(values: Sequence[Value], texts: Sequence[str]) -> list[Value]:
    """A column of one kind: as it is, whole numbers among others as these, or else all as text."""
    kinds = {type(each) for each in values if each is not None}
    if len(kinds) <= 1:
        return list(values)
    if kinds == {int, float}:
        return [None if each is None else float(each) for each in values]  # type: ignore[arg-type]
    return [None if each is None else text for each, text in zip(values, texts, strict=True)]
