"""Corrections as judgements: rows of ``judgements.tsv``, each with who decided it and why.

A judgement that holds for one place alone says so with the words that stand there (``quote``); where every mark of an
entity on all the corrected pages was treated alike, it holds for the entity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.annotate.changes import Changes, Tied, bearer, words
from kg.annotate.model import Mark, Tie
from kg.annotate.vocabulary import relations
from kg.annotate.wording import around, between, stretch, title
from kg.errors import InputError
from kg.knowledge.judgement_rows import JudgementRow
from kg.knowledge.mappings import POST


def verdicts(changed: Sequence[Changes], who: str = "") -> list[JudgementRow]:
    """The judgements that say what was changed, by page and place, each once.

    A new post without words between body and person has no title yet: whoever takes the row over writes it in, since
    no post is read without one. Raises InputError for a relation between ends that it cannot join, and for a mark that
    holds no words.
    """
    marks = Counter(m.key for each in changed for m in (each.corrected.before or each.after).marks if m.key)
    rows = [*_drops(changed, marks), *_retypes(changed, marks)]
    still = {_keys(each, tie) for each in changed for tie in each.after.ties}
    for each in changed:
        rows += [*_names(each), *_wrongs(each, still), *_facts(each)]
    signed = [replace(row, who=who, why=why) for row, why in rows]
    unique = {row.meaning: row for row in reversed(signed)}
    return list(reversed(unique.values()))


def untitled(rows: Iterable[JudgementRow]) -> int:
    """How many posts among the rows still need a title."""
    return sum(row.verdict == "add" and row.predicate == POST and not row.title for row in rows)


_Row = tuple[JudgementRow, str]


def _drops(changed: Sequence[Changes], marks: Counter[str]) -> Iterator[_Row]:
    gone = [(each, mark) for each in changed for mark in each.removed]
    counts = Counter(mark.key for _, mark in gone)
    for each, mark in gone:
        quote = around(each.after.text, mark) if counts[mark.key] < marks[mark.key] else ""
        yield JudgementRow("drop", mark.key, quote=quote), f"unmarked at {_at(each, mark)}"


def _retypes(changed: Sequence[Changes], marks: Counter[str]) -> Iterator[_Row]:
    new = [(each, other.mark, other.label) for each in changed for other in each.relabelled]
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for _, mark, label in new:
        labels[mark.key].append(label)
    for each, mark, label in new:
        some = len(labels[mark.key]) < marks[mark.key] or len(set(labels[mark.key])) > 1
        quote = around(each.after.text, mark) if some else ""
        row = JudgementRow("retype", mark.key, type=label, quote=quote)
        yield row, f"marked {label}, not {mark.label}, at {_at(each, mark)}"


def _names(each: Changes) -> Iterator[_Row]:
    """What was marked is called by its words. Raises InputError for a mark of none (a space, a line's end)."""
    for mark in each.added:
        quote, name = around(each.after.text, mark), words(each.after.text, mark)
        if not name:
            raise InputError(
                f"{each.corrected.where}: {mark.label} at {mark.start}–{mark.end} marks no words; take the mark away"
            )
        row = JudgementRow("add", name=name, type=mark.label, quote=quote)
        yield row, f"marked at {_at(each, mark)}"


def _wrongs(each: Changes, still: set[tuple[str, str, str]]) -> Iterator[_Row]:
    """What is said elsewhere on the corrected pages, and was left there, is wrong here alone."""
    for gone in each.untied:
        said = (gone.source.key, gone.tie.label, gone.target.key)
        quote = stretch(each.after.text, gone.source, gone.target) if said in still else ""
        yield JudgementRow("drop", *said, quote=quote), f"relation taken away at {_at(each, gone.source)}"


def _keys(each: Changes, tie: Tie) -> tuple[str, str, str]:
    return each.after.marks[tie.source].key, tie.label, each.after.marks[tie.target].key


def _facts(each: Changes) -> Iterator[_Row]:
    """The ends of a fact are named by key: that of a new mark is the one that the row of its name gives it.

    Raises InputError for a relation that the ontology does not have between such ends: no build could state it.
    """
    text = each.after.text
    for new in each.tied:
        _check_ends(each, new)
        row = JudgementRow(
            "add",
            _key(each, new.source),
            new.label,
            _key(each, new.target),
            title=title(text, new.source, new.target) if new.label == POST else "",
            quote=between(text, new.source, new.target),
        )
        yield row, f"relation drawn at {_at(each, new.source)}"


def _check_ends(each: Changes, new: Tied) -> None:
    sources, targets = relations()[new.label]
    if new.source.label in sources and new.target.label in targets:
        return
    ends = " to ".join(f"{mark.label} {words(each.after.text, mark)!r}" for mark in (new.source, new.target))
    raise InputError(
        f"{each.corrected.where}: {new.label} was drawn from {ends}; "
        f"it goes from {', '.join(sources)} to {', '.join(targets)}"
    )


def _key(each: Changes, mark: Mark) -> str:
    """A mark with another class than it was read with is of the entity that the judgement makes of it."""
    return f"{mark.label}/{bearer(each.after, mark).partition('/')[2]}"


def _at(each: Changes, mark: Mark) -> str:
    return f"{each.after.doc} {mark.start}–{mark.end}"
