"""Fit the weights of ``seeds/lexicons/name_model.toml``: python -m scripts.fit_name_model CORPORA

Every name of two to four characters in the part of the corpora that ``make_name_weights`` learns from is a
choice among the candidate lengths; the weights that make the right ones likeliest are printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from kg.knowledge.names import name_model
from scripts.make_name_weights import corpora, known_surnames, split, surname_length

NAMES = ("given", "two", "compound", "after", "stop", "across", "next")


def choices(folder: Path) -> list[tuple[np.ndarray, int]]:
    """For each name the observations of its candidate lengths, and which of them is right."""
    surnames, model, found = known_surnames(), name_model(), []
    for corpus, sentences in corpora(folder, surnames).items():
        for text, spans in split(corpus, sentences)[0][::3]:
            for start, end in spans:
                size = surname_length(text[start:end], surnames)
                if not size or not 2 <= end - start <= 4 or end - start - size > 2:
                    continue
                sizes = [n for n in (2, 1) if text[start : start + n] in surnames]
                ends = [
                    (n, start + n + given)
                    for n in sizes
                    for given in (1, 2)
                    if start + n + given <= len(text)
                ]
                seen = [[model.observe(text, start, n, stop)[key] for key in NAMES] for n, stop in ends]
                if (size, end) in ends:
                    found.append((np.array(seen), ends.index((size, end))))
    return found


def fit(data: list[tuple[np.ndarray, int]], rounds: int = 60, rate: float = 1.0) -> np.ndarray:
    """Maximum likelihood by gradient ascent with momentum; the data decide, a little ridge steadies."""
    weights, speed = np.zeros(len(NAMES)), np.zeros(len(NAMES))
    for _ in range(rounds):
        slope = -0.0005 * weights
        for seen, right in data:
            scores = seen @ weights
            share = np.exp(scores - scores.max())
            slope += (seen[right] - (share / share.sum()) @ seen) / len(data)
        speed = 0.8 * speed + rate * slope / np.array([4, 1, 1, 4, 1, 8, 8])
        weights += speed
    return weights


if __name__ == "__main__":
    for name, weight in zip(NAMES, fit(choices(Path(sys.argv[1]))), strict=True):
        print(f"{name} = {weight:.2f}")
