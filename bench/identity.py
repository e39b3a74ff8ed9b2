"""Pairs of mentions that are hard to tell apart: drawn from a corpus to be judged by hand, and what a build makes of them.

python bench/identity.py sample PAGES -o PAIRS.tsv [--seed N]     draws pairs, with the words around both
python bench/identity.py score PAGES [--pairs PAIRS.tsv]          precision and recall of the clusters on judged pairs

A pair is two mentions, each given by page and place. Hard are those of equal keys on two pages, of equal names or forms
under different keys, of a name and a longer one that holds it, and of names that look alike. A judged pair is right when
a build gives both mentions one entity exactly where the judge said ``same``.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from kg.pipeline import understand
from kg.types import EntityType, Resolution, ResolvedMention, Span

ROOT = Path(__file__).resolve().parents[1]
PAIRS = ROOT / "bench" / "data" / "identity.tsv"
SIDE = ("type", "page", "start", "end", "name")
COLUMNS = ("part", "how", *(f"{cell}1" for cell in SIDE), *(f"{cell}2" for cell in SIDE))
JUDGED = (*COLUMNS, "verdict", "why")
SAME, DIFFERENT = "same", "different"
_AROUND = 60
_GROUPS: dict[EntityType, str] = {
    "Agency": "body",
    "Organization": "body",
    "Area": "place",
    "Community": "place",
    "Place": "place",
    "Person": "person",
    "Project": "work",
    "Event": "work",
    "Method": "work",
    "Document": "work",
}
#: How many pairs of a sort are drawn at most; of equal names under different keys all are.
_QUOTA = {"equal key": 30, "equal name": 60, "shared form": 15, "held": 20, "alike": 14, "somewhat alike": 12}


@dataclass(frozen=True, slots=True)
class Seen:
    """One entity as one page names it: a mention of it, and all forms that the page has."""

    page: str
    key: str
    type: EntityType
    name: str
    span: Span
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what the judge said; ``ends`` are page, start, end and class of both mentions."""

    part: str
    how: str
    ends: tuple[tuple[str, int, int, str], tuple[str, int, int, str]]
    names: tuple[str, str]
    same: bool


