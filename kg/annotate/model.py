"""An annotated page: its text, the names marked in it, and what joins them. Positions are code points of the page."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A name marked at [start, end): ``label`` is its class; ``key`` and ``name`` are those of the entity it was read
    as, empty where a person marked it."""

    start: int
    end: int
    label: str
    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """A relation drawn from one mark to another (by their numbers on the page). Of a post ``label`` is holdsPost and
    ``titles`` what it is; ``quote`` are the words it was read in."""

    source: int
    target: int
    label: str
    titles: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page with its marks, sorted, and ties. ``doc`` is the page's path as it was given, or ``PATH#ID``."""

    doc: str
    text: str
    marks: tuple[Mark, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A page as it came back. ``before`` is how it was exported, None for one that was annotated from scratch;
    ``where`` names the file and line."""

    sheet: Sheet
    before: Sheet | None
    where: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """Annotated pages, and how many relations could not be drawn, since no name of one end stands on the page."""

    pages: tuple[Sheet, ...]
    undrawn: int = field(default=0)
