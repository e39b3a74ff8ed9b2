"""Which queries are answered at all: those that read this graph and nothing else.

A keyword is looked for where SPARQL would see one: after ``\\uXXXX`` escapes are resolved, outside strings,
IRIs, comments and variables. The words are reserved even as prefix names, because some parsers read
``SERVICE:x {…}`` as a call. What slips through still finds no file and no host, see ``worker.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.errors import QueryError

MAX_CHARS = 100_000
MAX_DEPTH = 100

_SERVICE = {"SERVICE": "it would ask another host: remove the SERVICE clause"}
_FROM = {"FROM": "it would read another graph: name the graph's file instead of FROM"}
_LOAD = {"LOAD": "it would fetch a file or another host: send the data itself"}
_CHANGES = dict.fromkeys(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"),
    "it would change the graph: only SELECT, ASK, CONSTRUCT and DESCRIBE are answered",
)

# A backslash that is itself escaped begins no escape.
_ESCAPE = re.compile(r"(\\\\)|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

# What a keyword may hide in comes first; a word is a keyword, or a prefix with its colon.
_TOKEN = re.compile(
    r"""
      (?P<string> \"\"\"(?:\\.|(?!\"\"\")[^\\])*\"\"\" | '''(?:\\.|(?!''')[^\\])*'''
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


def check(query: str, *, max_depth: int = MAX_DEPTH, datasets: bool = False) -> None:
    """Raise QueryError for a query that would leave this graph, change it, or exhaust the parser.

    ``datasets`` lets FROM pass, for a caller who sees to it that it names graphs of the store
    (``clauses.py``).
    """
    if len(query) > MAX_CHARS:
        raise QueryError(f"the query is too long: {len(query)} characters, {MAX_CHARS} are allowed")
    within = _SERVICE if datasets else _SERVICE | _FROM
    _check(query, within, _CHANGES, max_depth)


def check_update(update: str, *, max_depth: int = MAX_DEPTH) -> None:
    """Raise QueryError for an update that would fetch anything from elsewhere, or exhaust the parser."""
    _check(update, _SERVICE | _LOAD, {}, max_depth)


def readings(query: str) -> tuple[str, ...]:
    """The query as it stands, and with ``\\uXXXX`` resolved. Parsers differ on when they resolve an escape,
    so both must be harmless."""
    return tuple(dict.fromkeys((query, _unescape(query))))


def _check(query: str, within: Mapping[str, str], alone: Mapping[str, str], max_depth: int) -> None:
    for reading in readings(query):
        _check_tokens(reading, within, alone, max_depth)


def _check_tokens(query: str, within: Mapping[str, str], alone: Mapping[str, str], max_depth: int) -> None:
    depth = deepest = 0
    for kind, token, _ in tokens(query):
        if kind == "word" and (found := _refused(token.upper(), within, alone)):
            raise QueryError("the query uses {}, {}".format(*found))
        depth += (kind == "open") - (kind == "close")
        deepest = max(deepest, depth)
    if deepest > max_depth:
        raise QueryError(f"the query is nested {deepest} deep, {max_depth} are allowed: simplify it")


def _refused(word: str, within: Mapping[str, str], alone: Mapping[str, str]) -> tuple[str, str] | None:
    """The keyword and why. Also ``SERVICESILENT``: a parser that wants no space between keywords would take
    it."""
    part = next((part for part in within if part in word), None)
    if part:
        return part, within[part]
    return (word, alone[word]) if word in alone else None


def _unescape(query: str) -> str:
    def char(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        code = int(match[2] or match[3], 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"

    return _ESCAPE.sub(char, query)


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and place of each token; spaces are tokens of the kind ``other``."""
    for match in _TOKEN.finditer(query):
        yield match.lastgroup or "other", match[0], match.start()