@dataclass(slots=True)
class Counts:
    """What became of judged pairs."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    apart: int = 0

    def add(self, same: bool, merged: bool) -> None:
        """Count one pair."""
        if merged:
            self.right, self.wrong = self.right + same, self.wrong + (not same)
        else:
            self.missed, self.apart = self.missed + same, self.apart + (not same)

    def row(self, name: str) -> str:
        """A line of the table."""
        precision = _share(self.right, self.right + self.wrong)
        recall = _share(self.right, self.right + self.missed)
        pairs = self.right + self.wrong + self.missed + self.apart
        return f"{name:<24}{pairs:>7}{self.right + self.missed:>7}{precision:>11}{recall:>8}"


def main() -> int:
    """0; 1 where a judged mention is not in its page any more."""
    args = _arguments()
    resolution = understand([str(args.pages)], jobs=args.jobs)
    if args.verb == "sample":
        _write(args.out, _drawn(resolution, random.Random(args.seed)), resolution, args.pages)
        return 0
    pairs = list(_judged(args.pairs))
    entities = _entities_at(resolution, args.pages)
    print(table(pairs, entities))
    if args.misses:
        for pair, merged in _outcomes(pairs, entities):
            if merged != pair.same:
                keys = [entities.get(end, "not read") for end in pair.ends]
                print(f"{'wrong ' if merged else 'missed'} {pair.part} {pair.how}: {pair.names} {keys}")
    lost = [end for pair in pairs for end in pair.ends if end not in entities]
    for end in sorted(set(lost)):
        print(f"identity: nothing is read any more at {end}", file=sys.stderr)
    return 1 if lost else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("sample", "score"):
        one = verbs.add_parser(verb)
        one.add_argument("pages", type=Path, help="folder of pages, with the folders in it")
        one.add_argument("--jobs", type=int, default=1)
        if verb == "sample":
            one.add_argument("-o", "--out", type=Path, required=True)
            one.add_argument("--seed", type=int, default=4)
        else:
            one.add_argument("--pairs", type=Path, default=PAIRS)
            one.add_argument("--misses", action="store_true", help="list the pairs that came out wrong")
    return parser.parse_args()


def _seen(resolution: Resolution) -> list[Seen]:
    """Every entity of every page that is not only named in passing, each once a page."""
    types = {entity.key: entity.type for entity in resolution.entities if not entity.passing}
    grouped: defaultdict[tuple[str, str], list[ResolvedMention]] = defaultdict(list)
    for mention in resolution.mentions:
        if mention.entity in types and not mention.mention.passing:
            grouped[mention.page, mention.entity].append(mention)
    seen = []
    for (page, key), mentions in sorted(grouped.items()):
        first = min(mentions, key=lambda m: (m.mention.pointer, m.mention.span))
        forms = {form for m in mentions if not m.mention.pointer for form in (m.mention.text, m.mention.name)}
        seen.append(Seen(page, key, types[key], first.mention.name, first.mention.span, frozenset(forms)))
    return seen


def _how(one: Seen, other: Seen) -> str | None:
    """In what way a pair is hard; None for one that is not."""
    if one.key == other.key:
        return "equal key"
    if one.name == other.name:
        return "equal name"
    if one.forms & other.forms:
        return "shared form"
    if any(len(a) > 1 and len(b) > 1 and (a in b or b in a) for a in one.forms for b in other.forms):
        return "held"
    likeness = fuzz.ratio(one.name, other.name)
    if _GROUPS[one.type] == "person":
        return "alike" if likeness > 60 else None
    return "alike" if likeness >= 70 else "somewhat alike" if likeness >= 50 else None


def _drawn(resolution: Resolution, chance: random.Random) -> Iterator[tuple[str, Seen, Seen]]:
    strata: defaultdict[tuple[str, str, bool], list[tuple[Seen, Seen]]] = defaultdict(list)
    for one, other in combinations(_seen(resolution), 2):
        if _GROUPS[one.type] == _GROUPS[other.type] and (how := _how(one, other)):
            strata[_GROUPS[one.type], how, one.page == other.page].append((one, other))
    for (_, how, within), pairs in sorted(strata.items()):
        for one, other in chance.sample(pairs, min(len(pairs), _QUOTA[how])):
            yield f"{how}, one page" if within else how, one, other


def _judged(path: Path) -> Iterator[Judged]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["verdict"] in (SAME, DIFFERENT):
                ends = tuple(
                    (row[f"page{n}"], int(row[f"start{n}"]), int(row[f"end{n}"]), row[f"type{n}"])
                    for n in (1, 2)
                )
                names = row["name1"], row["name2"]
                yield Judged(row["part"], row["how"], ends, names, row["verdict"] == SAME)


def _entities_at(resolution: Resolution, root: Path) -> dict[tuple[str, int, int, str], str]:
    """The entity that stands at a place of a page, by page, start, end and class; of a name that is read with its quotation
    marks also at the place without them."""
    types = {entity.key: entity.type for entity in resolution.entities}
    texts = {page.id: page.text for page in resolution.pages}
    found: dict[tuple[str, int, int, str], str] = {}
    for each in resolution.mentions:
        span, where = each.mention.span, (_short(each.page, root), types[each.entity])
        if texts[each.page][span.start : span.end][:: max(1, span.end - span.start - 1)] == "“”":
            found.setdefault((where[0], span.start + 1, span.end - 1, where[1]), each.entity)
        found[where[0], span.start, span.end, where[1]] = each.entity
    return found


def _outcomes(
    pairs: Iterable[Judged], entities: Mapping[tuple[str, int, int, str], str]
) -> Iterator[tuple[Judged, bool]]:
    for pair in pairs:
        one, other = (entities.get(end) for end in pair.ends)
        yield pair, one is not None and one == other


def table(pairs: Sequence[Judged], entities: Mapping[tuple[str, int, int, str], str]) -> str:
    """Precision and recall over all pairs, by part, by class and by what makes the pair hard."""
    groups: defaultdict[str, Counts] = defaultdict(Counts)
    for pair, merged in _outcomes(pairs, entities):
        kinds = sorted({end[3] for end in pair.ends})
        for name in ("all", f"part: {pair.part}", " and ".join(kinds), f"how: {pair.how}"):
            groups[name].add(pair.same, merged)
    head = f"{'':<24}{'pairs':>7}{'same':>7}{'precision':>11}{'recall':>8}"
    return "\n".join([head, *(groups[name].row(name) for name in sorted(groups, key=_order))])


def _order(name: str) -> tuple[int, str]:
    return (
        0 if name == "all" else 1 if name.startswith("part") else 3 if name.startswith("how") else 2
    ), name


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _write(out: Path, drawn: Iterable[tuple[str, Seen, Seen]], resolution: Resolution, root: Path) -> None:
    texts = {page.id: page.text for page in resolution.pages}
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow((*JUDGED, "words1", "words2"))
        for number, (how, one, other) in enumerate(drawn):
            part = "held" if number % 2 else "tune"
            words = [_words(texts[each.page], each.span) for each in (one, other)]
            rows.writerow((part, how, *_side(one, root), *_side(other, root), "", "", *words))


def _side(seen: Seen, root: Path) -> tuple[str | int, ...]:
    return seen.type, _short(seen.page, root), seen.span.start, seen.span.end, seen.name


def _words(text: str, span: Span) -> str:
    around = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return " ".join(f"{around[0]}【{text[span.start : span.end]}】{around[1]}".split())


def _short(page: str, root: Path) -> str:
    return Path(page).relative_to(root).as_posix()


if __name__ == "__main__":
    sys.exit(main())
