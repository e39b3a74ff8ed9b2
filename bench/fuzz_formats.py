"""Hostile names through every export format and back.

python bench/fuzz_formats.py [--names N] [--skip N] [--batch N] [--seed N]

Writes a graph in which each name is an entity's and stands in other fields too (``tests/resolutions.py``), and lets a parser
that did not write it read it back (``tests/format_checks.py``): what it reads must be the graph, term for term. Prints a
line a format: names, terms or bytes compared, seconds. Exit code 1 if anything differed; the batch's seed is printed then.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
import warnings
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import rdflib

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from format_checks import CHECKS, NEEDS
from hostile_names import batched, names
from resolutions import crowded_corpus

from kg.assemble import assemble


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=100_000, help="how many different names")
    parser.add_argument("--skip", type=int, default=0, help="how many of them were tried before")
    parser.add_argument("--batch", type=int, default=1000, help="names in one graph")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    rdflib.NORMALIZE_LITERALS = False
    warnings.simplefilter("ignore")
    missing = sorted({need for need in NEEDS.values() if find_spec(need) is None})
    if missing:
        print(f"left out, not installed: {', '.join(missing)}")
    checks = {name: check for name, check in CHECKS.items() if NEEDS.get(name) not in missing}
    seconds, failed, triples = Counter[str](), Counter[str](), 0
    first = asked.skip // asked.batch
    batches = batched(names(asked.names, asked.seed), asked.batch)[first:]
    for number, batch in enumerate(batches, first):
        quads = assemble(crowded_corpus(batch))
        triples += len(quads)
        for name, check in checks.items():
            begun = time.process_time()
            try:
                check(quads)
            except Exception:
                failed[name] += 1
                print(f"{name}: batch {number} (--seed {asked.seed} --batch {asked.batch}) differs")
                traceback.print_exc(limit=2)
            seconds[name] += time.process_time() - begun
    tried = sum(map(len, batches))
    for name in checks:
        verdict = f"{failed[name]} batches differ" if failed[name] else "equal term for term"
        print(f"{tried:,} names  {seconds[name]:7.1f} s  {verdict}  {name}")
    print(f"{tried:,} names, {triples:,} quads, {len(checks)} ways back, {sum(failed.values())} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
