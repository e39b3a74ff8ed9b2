"""What a person should look at: conflicts, names that may or may not be one, facts that are doubtful; each with the words
that it rests on and the verdicts that settle it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, Quad

from kg.durable import read_small
from kg.errors import InputError
from kg.knowledge.judgement_rows import JudgementRow, key_of, value_of
from kg.knowledge.mappings import POST
from kg.query.conflicts import Conflict, conflicts
from kg.query.evidence import Evidence, statement_evidence
from kg.query.index import Index
from kg.query.table import text
from kg.query.terms import KG, ORG, QUDT, RDF, RDFS, SKOS

#: The kinds of cases, in the order in which they are asked.
KINDS = ("conflicts", "merges", "facts")
#: How many passages show what an entity is.
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict that settles a case: the key that gives it, what it means, the rows that say so."""

    key: str
    meaning: str
    rows: tuple[JudgementRow, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A question to a person: ``lines`` say what it is about, each with the passages that say so; ``marked`` are the names
    to be shown in them."""

    kind: str
    question: str
    lines: tuple[tuple[str, tuple[Evidence, ...]], ...]
    answers: tuple[Answer, ...]
    marked: tuple[str, ...] = ()


def cases(
    quads: Iterable[Quad], *, below: float = 0.8, decisions: Path | None = None, kinds: Sequence[str] = KINDS
) -> Iterator[Case]:
    """The doubtful cases of a graph, in an order that does not depend on anything else: conflicts, near merges of the file
    ``decisions``, facts less sure than ``below``. Raises InputError for a file of decisions that cannot be read."""
    quads = list(quads)
    index = Index(quads)
    if "conflicts" in kinds:
        yield from (_of_conflict(index, each) for each in conflicts(quads))
    if "merges" in kinds and decisions is not None:
        yield from _merges(index, decisions)
    if "facts" in kinds:
        yield from _facts(index, below)


def without_judged(found: Iterable[Case], rows: Iterable[JudgementRow]) -> Iterator[Case]:
    """The cases of which no answer stands among the ``rows``."""
    judged = {_settled(row) for row in rows}
    for case in found:
        if not any(judged.issuperset(map(_settled, answer.rows)) for answer in case.answers if answer.rows):
            yield case


def _settled(row: JudgementRow) -> tuple[str, ...]:
    """What a row decides, and how; whichever way round a pair is named."""
    if row.verdict in ("same", "different"):
        return (row.verdict, *sorted((row.key, row.other)))
    return (row.verdict, *row.triple, row.title, row.quote)


def _of_conflict(index: Index, each: Conflict) -> Case:
    one, other = _row(index, each.statement), _row(index, each.other_statement)
    answers = [
        Answer("1", "the first is wrong", _dropped(one)),
        Answer("2", "the second is wrong", _dropped(other)),
    ]
    if one != other:
        answers.append(Answer("b", "both are right", (*_kept(one), *_kept(other))))
    else:
        answers = [Answer("1", "it is wrong", _dropped(one)), Answer("b", "it is right", _kept(one))]
    lines = (
        (each.one, statement_evidence(index, each.statement)),
        (each.other, statement_evidence(index, each.other_statement)),
    )
    return Case("conflict", f"{each.kind}: {each.about}", lines, tuple(answers), _names(index, one, other))


def _facts(index: Index, below: float) -> Iterator[Case]:
    found = []
    for node in index.nodes():
        if RDF + "Statement" in index.types(node):
            confidence = float(index.value(node, KG + "confidence") or 1)
            if confidence < below and (row := _row(index, node)) is not None:
                found.append((confidence, row.meaning, node, row))
    for confidence, _, node, row in sorted(found, key=lambda each: each[:3]):
        yield _of_fact(index, node, row, confidence)


def _of_fact(index: Index, node: str, row: JudgementRow, confidence: float) -> Case:
    subject, obj = _called(index, row.key), _called(index, row.other)
    says = " ".join(word for word in (subject, row.predicate, row.title, obj) if word)
    answers = [
        Answer("y", "right", (replace(row, verdict="right"),)),
        Answer("n", "wrong", (replace(row, verdict="drop"),)),
        Answer("1", f"{subject} is no entity", (JudgementRow("drop", row.key),)),
    ]
    if obj != row.other:
        answers.append(Answer("2", f"{obj} is no entity", (JudgementRow("drop", row.other),)))
    passages = statement_evidence(index, node)
    return Case("fact", f"{says} ({confidence:g})", ((says, passages),), tuple(answers), _names(index, row))


def _merges(index: Index, path: Path) -> Iterator[Case]:
    """The pairs of a file of decisions whose verdict is open, the likeliest first."""
    rows = [row for row in _decisions(path) if row["verdict"] == "open"]
    for row in sorted(rows, key=lambda each: (-float(each["score"]), each["left"], each["right"])):
        left, right = row["left"], row["right"]
        pair = {"key": left, "other": right}
        answers = (
            Answer("s", "the same", (JudgementRow("same", **pair),)),
            Answer("d", "different", (JudgementRow("different", **pair),)),
        )
        lines = tuple(
            (f"{_called(index, key)}  {key}", tuple(_spoken_of(index, key))) for key in (left, right)
        )
        question = f"{_called(index, left)} = {_called(index, right)}? ({row['score']}: {row['reasons']})"
        yield Case("merge", question, lines, answers, (*_forms(index, left), *_forms(index, right)))


def _decisions(path: Path) -> list[dict[str, str]]:
    wanted = {"left", "right", "verdict", "score", "reasons"}
    try:
        lines = io.StringIO(read_small(path).decode("utf-8"), newline="")
        table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        rows = [row for row in table if None not in row.values()]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: {error}; name the decisions.tsv that kg build wrote") from error
    if rows and not wanted <= set(rows[0]):
        raise InputError(
            f"{path}: it needs the columns {', '.join(sorted(wanted))}; name the decisions.tsv of a build"
        )
    return rows


def _row(index: Index, statement: str) -> JudgementRow | None:
    """What a statement says, in the words of judgements; None for what nobody can judge."""
    subject, predicate = (index.value(statement, RDF + part) for part in ("subject", "predicate"))
    term = next(iter(index.about(statement).get(RDF + "object", [])), None)
    if predicate in (ORG + "member", KG + "since", KG + "until"):
        person, body = (index.value(subject, ORG + role) for role in ("member", "organization"))
        title = index.value(subject, KG + "title")
        return JudgementRow("right", key_of(person), POST, key_of(body), title=title)
    if predicate == KG + "measureOf":
        number = value_of(float(index.value(subject, QUDT + "numericValue")))
        owner, local = index.value(statement, RDF + "object"), index.value(subject, KG + "property")
        return JudgementRow("right", key_of(owner), local.removeprefix(KG), number)
    if term is None or not predicate.startswith(KG) or not index.about(subject).get(RDFS + "label"):
        return None
    value = term.value if isinstance(term, Literal) else key_of(text(term))
    return JudgementRow("right", key_of(subject), predicate.removeprefix(KG), value)


def _dropped(row: JudgementRow | None) -> tuple[JudgementRow, ...]:
    return () if row is None else (replace(row, verdict="drop"),)


def _kept(row: JudgementRow | None) -> tuple[JudgementRow, ...]:
    return () if row is None else (row,)


def _node(index: Index, key: str) -> str:
    """The IRI of the entity with that key."""
    return index.by_key.get(key, "")


def _called(index: Index, key: str) -> str:
    node = _node(index, key)
    return index.label(node) if node else key.rsplit("/", 1)[-1]


def _forms(index: Index, key: str) -> tuple[str, ...]:
    node = _node(index, key)
    return (_called(index, key), *(index.values(node, SKOS + "altLabel") if node else ()))


def _names(index: Index, *rows: JudgementRow | None) -> tuple[str, ...]:
    """All that the two ends of the facts are called, the longest first, and the titles."""
    found = {form for row in rows if row for key in (row.key, row.other) for form in _forms(index, key)}
    found |= {row.title for row in rows if row and row.title}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _spoken_of(index: Index, key: str) -> Iterator[Evidence]:
    """Some passages that say something of an entity."""
    node, shown = _node(index, key), 0
    near = (
        sorted({s for s, p in index.pointing_at(node) if p in (RDF + "subject", RDF + "object")})
        if node
        else ()
    )
    for statement in near:
        for passage in statement_evidence(index, statement)[:1]:
            shown += 1
            yield passage
        if shown == _SHOWN:
            return
