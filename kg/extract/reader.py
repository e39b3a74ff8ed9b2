"""The extractors of an article, in the order they run: names first, then what is said about them."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.analysis import Analysis, analyse
from kg.extract.awards import awards
from kg.extract.chains import state_chains
from kg.extract.datings import datings
from kg.extract.enumerations import find_items, item_mention
from kg.extract.measures import measures
from kg.extract.naming import Chain, name_units
from kg.extract.notes import Notes
from kg.extract.people import find_people
from kg.extract.posts import PostReader
from kg.extract.quoted import find_documents, find_quoted
from kg.extract.relations import bodies_of, relate
from kg.extract.residents import residents
from kg.extract.subjects import Scene
from kg.extract.topics import topics
from kg.extract.units import Unit, find_units
from kg.extract.works import find_works
from kg.types import Article, Claim, Mention, Reading


def extract(article: Article) -> Reading:
    """Everything that ``article`` names and says, each with its place in the page."""
    analysis = analyse(article)
    notes = Notes(analysis)
    quoted = [*find_documents(analysis), *find_quoted(analysis)]
    units = find_units(analysis, [(m.start, m.end) for m in quoted])
    chain = Chain.of(units, name_units(analysis, units))
    numbers = [notes.note(m) for m in chain.mentions]
    for item in find_items(analysis, units):
        number = notes.note(item_mention(analysis, item))
        if item.parent is not None:
            notes.fact(number, "locatedIn", numbers[item.parent], "enumerations.shared", 0.85)
    for mention in quoted:
        notes.note(mention)
    for mention in find_works(analysis, chain, _covered(quoted)):
        notes.note(mention)
    people = [(notes.note(p), p) for p in find_people(analysis, _inside(analysis, units))]
    state_chains(notes, units, numbers)
    PostReader(notes, units, numbers).read(people)
    return _with_claims(notes.reading())


def _with_claims(reading: Reading) -> Reading:
    """The numbers, dates and relations between the mentions of ``reading``."""
    article, mentions = reading.article, reading.mentions
    about = topics(article, mentions)
    scene = Scene(article, mentions, about)
    claims: list[Claim[int]] = list(reading.claims)
    claims += relate(scene, bodies_of(claims))
    claims += residents(scene)
    claims += awards(scene)
    claims += measures(article, mentions, about)
    claims += datings(article, mentions, about)
    return replace(reading, claims=tuple(claims))


def _inside(analysis: Analysis, units: list[Unit]) -> frozenset[int]:
    """The positions inside names and titles of works, where no person begins."""
    stretches = [(u.start, u.end) for u in units] + [(w.start, w.end) for w in analysis.works]
    return frozenset(at for start, end in stretches for at in range(start, end))


def _covered(mentions: list[Mention]) -> frozenset[int]:
    return frozenset(at for m in mentions for at in range(m.start, m.end))
