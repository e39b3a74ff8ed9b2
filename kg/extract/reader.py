"""The extractors of an article, in the order they run: names first, then what is said about them."""

from __future__ import annotations

from kg.extract.analysis import Analysis, analyse
from kg.extract.chains import state_chains
from kg.extract.naming import name_units
from kg.extract.notes import Notes
from kg.extract.people import find_people
from kg.extract.posts import PostReader
from kg.extract.quoted import find_documents, find_quoted
from kg.extract.units import Unit, find_units
from kg.types import Article, Reading


def extract(article: Article) -> Reading:
    """Everything that ``article`` names and says, each with its place in the page."""
    analysis = analyse(article)
    notes = Notes(analysis)
    units = find_units(analysis)
    numbers = [notes.note(m) for m in name_units(analysis, units)]
    for mention in [*find_documents(analysis), *find_quoted(analysis)]:
        notes.note(mention)
    people = [(notes.note(p), p) for p in find_people(analysis, _inside(analysis, units))]
    state_chains(notes, units, numbers)
    PostReader(notes, units, numbers).read(people)
    return notes.reading()


def _inside(analysis: Analysis, units: list[Unit]) -> frozenset[int]:
    """The positions inside names and titles of works, where no person begins."""
    stretches = [(u.start, u.end) for u in units] + [(w.start, w.end) for w in analysis.works]
    return frozenset(at for start, end in stretches for at in range(start, end))
