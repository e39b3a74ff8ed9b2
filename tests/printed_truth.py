"""How well a printed page was read: its characters, their order, its articles, and the graph that came of it."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace

from newspaper import Sheet

from kg.segment import segment
from kg.types import Claim, Page, Resolution, Source

_UNSEEN = re.compile(r"[\s#]|!\[|\]\(\)")
#: The shares of characters that an article and its likeness must have in common to count as found.
_ALIKE = 0.9


@dataclass(frozen=True)
class Place:
    """Where words were found in a text: how many edits away, and where they end."""

    edits: int
    end: int


@dataclass(frozen=True)
class Marks:
    """Shares, 0…1: wrong characters, neighbouring blocks in the right order, F1 of articles, F1 of what is claimed."""

    characters: float
    order: float
    articles: float
    graph: float


def plain(text: str) -> str:
    """Words as they are compared: full and half width alike, no spaces, no marks of headlines."""
    return (
        unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
        .replace("—", "-")
        .replace("·", "")
        .replace("•", "")
    )


def found(words: str, text: str) -> Place:
    """Where ``words`` stand in ``text`` with the fewest edits (bits of integers as columns of the matrix of edits)."""
    size = len(words)
    if not size:
        return Place(0, 0)
    masks: dict[str, int] = {}
    for i, char in enumerate(words):
        masks[char] = masks.get(char, 0) | 1 << i
    full, high = (1 << size) - 1, 1 << (size - 1)
    plus, minus, score = full, 0, size
    best = Place(size, 0)
    for at, char in enumerate(text):
        same = masks.get(char, 0)
        diagonal = ((((same & plus) + plus) ^ plus) | same | minus) & full
        up, down = minus | (full & ~(diagonal | plus)), plus & diagonal
        score += bool(up & high) - bool(down & high)
        up, down = (up << 1) & full, (down << 1) & full
        plus, minus = down | (full & ~(diagonal | up)), up & diagonal
        if score < best.edits:
            best = Place(score, at + 1)
    return best


def character_errors(sheet: Sheet, text: str) -> float:
    """Edits a character, each block of the sheet held against the place where it was read."""
    blocks, read = [plain(words) for words in sheet.words()], plain(text)
    return sum(found(block, read).edits for block in blocks) / sum(map(len, blocks))


def order(sheet: Sheet, text: str) -> float:
    """The share of neighbouring blocks that were read in the right order."""
    read = plain(text)
    ends = [found(block, read).end for block in map(plain, sheet.words()) if len(block) >= 4]
    pairs = list(itertools.pairwise(ends))
    return sum(left < right for left, right in pairs) / max(1, len(pairs))


def article_f1(sheet: Sheet, page: Page) -> float:
    """F1 of articles: one is found if nine tenths of its characters, and of those read with it, are its own."""
    texts = [plain(article.text.chars) for article in segment(page)]
    shared: dict[tuple[int, int], int] = {}
    totals = [0] * len(texts)
    sizes = []
    for number, story in enumerate(sheet.stories):
        blocks = [plain(words) for _, words in story.blocks]
        sizes.append(sum(map(len, blocks)))
        for block in blocks:
            if texts:
                best = min(range(len(texts)), key=lambda i: found(block, texts[i]).edits)
                shared[number, best] = shared.get((number, best), 0) + len(block)
                totals[best] += len(block)
    hits = sum(
        common / (sizes[story] + totals[read] - common) >= _ALIKE for (story, read), common in shared.items()
    )
    return 2 * hits / max(1, len(sheet.stories) + len(texts))


def said(resolution: Resolution) -> set[tuple[object, ...]]:
    """What a graph says, page and words aside: its entities and its claims."""
    entities = {("entity", entity.type, entity.key) for entity in resolution.entities if not entity.passing}
    return entities | {_key(claim) for claim in resolution.claims}


def _key(claim: Claim[str]) -> tuple[object, ...]:
    nowhere = Source("", "", replace(claim.source.span, start=0, end=0), "", 0.0)
    values = astuple(replace(claim, source=nowhere))
    rest = [value for value in values if not isinstance(value, tuple)]
    if hasattr(claim, "text"):
        rest.remove(claim.text)
    return (type(claim).__name__, *rest)


def f1(wanted: Iterable[object], got: Iterable[object]) -> float:
    left, right = set(wanted), set(got)
    return 2 * len(left & right) / max(1, len(left) + len(right))


def marks(sheet: Sheet, page: Page, clean: Resolution, read: Resolution) -> Marks:
    """All marks of one page."""
    return Marks(
        character_errors(sheet, page.text),
        order(sheet, page.text),
        article_f1(sheet, page),
        f1(said(clean), said(read)),
    )


def mean(every: Sequence[Marks]) -> Marks:
    return Marks(*(sum(values) / len(every) for values in zip(*map(astuple, every), strict=True)))
