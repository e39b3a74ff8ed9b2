"""From a folder of corpora to weights, and to figures on what was held back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.tagger.store import load, save
from kg.train.corpora import Corpus, read_corpora
from kg.train.examples import examples
from kg.train.measure import Tally, calibration, known_names, tagged

#: Called as ``progress(stage, done, total)``.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Trained:
    """What came of it: sentences learnt from, by corpus; counts on the held-back part of each; and how probabilities
    compare with the share that is right (see ``measure.calibration``)."""

    sentences: dict[str, int]
    held: dict[str, Tally]
    calibration: list[tuple[float, int, float, float]]


def train(folder: Path, out: Path, progress: Progress | None = None) -> Trained:
    """Learn from the corpora of ``folder`` and write the weights to ``out``.

    Raises InputError where the corpora are missing or broken, KgError where what learning needs is not installed.
    """
    try:
        from kg.train.fit import Settings, fit
    except ImportError as error:
        raise KgError(f"learning needs {error.name}: pip install 'minsheng-kg[train]'") from error
    tell = progress or _silent
    corpora = read_corpora(folder)
    ready = examples([s for corpus in corpora for s in corpus.train], lambda a, b: tell("features", a, b))
    weights = fit(ready, Settings(), lambda a, b: tell("learning", a, b))
    save(out, weights.features, ready.checks, weights.transitions)
    return _measured(corpora, out)


def _measured(corpora: list[Corpus], out: Path) -> Trained:
    tagger, held, everything = load(out), {}, []
    for corpus in corpora:
        if corpus.held:
            found = list(tagged(corpus.held, tagger))
            held[corpus.name] = Tally()
            for sentence, names in found:
                held[corpus.name].add(set(names), known_names(sentence))
            everything += found
    return Trained({c.name: len(c.train) for c in corpora if c.train}, held, calibration(everything))


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
