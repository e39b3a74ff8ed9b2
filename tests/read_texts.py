"""What a build reads in one short text, by name."""

from __future__ import annotations

from kg.pipeline import PageRead, read_page
from kg.types import Dating, Fact, Measure, Page, PageResolution, Post


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
