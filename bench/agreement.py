"""How far two readers of the same pages agree: the first one's gold is scored against the second's, page by page.

    python bench/agreement.py SECOND FIRST [FIRST …]

All are folders of gold files; pages that only one reader has are left out. Printed is F1 of all facts together for each of
the measures of ``bench/quality.py``: what a program can be asked for on such pages.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.evaluate import Rate, load_gold
from kg.evaluate.align import align
from kg.evaluate.gold import CORE, POST, WIDE, parse
from kg.evaluate.graph import Found, Term, norm

_SYMMETRIC = "cooperatesWith"
Gold = Mapping[str, Any]


def main() -> int:
    """Print the table; 1 where a file cannot be read or no page is in both folders."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("second", type=Path)
    parser.add_argument("first", type=Path, nargs="+")
    args = parser.parse_args()
    both = sorted(
        p for folder in args.first for p in folder.glob("*.json") if (args.second / p.name).is_file()
    )
    if not both:
        print(f"agreement: no page of {args.second} is in another of the folders", file=sys.stderr)
        return 1
    counted: Counter[tuple[str, str]] = Counter()
    try:
        for path in both:
            counted.update(_compared(load_gold(path), load_gold(args.second / path.name)))
    except KgError as error:
        print(f"agreement: {error}", file=sys.stderr)
        return 1
    print(f"{len(both)} pages\n{'':<10} {'F1':>6} {'both':>6} {'first':>6} {'second':>6}")
    for measure in dict.fromkeys(measure for measure, _ in counted):
        hits, first, second = (counted[measure, key] for key in ("both", "first", "second"))
        f1 = Rate.of(hits, second, hits, first).f1
        print(f"{measure:<10} {f1:>6.3f} {hits:>6} {first:>6} {second:>6}")
    return 0


def _compared(first: Gold, second: Gold) -> Counter[tuple[str, str]]:
    """How many of each measure the two name, and how many both."""
    mine, theirs = parse(first, "first"), parse(second, "second")
    nodes = {NamedNode(f"urn:{e.id}"): e for e in theirs.entities}
    found: dict[Term, Found] = {
        node: Found(frozenset({e.type}), e.name, frozenset(map(norm, (e.name, *e.aliases))))
        for node, e in nodes.items()
    }
    same = {one: str(nodes[node].id) for one, node in align(mine.entities, found).items()}
    names = {e.id: norm(e.name) for e in theirs.entities}
    counted = Counter(
        {
            ("entities", "both"): len(same),
            ("entities", "first"): len(mine.entities),
            ("entities", "second"): len(theirs.entities),
            ("canonical", "both"): sum(
                norm(e.name) == names[same[e.id]] for e in mine.entities if e.id in same
            ),
            ("canonical", "first"): len(same),
            ("canonical", "second"): len(same),
        }
    )
    ours = _keys(first, {e.id: same.get(e.id, f"?{e.id}") for e in mine.entities})
    others = _keys(second, {e.id: e.id for e in theirs.entities})
    for measure, keys in ours.items():
        counted[measure, "both"] += len(keys & others[measure])
        counted[measure, "first"] += len(keys)
        counted[measure, "second"] += len(others[measure])
    return counted


def _keys(gold: Gold, as_: Mapping[str, str]) -> dict[str, set[Hashable]]:
    """What the scorer compares, for each measure, with the entities as ``as_`` calls them."""
    facts = gold["facts"]
    numbers = [m for m in gold["measures"] if isinstance(m.get("value"), int | float)]
    return {
        "posts": set(_facts(facts, (POST,), as_)),
        "core": set(_facts(facts, (POST, *CORE), as_)),
        "wide": set(_facts(facts, WIDE, as_)),
        "measures": {(as_[m["s"]], m["property"], float(m["value"])) for m in numbers},
        "values": {float(m["value"]) for m in numbers},
        "dates": {(as_[d["s"]], d["property"], d["value"]) for d in gold["dates"]},
    }


def _facts(facts: Iterable[Gold], predicates: tuple[str, ...], as_: Mapping[str, str]) -> Iterable[Hashable]:
    for fact in facts:
        if fact["p"] in predicates:
            about = as_[fact["o"]] if fact.get("o") else norm(fact.get("value", ""))
            ends: tuple[str, ...] = (as_[fact["s"]], about)
            title = norm(fact.get("title", "")) if fact["p"] == POST else ""
            yield (fact["p"], title, *(sorted(ends) if fact["p"] == _SYMMETRIC else ends))


if __name__ == "__main__":
    sys.exit(main())
