"""How names are shortened and which form is the canonical one (``seeds/lexicons/short_forms.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge.alternatives import any_of
from kg.knowledge.locate import seeds_dir

_FILE = "lexicons/short_forms.toml"


@dataclass(frozen=True, slots=True)
class ShortForms:
    """The word lists of the file, compiled.

    ``legal`` matches a company's legal form; ``project_tail`` what adds nothing to a project's name;
    ``project_end`` the end of a project's name, ``project_ends`` what each end stands for; ``quoted_tail`` a noun
    that only announces the quoted name before it; ``events`` pairs short forms of events with the full ones;
    ``longer`` the ends that names of a class may lack;
    ``kept_kinds``, ``kept`` and ``free`` tell which organizations belong to their area;
    ``heads`` heads of bodies in their short form and in full;
    ``zones`` what everybody calls the development zone of where they are;
    ``area_kinds`` the ontology's class by the end of an area's name, longest end first.
    """

    legal: re.Pattern[str]
    project_tail: re.Pattern[str]
    project_end: re.Pattern[str]
    project_ends: dict[str, str]
    quoted_tail: re.Pattern[str]
    township_ends: tuple[str, ...]
    longer: dict[str, tuple[str, ...]]
    heads: dict[str, str]
    registered: tuple[str, ...]
    kept_kinds: frozenset[str]
    kept: re.Pattern[str]
    free: tuple[str, ...]
    of_owners: tuple[str, ...]
    of_residents: tuple[str, ...]
    cooperatives: tuple[str, ...]
    of_place: tuple[str, ...]
    zones: frozenset[str]
    events: tuple[tuple[re.Pattern[str], str], ...]
    area_kinds: tuple[tuple[str, str], ...]

    def is_kept(self, name: str, kind: str | None) -> bool:
        """Whether an organization of that name and kind belongs to the area it is called after, rather than only lies in
        it."""
        return not name.endswith(self.free) and (
            self.kept.search(name) is not None or kind in self.kept_kinds
        )

    def is_area_noun(self, name: str) -> bool:
        """Whether ``name`` says only what sort of area it is (开发区)."""
        return any(name == end for end, _ in self.area_kinds)

    def area_kind(self, name: str) -> str | None:
        """The class of an area that is called ``name``; None where its end does not say."""
        return next((kind for end, kind in self.area_kinds if name.endswith(end)), None)


def load(path: Path) -> ShortForms:
    """The lists of ``path``. Raises ``KnowledgeError`` naming the file and what is wrong with it."""
    try:
        return _compiled(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, re.error) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    except KeyError as missing:
        raise KnowledgeError(f"{path}: the entry {missing} is missing") from missing


@cache
def short_forms() -> ShortForms:
    """The project's own lists, read once in a process."""
    return load(seeds_dir() / _FILE)


def _compiled(data: dict[str, Any]) -> ShortForms:
    names = data["names"]
    ends = {form: end for end, forms in data["project_ends"].items() for form in (end, *forms)}
    kinds = [(end, entry["kind"]) for entry in data["area_kind"] for end in entry["ends"]]
    return ShortForms(
        legal=re.compile(any_of(data["legal_forms"])),
        project_tail=re.compile(f"(?:{any_of(names['project_tails'])})$"),
        project_end=re.compile(f"(?:{any_of(ends)})$"),
        project_ends=ends,
        quoted_tail=re.compile(f"(?<=”)(?:{any_of(names['quoted_tails'])})$"),
        township_ends=tuple(names["township_ends"]),
        longer={type_: tuple(ends) for type_, ends in data["longer"].items()},
        heads=dict(data["heads"]),
        registered=tuple(names["registered"]),
        kept_kinds=frozenset(names["kept_kinds"]),
        kept=re.compile(any_of(names["kept"])),
        free=tuple(names["free"]),
        of_owners=tuple(names["of_owners"]),
        of_residents=tuple(names["of_residents"]),
        cooperatives=tuple(names["cooperatives"]),
        of_place=tuple(names["of_place"]),
        zones=frozenset(names["zones"]),
        events=tuple((re.compile(short), full) for short, full in data["events"].items()),
        area_kinds=tuple(sorted(kinds, key=lambda pair: -len(pair[0]))),
    )
