"""How well posts are read in short pieces of news: precision and recall of who holds what, and of what is said beside it.

python -m bench.offices [FILE…] [--all]

The files hold a case a line: its text, and the posts that it states as ``person|body|title|flags``, flags among f (former),
p (proposed), a (acting), c (concurrent), s (seconded), since=DATE, until=DATE. A post counts as found where person, body
(one name may lack areas before it) and title agree; of those, the flags are compared. Prints what was missed and what was
read wrongly.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.knowledge.posts import filled
from kg.pipeline import read_page
from kg.resolve import resolve
from kg.types import Page, Post, Skipped

CASES = Path(__file__).resolve().parents[1] / "tests" / "data" / "offices"
_FLAGS = {"acting": "a", "concurrent": "c", "seconded": "s"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A post as a case states it, or as it was read."""

    person: str
    body: str
    title: str
    flags: frozenset[str]

    def is_of(self, other: Stated) -> bool:
        """Whether the two are one post, whatever is said beside it."""
        bodies = self.body.endswith(other.body) or other.body.endswith(self.body)
        return (self.person, self.title) == (other.person, other.title) and bodies

    def __str__(self) -> str:
        return "|".join((self.person, self.body, self.title, " ".join(sorted(self.flags))))


@dataclass(slots=True)
class Score:
    """Posts that were found, missed and read though nobody states them; of the found, those whose flags agree."""

    found: int = 0
    missed: int = 0
    wrong: int = 0
    flagged: int = 0

    @property
    def precision(self) -> float:
        """The share of what was read that is stated."""
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is stated that was read."""
        return self.found / max(1, self.found + self.missed)


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=sorted(CASES.glob("*.jsonl")))
    parser.add_argument("--all", action="store_true", help="print each case that is not read as it should be")
    args = parser.parse_args()
    for path in args.files:
        score = measured(path, args.all)
        print(
            f"{path.name}: {score.found + score.missed} posts; precision {score.precision:.3f}, recall {score.recall:.3f}; "
            f"of {score.found} found, {score.flagged} with all that is said beside them"
        )
    return 0


def measured(path: Path, tell: bool = False) -> Score:
    """The score of the cases in a file."""
    score = Score()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        wrongs = list(_compared(score, [_stated(each) for each in case["posts"]], list(read(case))))
        if wrongs and tell:
            print(case["text"].replace("\n", "⏎"), *wrongs, sep="\n    ")
    return score


def read(case: dict[str, str]) -> Iterator[Stated]:
    """The posts that are read in a case, as a page alone."""
    page = read_page(Page("case", case["text"], title=case["title"], date=case["date"]))
    if isinstance(page, Skipped):
        raise SystemExit(f"{case['text']}: {page.reason}")
    found = resolve([page.page], [page.resolved])
    names = {entity.key: entity.name for entity in found.entities}
    posts = {_of(each, names) for each in found.claims if isinstance(each, Post)}
    yield from sorted(posts, key=str)


def _of(post: Post[str], names: dict[str, str]) -> Stated:
    flags = {"f"} if post.former else set()
    flags |= {"p"} if post.proposed else set()
    flags |= {_FLAGS[post.capacity]} if post.capacity else set()
    flags |= {f"{end}={value}" for end, value in (("since", post.since), ("until", post.until)) if value}
    return Stated(names[post.person], names[post.body], filled(post.title), frozenset(flags))


def _stated(words: str) -> Stated:
    person, body, title, flags = words.split("|")
    return Stated(person, body, title, frozenset(flags.split()))


def _compared(score: Score, wanted: Sequence[Stated], read: list[Stated]) -> Iterator[str]:
    left = list(read)
    for each in wanted:
        fits = sorted((r for r in left if r.is_of(each)), key=lambda r: r.flags != each.flags)
        if not fits:
            score.missed += 1
            yield f"missed {each}"
            continue
        left.remove(fits[0])
        score.found += 1
        score.flagged += fits[0].flags == each.flags
        if fits[0].flags != each.flags:
            yield f"flags  {each}, read {' '.join(sorted(fits[0].flags))}"
    score.wrong += len(left)
    yield from (f"wrong  {each}" for each in left)


if __name__ == "__main__":
    sys.exit(main())
