"""The named queries of ``ontology/queries``: a question each, in Chinese and English, with its SPARQL.

The head of a file is comments: ``# title-zh:``, ``# title-en:``, ``# description:`` and, for each parameter,
``# param: NAME: what it does``, followed by ``# name: NAME: ?variable`` where it is a part of the name that the variable
holds. A parameter's default stands in the query as ``VALUES ?NAME { … }`` with one
literal, so every file is plain SPARQL that any store can run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.knowledge.locate import ontology_dir

_HEAD = re.compile(r"#\s*(title-zh|title-en|description|param|name):\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A literal of a query that the user may set; ``default`` is SPARQL (``"文峰区"``, ``0.5``); ``names`` is the variable
    that holds the whole name of which it is a part, or empty."""

    name: str
    description: str
    default: str
    names: str = ""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A competency query: its name (the file's stem), what it asks, its parameters and its SPARQL."""

    name: str
    title_zh: str
    title_en: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


def default_of(name: str) -> re.Pattern[str]:
    """Finds where a query states the default of parameter ``name``; group 1 is the literal."""
    return re.compile(
        r"VALUES\s+\?" + re.escape(name) + r"\s*\{\s*(\"(?:[^\"\\\n]|\\.)*\"(?:@[\w-]+)?|-?[\d.]+)\s*\}"
    )


@cache
def named_queries(folder: Path | None = None) -> Mapping[str, NamedQuery]:
    """All named queries by name. Raises KnowledgeError for a file whose head is incomplete."""
    files = sorted((folder or ontology_dir() / "queries").glob("*.rq"))
    return {path.stem: _read(path) for path in files}


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    head: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, key, value in _head_lines(text):
        if key == "param":
            parameters.append(_parameter(path, number, value, text))
        elif key == "name":
            parameters.append(_named(path, number, value, parameters.pop() if parameters else None))
        else:
            head[key] = f"{head[key]} {value}" if key in head else value
    missing = [key for key in ("title-zh", "title-en", "description") if key not in head]
    if missing:
        raise KnowledgeError(f"{path}: line 1: the head lacks '# {missing[0]}: …'; add it")
    return NamedQuery(
        path.stem, head["title-zh"], head["title-en"], head["description"], tuple(parameters), text
    )


def _head_lines(text: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _HEAD.match(line):
            yield number, match[1], match[2].strip()


def _parameter(path: Path, number: int, value: str, text: str) -> Parameter:
    name, colon, description = value.partition(":")
    defaults = default_of(name.strip()).findall(text)
    if not colon or len(defaults) != 1:
        raise KnowledgeError(
            f"{path}: line {number}: write '# param: NAME: meaning', and once in the query "
            "'VALUES ?NAME { default }'"
        )
    return Parameter(name.strip(), description.strip(), defaults[0])


def _named(path: Path, number: int, value: str, last: Parameter | None) -> Parameter:
    match = re.fullmatch(r"(\w+):\s*\?(\w+)", value)
    if match is None or last is None or last.name != match[1]:
        raise KnowledgeError(
            f"{path}: line {number}: write '# name: NAME: ?variable' right behind '# param: NAME: …'"
        )
    return replace(last, names=match[2])
