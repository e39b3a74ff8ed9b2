"""The project's values as JSON and back, by their types alone: reading what lies on a disk runs no code that it brings.

A dataclass or a named tuple becomes the list of its fields in order, a union of dataclasses carries the name of its class,
rising numbers (where the characters of a text stand) become runs. Half surrogates survive.
"""

from __future__ import annotations

import json
import types
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Way = Callable[[Any], Any]
T = TypeVar("T")


def dumped(value: object, type_: Any = None) -> bytes:
    """``value`` as compact JSON, the same bytes for equal values."""
    plain = _ways(type_ or type(value))[0](value)
    return json.dumps(plain, separators=(",", ":")).encode("ascii")


def loaded(content: bytes, type_: type[T]) -> T:
    """The value of that type that ``dumped`` wrote. Raises ValueError if it is none."""
    try:
        value: T = _ways(type_)[1](json.loads(content))
    except (TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError(f"it holds no {type_.__name__}: {error}") from error
    return value


def packed(value: object) -> bytes:
    """``value`` as compressed JSON."""
    return zlib.compress(dumped(value), 3)


def unpacked(content: bytes, type_: type[T]) -> T:
    """The value of that type that ``packed`` wrote. Raises ValueError if it is none."""
    try:
        return loaded(zlib.decompress(content), type_)
    except zlib.error as error:
        raise ValueError(f"it holds no {type_.__name__}: {error}") from error


def _ways(type_: Any) -> tuple[Way, Way]:
    return _cached(type_)


@cache
def _cached(type_: Any) -> tuple[Way, Way]:
    """How values of a type are written, and how they are read."""
    origin, inner = get_origin(type_), get_args(type_)
    if is_dataclass(origin or type_) or hasattr(type_, "_fields"):
        return _record(origin or type_)
    if origin in (Union, types.UnionType):
        return _union(inner)
    if origin is tuple:
        return _several(inner[0], tuple) if inner[-1] is Ellipsis else _row(inner)
    if origin is frozenset:
        return _set(inner[0])
    if origin is Sequence and inner == (int,):
        return _runs, _positions
    if origin in (Mapping, dict):
        return _mapping(inner[0], inner[1], dict)
    if origin is Counter:
        return _mapping(inner[0], int, Counter)
    if origin is Literal or isinstance(type_, TypeVar) or type_ in (str, int, float, bool, type(None)):
        return _same, _same
    raise TypeError(f"{type_} has no form as JSON")


def _same(value: Any) -> Any:
    return value


def _record(class_: Any) -> tuple[Way, Way]:
    hints = get_type_hints(class_)
    names = [field.name for field in fields(class_)] if is_dataclass(class_) else list(class_._fields)
    ways = [_ways(hints[name]) for name in names]

    def write(value: Any) -> list[Any]:
        return [way[0](getattr(value, name)) for name, way in zip(names, ways, strict=True)]

    def read(items: Any) -> Any:
        return class_(*(way[1](item) for item, way in zip(items, ways, strict=True)))

    return write, read


def _union(members: Sequence[Any]) -> tuple[Way, Way]:
    known = [member for member in members if member is not type(None)]
    records = {(get_origin(m) or m).__name__: _ways(m) for m in known if is_dataclass(get_origin(m) or m)}
    if len(known) == 1:
        write, read = _ways(known[0])
        return (lambda v: None if v is None else write(v)), (lambda v: None if v is None else read(v))
    if not records:
        return _same, _same

    def write_one(value: Any) -> Any:
        name = type(value).__name__
        return None if value is None else [name, records[name][0](value)]

    def read_one(item: Any) -> Any:
        return None if item is None else records[item[0]][1](item[1])

    return write_one, read_one


def _several(item: Any, make: Callable[[Any], Any]) -> tuple[Way, Way]:
    write, read = _ways(item)
    return (lambda values: [write(v) for v in values]), (lambda items: make(read(i) for i in items))


def _set(item: Any) -> tuple[Way, Way]:
    write, read = _several(item, frozenset)
    return (lambda values: sorted(write(values), key=json.dumps)), read


def _row(items: Sequence[Any]) -> tuple[Way, Way]:
    ways = [_ways(item) for item in items]
    return (
        lambda values: [way[0](v) for v, way in zip(values, ways, strict=True)],
        lambda values: tuple(way[1](v) for v, way in zip(values, ways, strict=True)),
    )


def _mapping(key: Any, value: Any, make: Callable[[Any], Any]) -> tuple[Way, Way]:
    write, read = _several(tuple[key, value], dict)
    return (lambda values: sorted(write(values.items()), key=json.dumps)), lambda items: make(read(items))


def _runs(positions: Sequence[int]) -> list[int]:
    """Start and length of every run of numbers that follow each other."""
    runs: list[int] = []
    expected = None
    for at in positions:
        if at == expected:
            runs[-1] += 1
        else:
            runs += [at, 1]
        expected = at + 1
    return runs


def _positions(runs: Sequence[int]) -> list[int]:
    return [
        at for start, length in zip(runs[::2], runs[1::2], strict=True) for at in range(start, start + length)
    ]
