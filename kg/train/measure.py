"""How well a tagger does on sentences that it has not learnt from: exact names by class, and what its probabilities mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.knowledge.words import words
from kg.tagger import Tagger
from kg.train.corpora import Sentence
from kg.train.examples import joined

#: (start, end, class) in one sentence.
Span = tuple[int, int, str]
_TOGETHER = 100
#: Lower ends of the bands of probability that are compared with the share of right names in them.
BANDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(slots=True)
class Tally:
    """Names by class: ``right``, ``found`` and ``known`` (in the corpus)."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)

    def add(self, found: set[Span], known: set[Span]) -> None:
        """Count one sentence. A name is right where both ends and the class agree."""
        self.right.update(name for _, _, name in found & known)
        self.found.update(name for _, _, name in found)
        self.known.update(name for _, _, name in known)

    def f1(self, *classes: str) -> float:
        """The harmonic mean of precision and recall over ``classes`` (all of them, if none is given); 0 where both are."""
        wanted = classes or (self.found | self.known).keys()
        right = sum(self.right[name] for name in wanted)
        return 2 * right / max(1, sum(self.found[name] + self.known[name] for name in wanted))


def tally(sentences: Sequence[Sentence], tag: Callable[[str], Iterable[Span]]) -> Tally:
    """The names that ``tag`` finds in each sentence, against those of the corpus."""
    counts = Tally()
    for sentence in sentences:
        counts.add(set(tag(sentence.text)), known_names(sentence))
    return counts


def known_names(sentence: Sentence) -> set[Span]:
    """The names that the corpus marks and gives one class."""
    return {(name.start, name.end, name.classes[0]) for name in sentence.names if len(name.classes) == 1}


def tagged(sentences: Sequence[Sentence], tagger: Tagger) -> Iterator[tuple[Sentence, dict[Span, float]]]:
    """Each sentence with the names that ``tagger`` finds there and their probabilities."""
    for first in range(0, len(sentences), _TOGETHER):
        part = sentences[first : first + _TOGETHER]
        text, stretches = joined(part)
        found = tagger.tag(text, list(words(text)), stretches)
        for sentence, (start, end) in zip(part, stretches, strict=True):
            own = {
                (t.start - start, t.end - start, t.name): t.probability
                for t in found
                if start <= t.start < end
            }
            yield sentence, own


def calibration(found: Iterable[tuple[Sentence, dict[Span, float]]]) -> list[tuple[float, int, float, float]]:
    """For each band of probability: its lower end, how many names fall there, their mean probability, the share that is
    right."""
    rows: dict[float, list[tuple[float, bool]]] = {low: [] for low in BANDS}
    for sentence, names in found:
        known = known_names(sentence)
        for span, probability in names.items():
            rows[max(low for low in BANDS if low <= probability)].append((probability, span in known))
    return [
        (low, len(row), sum(p for p, _ in row) / len(row), sum(right for _, right in row) / len(row))
        for low, row in rows.items()
        if row
    ]
