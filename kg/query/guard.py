"""Which queries are answered at all: those that read this graph and nothing else.

A keyword is looked for where SPARQL would see one: after ``\\uXXXX`` escapes are resolved, outside strings,
IRIs, comments and variables. The words are reserved even as prefix names, because some parsers read
``SERVICE:x {…}`` as a call. What slips through still finds no file and no host, see ``worker.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.errors import QueryError

_MAX_CHARS = 100_000
_MAX_DEPTH = 100

_REFUSED = {
    "SERVICE": "it would ask another host: remove the SERVICE clause",
    "FROM": "it would read another graph: name the graph's file instead of FROM",
} | dict.fromkeys(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"),
    "it would change the graph: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered",
)

# A backslash that is itself escaped begins no escape.
_ESCAPE = re.compile(r"(\\\\)|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# What a keyword may hide in comes first; a word is a keyword, or a prefix with its colon.
_TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:\\.|(?!\"\"\").)*\"\"\" | '''(?:\\.|(?!''').)*'''
                | "(?:\\.|[^"\\\n\r])*"            | '(?:\\.|[^'\\\n\r])*' )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<variable> [?$]\w+ )
    | (?P<tag> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<local> :(?:[\w.:%-]|\\.)* )
    | (?P<word> [^\W\d](?:[\w-]|\.(?=[\w-]))* )
    | (?P<open> [({\[] ) | (?P<close> [)}\]] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


def check(query: str) -> None:
    """Raise QueryError for a query that would leave this graph, change it, or exhaust the parser."""
    if len(query) > _MAX_CHARS:
        raise QueryError(f"the query is too long: {len(query)} characters, {_MAX_CHARS} are allowed")
    # Parsers differ on when they resolve an escape, so both readings must be harmless.
    for reading in {query, _unescape(query)}:
        _check_tokens(reading)


def _check_tokens(query: str) -> None:
    depth = deepest = 0
    for kind, token in _tokens(query):
        if kind == "word" and (keyword := _refused(token.upper())):
            raise QueryError(f"the query uses {keyword}, {_REFUSED[keyword]}")
        depth += (kind == "open") - (kind == "close")
        deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise QueryError(f"the query is nested {deepest} deep, {_MAX_DEPTH} are allowed: simplify it")


def _refused(word: str) -> str | None:
    """Also ``SERVICESILENT``: a parser that wants no space between keywords would take it."""
    return next((part for part in ("SERVICE", "FROM") if part in word), word if word in _REFUSED else None)


def _unescape(query: str) -> str:
    def char(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        code = int(match[2] or match[3], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"

    return _ESCAPE.sub(char, query)


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(query):
        yield match.lastgroup or "other", match[0]
