"""What makes a work, an event, a method or a document of words (``seeds/lexicons/works.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.knowledge.alternatives import any_of
from kg.types import EntityType


@dataclass(frozen=True, slots=True)
class Works:
    """The word lists of the file, compiled.

    ``quoted`` maps the head after a quotation to its class, ``inner`` the last characters inside one, ``ends`` those that
    need nothing beside it;
    ``tail`` matches such a head after at most ten characters;
    ``figures`` are figures of speech, never names.
    ``plain`` matches an unquoted head (its class from ``plain_types``), ``verbs`` are what must stand before, by class;
    whatever stands between a ``strong`` verb and a head is a name. ``on_places`` is what is done to a place,
    ``of_sites`` what is built under an institution's name, ``bare`` matches
    the events that are named after what the article is about; the patterns of ``undertakings`` are
    explained in the file.
    """

    local: re.Pattern[str]
    national: re.Pattern[str]
    counted: re.Pattern[str]
    items: re.Pattern[str]
    on_places: re.Pattern[str]
    on_sites: re.Pattern[str]
    part: re.Pattern[str]
    goes_on: re.Pattern[str]
    of_sites: re.Pattern[str]
    methods: re.Pattern[str]
    events: re.Pattern[str]
    takes_up: re.Pattern[str]
    told_on: re.Pattern[str]
    no_name: re.Pattern[str]
    on_something: re.Pattern[str]
    takes_in: re.Pattern[str]
    five_years: re.Pattern[str]
    helps: re.Pattern[str]
    because: re.Pattern[str]
    in_homes: re.Pattern[str]
    meetings: re.Pattern[str]
    becomes: re.Pattern[str]
    begun_together: re.Pattern[str]
    days: re.Pattern[str]
    games: re.Pattern[str]
    level_sessions: re.Pattern[str]
    strong: dict[EntityType, re.Pattern[str]]
    bare: re.Pattern[str]
    described: re.Pattern[str]
    scope: re.Pattern[str]
    response: re.Pattern[str]
    charged: re.Pattern[str]
    uses: re.Pattern[str]
    technique: re.Pattern[str]
    parallel: re.Pattern[str]
    charged_over: re.Pattern[str]
    of_lists: re.Pattern[str]
    day: re.Pattern[str]
    no_programme: re.Pattern[str]
    brought_about: re.Pattern[str]
    site: re.Pattern[str]
    begins: re.Pattern[str]
    nameless: re.Pattern[str]
    several: re.Pattern[str]
    belongs: re.Pattern[str]
    moves: re.Pattern[str]
    office: re.Pattern[str]
    headed: re.Pattern[str]
    builds: re.Pattern[str]
    disasters: re.Pattern[str]
    families: tuple[re.Pattern[str], ...]
    parts: re.Pattern[str]
    occasion: re.Pattern[str]
    renewed: re.Pattern[str]
    upon: re.Pattern[str]
    to_several: re.Pattern[str]
    enrolled: re.Pattern[str]
    campaign: re.Pattern[str]
    over: re.Pattern[str]
    constructed: re.Pattern[str]
    superlative: re.Pattern[str]
    adverbs: re.Pattern[str]
    once: re.Pattern[str]
    carries_on: re.Pattern[str]
    for_long: re.Pattern[str]
    holds: re.Pattern[str]
    dated: re.Pattern[str]
    held: re.Pattern[str]
    quoted: dict[str, EntityType]
    tail: re.Pattern[str]
    inner: dict[str, EntityType]
    ends: dict[str, EntityType]
    loose: re.Pattern[str]
    sought: re.Pattern[str]
    worked_out: re.Pattern[str]
    introducers: tuple[str, ...]
    figures: frozenset[str]
    loose_heads: frozenset[str]
    goal: re.Pattern[str]
    numbered: re.Pattern[str]
    each: re.Pattern[str]
    counts: re.Pattern[str]
    manner: re.Pattern[str]
    occasions: re.Pattern[str]
    meets: re.Pattern[str]
    plain: re.Pattern[str]
    plain_types: dict[str, EntityType]
    verbs: dict[EntityType, re.Pattern[str]]


def _listed(words: str) -> re.Pattern[str]:
    return re.compile(any_of(words.split()))


def _types(table: dict[str, str]) -> dict[str, EntityType]:
    return {word: cast(EntityType, kind) for kind, words in table.items() for word in words.split()}


@cache
def works() -> Works:
    """The lists, read once. KnowledgeError names the file and the key that is wrong."""
    path, table = rows.load("works.toml")
    try:
        return _compile(table)
    except (KeyError, TypeError, AttributeError, re.error) as error:
        raise KnowledgeError(
            f"{path}: {error}; expected [programmes] [undertakings] [quoted] [quoted.words] [quoted.inner]"
            " [plain] [plain.verbs] …"
        ) from error


def _compile(table: dict[str, dict[str, str]]) -> Works:
    plain: dict[str, Any] = dict(table["plain"])
    verbs: dict[EntityType, str] = plain.pop("verbs")
    strong: dict[EntityType, str] = plain.pop("strong")
    bare: dict[EntityType, str] = plain.pop("bare")
    programmes: dict[str, str] = dict(table["programmes"])
    local, wider = programmes.pop("local").split(), programmes.pop("of").split()
    undertakings = dict(table["undertakings"])
    families = tuple(re.compile(words) for words in undertakings.pop("families").split())
    quoted: dict[str, Any] = dict(table["quoted"])
    words, inner, ends = quoted.pop("words"), quoted.pop("inner"), quoted.pop("ends")
    quoted_types, plain_types = _types(quoted), _types(plain)
    return Works(
        **{key: _listed(words) for key, words in programmes.items()},
        local=re.compile(f"(?:{any_of(wider)})?(?:{any_of(local)})"),
        bare=_listed(bare["Event"]),
        strong={kind: _listed(words) for kind, words in strong.items()},
        **{key: re.compile(pattern) for key, pattern in undertakings.items()},
        families=families,
        quoted=quoted_types,
        # The whole of 服务队伍, though 服务队 is a head as well.
        tail=re.compile(f"(?:的)?[\u4e00-\u9fff]{{0,10}}?({any_of(quoted_types)})(?!(?<=队)伍)"),
        inner=_types(inner),
        ends=_types(ends),
        introducers=tuple(sorted(words["introducers"].split())),
        figures=frozenset(words["figures"].split()),
        loose_heads=frozenset(words["loose_heads"].split()),
        goal=re.compile(words["goal"]),
        numbered=re.compile(words["numbered"]),
        each=re.compile(words["each"]),
        counts=re.compile(words["counts"]),
        manner=re.compile(words["manner"]),
        plain=re.compile(any_of(plain_types)),
        plain_types=plain_types,
        verbs={kind: _listed(words) for kind, words in verbs.items()},
    )
