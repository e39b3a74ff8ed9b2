"""What a build reads in one short text, by name."""

from __future__ import annotations

import re

from kg.pipeline import PageRead, read_page
from kg.types import Dating, Fact, Measure, Page, PageResolution, Post

#: [name/Class] and [name/Class=full name].
_MARKED = re.compile(r"\[([^\[\]/]+)/([A-Z][a-z]+)(?:=([^\]]+))?\]")


def resolution_of(text: str) -> PageResolution:
    """The text read and resolved as a page of its own."""
    read = read_page(Page("p", text))
    assert isinstance(read, PageRead)
    return read.resolved


def names_of(page: PageResolution) -> dict[str, tuple[str, str]]:
    """Class and name of each entity by its key; not those that are only named in passing."""
    found = {m.entity: (m.mention.type, m.mention.name) for m in page.mentions if not m.mention.passing}
    return found | {p.key: (p.type, p.name) for p in page.profiles if p.key in found}


def named_in(text: str, kind: str) -> set[str]:
    """The names of the entities of a class."""
    return {name for type_, name in names_of(resolution_of(text)).values() if type_ == kind}


def claims_in(text: str) -> set[tuple[str, str, str]]:
    """What is said of whom, by name: facts, numbers and dates."""
    page = resolution_of(text)
    called = {key: name for key, (_, name) in names_of(page).items()}
    said: set[tuple[str, str, str]] = set()
    for claim in page.claims:
        if isinstance(claim, Fact) and claim.object is not None:
            said.add((called[claim.subject], claim.predicate, called[claim.object]))
        elif isinstance(claim, Measure):
            said.add((called[claim.subject], claim.property, f"{claim.value:g}"))
        elif isinstance(claim, Dating):
            said.add((called[claim.subject], claim.property, claim.value))
    return said


def posts_in(text: str) -> set[tuple[str, str, str]]:
    """Who holds which post where, by name."""
    page = resolution_of(text)
    called = {key: name for key, (_, name) in names_of(page).items()}
    return {(called[c.person], c.title, called[c.body]) for c in page.claims if isinstance(c, Post)}


def check_marked(marked: str) -> None:
    """What stands in brackets is named at that very place, of that class and, where one is given, by that full name."""
    text, expected, at = "", list[tuple[int, int, str, str | None]](), 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        expected.append((len(text), len(text) + len(mark[1]), mark[2], mark[3]))
        text += mark[1]
        at = mark.end()
    mentions = (each.mention for each in resolution_of(text + marked[at:]).mentions)
    named = (m for m in mentions if not m.pointer and not m.passing)
    found = {(m.start, m.end, m.type): m.name for m in named}
    for start, end, kind, full in expected:
        assert (start, end, kind) in found, sorted(found)
        assert full is None or found[start, end, kind] == full
