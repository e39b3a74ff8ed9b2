"""The relations that the extractor knows (``seeds/patterns/relations.toml``), each with its own examples, who may act
in them (``agents.toml``), and honours (``awards.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from kg.errors import KnowledgeError
from kg.knowledge import rows
from kg.knowledge.ontology import ontology
from kg.types import EntityType, Status

_FOLDER = "patterns"
Shape = Literal[
    "verb-object",
    "with",
    "at",
    "by",
    "in",
    "summoned",
    "for",
    "on",
    "into",
    "under",
    "of",
    "within",
    "whose",
    "hosts",
    "own",
    "means",
    "object-verb",
    "across",
    "thanks",
]

#: What somebody is at an event.
Role = Literal["chair", "speaker", "attendee", "none"]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that says the relation between two names."""

    sentence: str
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One block of the file. ``verbs`` matches a verb of the relation anywhere; ``reach`` is in characters.

    ``requires`` must match in the sentence; ``role`` is what the subject is in the event; with ``own`` the sentence
    names the subject itself.
    """

    predicate: str
    shape: Shape
    subject: tuple[EntityType, ...]
    object: tuple[EntityType, ...]
    verbs: re.Pattern[str]
    reach: int
    confidence: float
    examples: tuple[Example, ...]
    counters: tuple[str, ...]
    requires: re.Pattern[str]
    role: str | None
    own: bool

    @property
    def rule(self) -> str:
        """The name under which its facts are recorded."""
        return f"relations.{self.predicate}.{self.shape}"


@dataclass(frozen=True, slots=True)
class AgentWords:
    """What shows who acts. ``adjunct`` matches right before a name that does not act; ``lead_in`` what may stand before
    the leading name; ``others`` the unnamed who act, ``acting_before`` them right before a verb; ``recalled`` what
    stands beside an event that is only spoken of; ``arms`` are teams that act for who leads the article, ``generic``
    matches a body of whichever town: 镇党委; ``urged`` matches at the end of a clause whose speaker urges others, ``tells``
    at that of one whose speaker only tells, ``must`` at the beginning of one that says what must be done."""

    adjunct: re.Pattern[str]
    lead_in: re.Pattern[str]
    others: re.Pattern[str]
    acting_before: re.Pattern[str]
    arms: re.Pattern[str]
    generic: re.Pattern[str]
    beside: re.Pattern[str]
    recalled: re.Pattern[str]
    pronoun: re.Pattern[str]
    assembly: re.Pattern[str]
    organ: re.Pattern[str]
    asked: re.Pattern[str]
    urged: re.Pattern[str]
    tells: re.Pattern[str]
    must: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class AwardWords:
    """``won`` matches a verb of winning and what follows; ``names`` such a verb behind which a quotation is an honour;
    ``gives`` one of giving; ``honour`` the end of an honour; ``is_`` and ``before`` one that somebody is, or bears before
    the name; ``examples`` pairs of sentence and value."""

    won: re.Pattern[str]
    names: re.Pattern[str]
    gives: re.Pattern[str]
    honour: re.Pattern[str]
    is_: re.Pattern[str]
    before: re.Pattern[str]
    keeps_verb: re.Pattern[str]
    ranked: re.Pattern[str]
    contest: re.Pattern[str]
    examples: tuple[tuple[str, str], ...]
    counters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkWords:
    """The patterns of ``works.toml``, which explains each."""

    session: re.Pattern[str]
    unveiled: re.Pattern[str]
    about: re.Pattern[str]
    assembly_acts: re.Pattern[str]
    not_acted: re.Pattern[str]
    renewal: re.Pattern[str]
    renewed: re.Pattern[str]
    intended: re.Pattern[str]
    bare: re.Pattern[str]
    meant: re.Pattern[str]
    pays: re.Pattern[str]
    party: re.Pattern[str]
    bare_by: re.Pattern[str]
    site_by: re.Pattern[str]
    by_whom: re.Pattern[str]
    builds: re.Pattern[str]
    part: re.Pattern[str]
    helps: re.Pattern[str]
    heard: re.Pattern[str]
    also_called: re.Pattern[str]
    called_now: re.Pattern[str]
    answer: re.Pattern[str]
    chaired: re.Pattern[str]
    organised: re.Pattern[str]
    held_by: re.Pattern[str]
    gathered: re.Pattern[str]
    spoken_for: re.Pattern[str]
    said: re.Pattern[str]
    roll: re.Pattern[str]
    pictured: re.Pattern[str]
    at_it: re.Pattern[str]
    speaks_for: re.Pattern[str]
    signs: re.Pattern[str]
    together: re.Pattern[str]
    states: re.Pattern[str]
    meeting: re.Pattern[str]
    signing: re.Pattern[str]
    attending: dict[Role, re.Pattern[str]]
    rolls: dict[Role, re.Pattern[str]]


def _any(words: str) -> str:
    """Any of the patterns that spaces part, the longest first; nothing where there are none."""
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word))) or "(?!)"


@cache
@rows.checked("agents.toml", _FOLDER)
def agent_words() -> AgentWords:
    """The words of ``agents.toml``, compiled. KnowledgeError names a list that is missing."""
    path, table = rows.load("agents.toml", _FOLDER)
    try:
        lists = {key: _any(words) for key, words in table.items()}
        return AgentWords(
            adjunct=re.compile(f"(?:{lists['adjuncts']})$"),
            lead_in=re.compile(rf"(?:[\d\s“”（）()、—至到上下起]|{lists['lead_ins']})*"),
            others=re.compile(lists["others"]),
            acting_before=re.compile(f"(?<![该本我等向给对])(?:{lists['others']})(?:{lists['manners']})*$"),
            arms=re.compile(lists["arms"]),
            generic=re.compile(lists["generic"]),
            beside=re.compile(lists["beside"]),
            recalled=re.compile(lists["recalled"]),
            pronoun=re.compile(lists["pronouns"]),
            assembly=re.compile(lists["assemblies"]),
            organ=re.compile(lists["organs"]),
            asked=re.compile(lists["asked"]),
            urged=re.compile(f"(?:{lists['urges']})$"),
            tells=re.compile(f"(?:{lists['tells']})$"),
            must=re.compile(lists["must"]),
        )
    except KeyError as error:
        raise KnowledgeError(f"{path}: the list {error} is missing") from error


@dataclass(frozen=True, slots=True)
class StatusWords:
    """``marks`` match the words that make of what follows something else than done, in the order in which they count;
    ``ahead`` matches what makes a plan of the sentence that it begins; ``examples`` are pairs of sentence and status."""

    ahead: re.Pattern[str]
    marks: tuple[tuple[Status, re.Pattern[str]], ...]
    examples: tuple[tuple[str, str], ...]


@cache
@rows.checked("statuses.toml", _FOLDER)
def status_words() -> StatusWords:
    """The words of ``statuses.toml``, compiled. KnowledgeError names a list that is missing."""
    path, table = rows.load("statuses.toml", _FOLDER)
    try:
        order: tuple[Status, ...] = ("denied", "planned", "ongoing")
        marks = tuple((status, re.compile(_any(table[status]))) for status in order)
        ahead = re.compile(rf"[“\s]*(?:{_any(table['ahead'])})")
        return StatusWords(ahead, marks, tuple((sentence, status) for sentence, status in table["examples"]))
    except (KeyError, re.error) as error:
        raise KnowledgeError(
            f"{path}: {error}; expected denied, planned, ahead, ongoing, examples"
        ) from error


@cache
@rows.checked("awards.toml", _FOLDER)
def award_words() -> AwardWords:
    """The words of ``awards.toml``, compiled. KnowledgeError names a list that is missing."""
    path, table = rows.load("awards.toml", _FOLDER)
    try:
        honours = _any(table["honours"]) + "|" + "|".join(table["forms"])
        return AwardWords(
            won=re.compile(
                rf"(?:{_any(table['verbs'])})(?!(?<=获)奖(?![章牌状杯项]))(?:了|过|为)?([^，。；！？\n]{{2,48}})"
            ),
            names=re.compile(_any(table["names"])),
            gives=re.compile(rf"(?<![被获])(?:{_any(table['gives'])})"),
            honour=re.compile(rf"(?:{honours})[”》]?$"),
            is_=re.compile(table["is"]),
            before=re.compile(table["before"]),
            keeps_verb=re.compile(_any(table["keeps_verb"])),
            ranked=re.compile(rf"(?:{_any(table['ranked'])})$"),
            contest=re.compile(_any(table["contests"])),
            examples=tuple((sentence, value) for sentence, value in table["examples"]),
            counters=tuple(table["counters"]),
        )
    except KeyError as error:
        raise KnowledgeError(f"{path}: the list {error} is missing") from error


@cache
@rows.checked("works.toml", _FOLDER)
def work_words() -> WorkWords:
    """The patterns of ``works.toml``, compiled. KnowledgeError names what is wrong with the file."""
    path, table = rows.load("works.toml", _FOLDER)
    try:
        attending, rolls = _by_role(table.pop("attending")), _by_role(table.pop("rolls"))
        patterns = {key: re.compile(pattern) for key, pattern in table.items()}
        return WorkWords(**patterns, attending=attending, rolls=rolls)
    except (KeyError, TypeError, re.error) as error:
        raise KnowledgeError(f"{path}: {error}") from error


def _by_role(table: dict[Role, str]) -> dict[Role, re.Pattern[str]]:
    return {role: re.compile(pattern) for role, pattern in table.items()}


@cache
@rows.checked("relations.toml", _FOLDER)
def relations() -> tuple[Relation, ...]:
    """The relations in the order of the file. KnowledgeError names the block and what is wrong with it."""
    path, table = rows.load("relations.toml", _FOLDER)
    return tuple(
        _relation(f"{path}, relation {at}", block) for at, block in enumerate(table["relation"], start=1)
    )


@cache
def relations_with(kind: EntityType) -> tuple[Relation, ...]:
    """The relations, in the same order, whose object may be of this class."""
    return tuple(relation for relation in relations() if kind in relation.object)


def _relation(where: str, block: dict[str, Any]) -> Relation:
    try:
        relation = Relation(
            predicate=block["predicate"],
            shape=block["shape"],
            subject=tuple(block["subject"]),
            object=tuple(block["object"]),
            verbs=re.compile(_any(block["verbs"])),
            reach=int(block["reach"]),
            confidence=float(block["confidence"]),
            examples=tuple(Example(*each) for each in block["examples"]),
            counters=tuple(block["counters"]),
            requires=re.compile(block.get("requires", "")),
            role=block.get("role"),
            own=bool(block.get("own", False)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{where}: {error!r}; see the head of the file for the keys") from error
    _check(where, relation)
    return relation


def _check(where: str, relation: Relation) -> None:
    if relation.predicate not in ontology().properties:
        raise KnowledgeError(f"{where}: the ontology has no property {relation.predicate!r}")
    if relation.shape not in get_args(Shape):
        raise KnowledgeError(f"{where}: shape {relation.shape!r} is none of {', '.join(get_args(Shape))}")
    unknown = {*relation.subject, *relation.object} - set(get_args(EntityType))
    if unknown:
        raise KnowledgeError(f"{where}: no such class: {', '.join(sorted(unknown))}")
    if not relation.examples:
        raise KnowledgeError(f"{where}: a pattern without an example")
