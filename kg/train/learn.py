"""From a folder of corpora, and the project's own annotated text, to weights, and to figures on what was held back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.tagger.labels import NAMES, WORKS, Classes
from kg.tagger.store import NAMES_FILE, WORKS_FILE, load, save
from kg.train.corpora import Corpus, read_corpora
from kg.train.examples import examples
from kg.train.measure import Tally, calibration, known_names, tagged
from kg.train.own import own_pages, web_news

#: Called as ``progress(stage, done, total)``.
Progress = Callable[[str, int, int], None]
#: What is written in the manner of the pages to be read counts so many times beside the corpora.
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Trained:
    """One file of weights and what came of it: ``classes`` that it tells apart; sentences learnt from, by corpus; counts
    on the held-back part of each; and how probabilities compare with the share that is right (see
    ``measure.calibration``)."""

    path: Path
    classes: Classes
    sentences: dict[str, int]
    held: dict[str, Tally]
    calibration: list[tuple[float, int, float, float]]


def train(folder: Path, out: Path, progress: Progress | None = None) -> list[Trained]:
    """Learn from the corpora of ``folder`` and from the project's own annotated text, and write the weights into the
    folder ``out``: those of names (of persons, places and bodies), and those of works.

    Raises InputError where the corpora are missing or broken, KgError where what learning needs is not installed.
    """
    try:
        import kg.train.fit  # noqa: F401
    except ImportError as error:
        raise KgError(f"learning needs {error.name}: pip install 'minsheng-kg[train]'") from error
    tell = progress or _silent
    names = [*read_corpora(folder), web_news(folder, "names"), own_pages("names")]
    works = [web_news(folder, "works"), own_pages("works")]
    out.mkdir(parents=True, exist_ok=True)
    return [
        _learnt(names, NAMES, out / NAMES_FILE, tell),
        _learnt(works, WORKS, out / WORKS_FILE, tell),
    ]


def _learnt(corpora: Sequence[Corpus], classes: Classes, path: Path, tell: Progress) -> Trained:
    from kg.train import fit

    often, settings = (_OFTEN, fit.OF_NAMES) if classes == NAMES else (1, fit.OF_WORKS)
    sentences = [s for c in corpora for s in c.train * (often if c.name == "pages" else 1)]
    ready = examples(sentences, classes, lambda a, b: tell("features", a, b))
    weights = fit.fit(ready, settings, lambda a, b: tell("learning", a, b))
    save(path, weights.features, ready.checks, weights.transitions, classes)
    return _measured(corpora, path, classes)


def _measured(corpora: Sequence[Corpus], path: Path, classes: Classes) -> Trained:
    tagger, held, everything = load(path, classes), {}, []
    for corpus in corpora:
        if corpus.held:
            found = list(tagged(corpus.held, tagger))
            held[corpus.name] = Tally()
            for sentence, names in found:
                held[corpus.name].add(set(names), known_names(sentence))
            everything += found
    learnt = {c.name: len(c.train) for c in corpora if c.train}
    return Trained(path, classes, learnt, held, calibration(everything))


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
