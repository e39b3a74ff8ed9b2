"""The extractors of an article, in the order they run: names first, then what is said about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.addresses import with_groups, with_numbers, with_roads
from kg.extract.agents import Agents
from kg.extract.analysis import Analysis, analyse
from kg.extract.around_works import with_tail
from kg.extract.asked import asked_about
from kg.extract.attendance import attendance
from kg.extract.awards import awards
from kg.extract.bearings import bearings
from kg.extract.between import with_lines
from kg.extract.charged import charged
from kg.extract.counted import counted
from kg.extract.datings import datings
from kg.extract.doubted import undoubted
from kg.extract.employers import with_employers
from kg.extract.enumerations import Item, find_items, item_mention, retyped
from kg.extract.for_area import for_area
from kg.extract.founded import built, founded, led
from kg.extract.given import given
from kg.extract.held_in import held_in
from kg.extract.introductions import Candidate
from kg.extract.jointly import jointly
from kg.extract.known import with_known
from kg.extract.levels import areas_of_parties, listed_departments, shared_organs
from kg.extract.links import state_issuers, state_links, state_seats
from kg.extract.measures import measures
from kg.extract.naming import Chain, name_units
from kg.extract.notes import Notes, ordered
from kg.extract.owned import with_sites
from kg.extract.partners import partners
from kg.extract.payers import payers
from kg.extract.people import People
from kg.extract.portions import portions
from kg.extract.posts import PostReader
from kg.extract.practised import practised
from kg.extract.pronouns import find_pronouns
from kg.extract.quoted import figures, find_documents, find_quoted, ways
from kg.extract.rails import with_rails
from kg.extract.recurring import in_full, recurring
from kg.extract.relations import bodies_of, relate
from kg.extract.renamings import renamed
from kg.extract.residents import residents
from kg.extract.routes import routes
from kg.extract.short_lines import with_short_lines
from kg.extract.subjects import Scene
from kg.extract.tagged import corrected, filled, in_passing, people_of_course
from kg.extract.topics import topics
from kg.extract.undertakings import as_events
from kg.extract.unit import Unit
from kg.extract.units import find_units
from kg.extract.visited import visited
from kg.extract.ways import with_ways
from kg.extract.works import find_works
from kg.knowledge.boundaries import boundaries
from kg.types import Article, Claim, Mention, Reading


def extract(article: Article) -> Reading:
    """Everything that ``article`` names and says, each with its place in the page."""
    return extract_all([article])[0]


def extract_all(articles: Sequence[Article]) -> list[Reading]:
    """``extract`` of each article of a page: together they cost less than one by one."""
    return [_extract(analysis) for some in portions(articles) for analysis in analyse(some)]


def _extract(analysis: Analysis) -> Reading:
    notes = Notes(analysis)
    quoted = as_events(analysis, [*find_documents(analysis), *find_quoted(analysis)])
    people = People(analysis)
    introduced = people.certain()
    units, items = _units(analysis, quoted, introduced)
    chain = Chain.of(units, in_full(analysis, units, name_units(analysis, units)))
    numbers = [notes.note(with_tail(analysis, m)) for m in chain.mentions]
    notes.all(shared_organs(analysis, units, chain.mentions))
    notes.all((*listed_departments(analysis, units), *areas_of_parties(analysis, units)))
    _note_items(notes, items, numbers)
    for mention in [*quoted, *find_works(analysis, chain, quoted)]:
        notes.note(counted(analysis, chain, mention))
    state_links(notes, units, numbers)
    state_seats(notes, units, numbers)
    state_issuers(notes, units, numbers, quoted)
    inside = _inside(analysis, [*units, *items])
    everyone = _note_people(notes, people.mentions(inside, introduced))
    PostReader(notes, units, numbers, everyone).read()
    reading = _with_claims(notes.reading())
    mentions = (*map(_of_nation, reading.mentions), *in_passing(analysis, reading))
    return ordered(analysis.article, mentions, reading.claims)


def _of_nation(mention: Mention) -> Mention:
    """A part of the country (东北地区) is only named in passing."""
    return replace(mention, passing=True) if mention.name in boundaries().nation else mention


def _units(
    analysis: Analysis, quoted: list[Mention], introduced: list[Candidate]
) -> tuple[list[Unit], list[Item]]:
    """The units outside quoted names and introduced people, and the listed names that no head shows."""
    covered = _covered(quoted)
    blocked = [(m.start, m.end) for m in quoted if m.rule != "quoted.book_title"]
    blocked += [(p.start, p.end) for p in introduced if p.start not in covered]
    blocked += [*figures(analysis), *ways(analysis), *people_of_course(analysis)]
    found = undoubted(analysis, find_units(analysis, blocked))
    found = with_employers(analysis, found, introduced)
    units = asked_about(
        analysis, recurring(analysis, filled(analysis, corrected(analysis, found, blocked), blocked))
    )
    units, items = retyped(units, find_items(analysis, units))
    units = with_known(analysis, units, [*blocked, *((item.start, item.end) for item in items)])
    units = with_rails(analysis, with_ways(analysis, with_roads(analysis, units)))
    units = with_short_lines(analysis, with_lines(analysis, units))
    return with_groups(analysis, with_sites(analysis, with_numbers(analysis, units))), items


def _note_items(notes: Notes, items: list[Item], numbers: list[int]) -> None:
    for item in items:
        number = notes.note(item_mention(notes.analysis, item))
        if item.parent is not None:
            notes.fact(number, "locatedIn", numbers[item.parent], "enumerations.shared", 0.85)


def _note_people(notes: Notes, people: list[Mention]) -> list[tuple[int, Mention]]:
    """People by name, and the pronouns that stand for them, numbered and in order."""
    people = people + find_pronouns(notes.analysis, people)
    return [(notes.note(p), p) for p in sorted(people, key=lambda p: p.start)]


def _with_claims(reading: Reading) -> Reading:
    """The numbers, dates and relations between the mentions of ``reading``."""
    article, mentions = reading.article, tuple(renamed(reading.article.text.chars, reading.mentions))
    about = topics(article, mentions)
    scene = Scene(article, mentions, about)
    claims: list[Claim[int]] = list(reading.claims)
    posts = bodies_of(scene, claims)
    claims += relate(scene, posts)
    claims += bearings(scene, claims)
    agents = Agents(scene, posts)
    claims += practised(scene, agents, claims)
    claims += led(scene, agents)
    claims += founded(scene, agents, claims)
    claims += built(scene, agents, claims)
    claims += attendance(scene, agents)
    claims += visited(scene, agents)
    claims += held_in(scene, claims, posts)
    claims += charged(scene, agents, claims)
    claims += for_area(scene, claims)
    claims += partners(scene, claims)
    claims += jointly(scene, claims)
    claims += residents(scene)
    claims += routes(scene)
    claims += awards(scene, posts)
    claims += given(scene)
    claims += measures(scene)
    claims += payers(scene, claims)
    claims += datings(scene)
    return replace(reading, mentions=mentions, claims=tuple(claims))


def _inside(analysis: Analysis, units: Sequence[Unit | Item]) -> frozenset[int]:
    """The positions inside names and titles of works, where no person begins."""
    stretches = [(u.start, u.end) for u in units] + [(w.start, w.end) for w in analysis.works]
    return frozenset(at for start, end in stretches for at in range(start, end))


def _covered(mentions: list[Mention]) -> frozenset[int]:
    return frozenset(at for m in mentions for at in range(m.start, m.end))
