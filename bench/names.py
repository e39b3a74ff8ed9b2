"""How often the name model finds where a name ends: python -m bench.names CORPORA

For each name of a person in the part of the corpora that the weights were not learnt from (see
``scripts/make_name_weights.py``): given where it begins, and what follows, is its length found? And
how many are taken for names at all.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from pathlib import Path

from kg.knowledge.lexicon import roles, titles
from kg.knowledge.names import name_model
from scripts.make_name_weights import Sentence, corpora, known_surnames, split, surname_length


def chinese(name: str, surnames: dict[str, float]) -> bool:
    """Whether ``name`` is a known surname and one or two characters more."""
    size = surname_length(name, surnames)
    return size > 0 and 1 <= len(name) - size <= 2


def expected(text: str, start: int, words: frozenset[str]) -> bool:
    """Whether a title or a role stands before ``start``, so that a name is to be expected."""
    return any(text[max(0, start - size) : start] in words for size in range(2, 7))


def measure(sentences: list[Sentence], mistakes: Counter[str]) -> Counter[str]:
    """Counts: names, ends found, plausible ones; and names and ends found behind a title or a role."""
    model, surnames, tally = name_model(), known_surnames(), Counter[str]()
    words = frozenset((*titles(), *roles()))
    for text, spans in sentences:
        for start, end in spans:
            name = text[start:end]
            if not chinese(name, surnames):
                continue
            found = model.best_length(text, start)
            behind = expected(text, start, words)
            tally.update({"names": 1, "found": found == len(name), "plausible": model.is_plausible(name)})
            tally.update({"behind": behind, "behind found": behind and found == len(name)})
            if found != len(name):
                mistakes[f"{text[max(0, start - 3) : start]}|{name}|{text[end : end + 4]} -> {found}"] += 1
    return tally


def noise(sentences: list[Sentence]) -> float:
    """The share of random strings of text, beginning with a surname's character, that pass as a name."""
    model, surnames, draw = name_model(), known_surnames(), random.Random(0)
    strings = []
    for text, spans in sentences:
        inside = {place for start, end in spans for place in range(start, end)}
        places = [i for i, char in enumerate(text[:-3]) if char in surnames and i not in inside]
        strings += [text[i : i + draw.choice((2, 3))] for i in draw.sample(places, min(3, len(places)))]
    strings = [string for string in strings if string.isalpha()]
    return sum(map(model.is_plausible, strings)) / max(1, len(strings))


def line(name: str, tally: Counter[str]) -> str:
    names, behind = max(1, tally["names"]), max(1, tally["behind"])
    return (
        f"{name:14}{tally['names']:6} names, end found {tally['found'] / names:.4f},"
        f" plausible {tally['plausible'] / names:.4f};"
        f"{tally['behind']:6} behind a title, end found {tally['behind found'] / behind:.4f}"
    )


def main(folder: Path) -> None:
    everything: list[Sentence] = []
    total, mistakes = Counter[str](), Counter[str]()
    begun = time.perf_counter()
    for corpus, sentences in corpora(folder, known_surnames()).items():
        held = split(corpus, sentences)[1]
        everything += held
        tally = measure(held, mistakes)
        total += tally
        print(line(corpus, tally))
    print(line("all", total))
    print(f"other text taken for a name: {noise(everything):.4f}; {time.perf_counter() - begun:.1f} s")
    if "-v" in sys.argv:
        print("\n".join(f"{n} {text}" for text, n in mistakes.most_common(150)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
