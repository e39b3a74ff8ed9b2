"""How posts are spoken of (``seeds/lexicons/posts.toml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.knowledge.alternatives import any_of
from kg.knowledge.lexicon import titles

_NAMES = (
    *("inside", "of_area", "of_committee", "parties", "national"),
    *("over", "term", "inner", "takes", "took", "states", "undertakes", "moves"),
    *("begins", "leaves", "proposes", "acting", "concurrent", "seconded", "noted", "once", "elected"),
    *("appoints", "dismisses", "nominates", "suggests", "candidates", "between", "no_post", "meeting"),
    *("replaces", "career", "of_home", "no_home_head", "jobs"),
)


@dataclass(frozen=True, slots=True)
class PostWords:
    """Patterns for the words around posts. Those named ``*_end`` are to be searched in text that ends where the words
    must end; the others match where they begin."""

    of_home: re.Pattern[str]
    of_home_end: re.Pattern[str]
    home_words_end: re.Pattern[str]
    no_home_head: re.Pattern[str]
    inside_end: re.Pattern[str]
    of_area_end: re.Pattern[str]
    of_committee: re.Pattern[str]
    of_committee_end: re.Pattern[str]
    parties_end: re.Pattern[str]
    parties_begin: re.Pattern[str]
    national: re.Pattern[str]
    over_end: re.Pattern[str]
    term_end: re.Pattern[str]
    inner_end: re.Pattern[str]
    takes_end: re.Pattern[str]
    takes: re.Pattern[str]
    taking: re.Pattern[str]
    undertakes: re.Pattern[str]
    took: frozenset[str]
    once_end: re.Pattern[str]
    elected: frozenset[str]
    states: frozenset[str]
    begins: frozenset[str]
    leaves: frozenset[str]
    proposes: frozenset[str]
    proposes_end: re.Pattern[str]
    acting: re.Pattern[str]
    concurrent: frozenset[str]
    concurrent_end: re.Pattern[str]
    seconded: frozenset[str]
    seconded_in: re.Pattern[str]
    noted: re.Pattern[str]
    moves: re.Pattern[str]
    appoints: frozenset[str]
    dismisses: frozenset[str]
    nominates: frozenset[str]
    suggests: frozenset[str]
    decides: re.Pattern[str]
    candidates: re.Pattern[str]
    candidates_end: re.Pattern[str]
    between_end: re.Pattern[str]
    meeting: tuple[str, ...]
    replaces_end: re.Pattern[str]
    career_end: re.Pattern[str]
    jobs: frozenset[str]
    staff: Mapping[str, tuple[str, ...]]

    def is_staff(self, title: str, body: str) -> bool:
        """Whether whoever bears the title works in bodies that are called like ``body``: 法官, 某县人民法院."""
        return body.endswith(self.staff.get(title, ()))


@cache
def post_words() -> PostWords:
    """The words, read once in a process. KnowledgeError names the file and what is wrong in it."""
    path, table = rows.load("posts.toml")
    words, staff = _lists(path, table), _staff(path, table)
    taking = [word for word in words["takes"] if len(word) > 1]
    return PostWords(
        of_home=re.compile(_any(words["of_home"])),
        of_home_end=re.compile(f"{_any(words['of_home'])}$|(?:村委会|居委会)$"),
        home_words_end=re.compile(f"(?:村|社区){_any(words['of_home'])}$"),
        no_home_head=re.compile(_any(words["no_home_head"])),
        inside_end=_end(words["inside"]),
        of_area_end=_end(words["of_area"]),
        of_committee=_end(words["of_committee"]),
        of_committee_end=re.compile(f"(?<=委){_any(words['of_committee'])}$"),
        parties_end=re.compile(f"{_any(words['parties'])}(?:第?[一二三四五六七八九十]{{1,4}}届)?$"),
        parties_begin=re.compile(_any(words["parties"])),
        national=re.compile(_any([*words["national"], *words["parties"]])),
        over_end=_end(words["over"]),
        term_end=_end([*words["over"], *words["term"]]),
        inner_end=_end(words["inner"]),
        takes_end=_end(words["takes"]),
        takes=re.compile(_any(taking)),
        taking=re.compile(f"{_any(taking)}|任(?!{_any(words['no_post'])})"),
        undertakes=re.compile(f"(?:同志)?{_any(words['undertakes'])}"),
        took=frozenset(words["took"]),
        once_end=_end(words["once"]),
        elected=frozenset(words["elected"]),
        states=frozenset(words["states"]),
        begins=frozenset(words["begins"]),
        leaves=frozenset(words["leaves"]),
        proposes=frozenset(words["proposes"]),
        proposes_end=_end(words["proposes"]),
        acting=re.compile(_any(words["acting"])),
        concurrent=frozenset(words["concurrent"]),
        concurrent_end=_end(words["concurrent"]),
        seconded=frozenset(words["seconded"]),
        seconded_in=re.compile(_any(words["seconded"])),
        noted=re.compile(_any([*words["seconded"], *words["noted"]])),
        moves=re.compile(_any(words["moves"])),
        appoints=frozenset(words["appoints"]),
        dismisses=frozenset(words["dismisses"]),
        nominates=frozenset(words["nominates"]),
        suggests=frozenset(words["suggests"]),
        decides=re.compile(
            _any([*words["nominates"], *words["suggests"], *words["appoints"], *words["dismisses"]])
        ),
        candidates=re.compile(_any(words["candidates"])),
        candidates_end=_end(words["candidates"]),
        between_end=re.compile(
            f"(?:{any_of(words['between'])}|[0-9０-９一二三四五六七八九十〇零年月日至到—－～-])*$"
        ),
        meeting=tuple(words["meeting"]),
        replaces_end=re.compile(f"{_any(words['replaces'])}[^，。；：\n]{{0,14}}$"),
        career_end=_end(words["career"]),
        jobs=frozenset(words["jobs"]),
        staff=staff,
    )


@lru_cache(maxsize=4096)
def filled(title: str) -> str:
    """The title of the post that one fills who is acting: 市长 of 代市长, 县长 of 代理县长; else the title itself."""
    acting = post_words().acting.match(title)
    whole = title[acting.end() :] if acting else ""
    return whole if whole in titles() else title


def heads(title: str) -> bool:
    """Whether whoever bears the title heads the body: 局长; not 副局长, not 科员."""
    return title in titles() and titles()[title].head


def _lists(path: Path, table: dict[str, Any]) -> dict[str, list[str]]:
    try:
        return {name: table[name].split() for name in _NAMES}
    except (KeyError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}; expected the lists {', '.join(_NAMES)}") from error


def _staff(path: Path, table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    try:
        bodies = {
            title: tuple(ends.split()) for names, ends in table["staff"].items() for title in names.split()
        }
    except (KeyError, AttributeError) as error:
        raise KnowledgeError(
            f"{path}: {error}; expected the table staff of titles and ends of bodies"
        ) from error
    if unknown := sorted(bodies.keys() - titles().keys()):
        raise KnowledgeError(f"{path}: staff without a row in titles.tsv: {', '.join(unknown)}")
    return bodies


def _any(words: list[str]) -> str:
    return f"(?:{any_of(words)})"


def _end(words: list[str]) -> re.Pattern[str]:
    return re.compile(f"{_any(words)}$")
