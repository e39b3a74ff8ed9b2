"""What the answer to a letter about a home tells of it: what goes wrong there (停气), what is
repaired."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.wording import Wording
from kg.knowledge.described import described
from kg.types import Mention

#: What goes wrong in a home has no numbers, and nobody holds it.
TROUBLE = "works.trouble"
#: So far before a word the name of the home it is said of ends.
_NEAR = 12


def of_homes(wording: Wording) -> Iterator[Mention]:
    """The works and happenings at the home that the article answers a letter about."""
    if wording.asked is not None:
        yield from _repairs(wording, wording.asked)
    if wording.home is not None:
        yield from _troubles(wording, wording.home)


def _repairs(wording: Wording, home: Mention) -> Iterator[Mention]:
    """对电梯及消防设施进行[维修]: the work at the home."""
    for match in described().upon_home.finditer(wording.text):
        what = match["what"]
        if match.start("what") not in wording.by_start and not described().no_work.search(what):
            yield wording.draft("Project", match.span("act"), home, what + match["act"])


def _troubles(wording: Wording, home: Mention) -> Iterator[Mention]:
    """What the letter complains of, by the words of its headline or of the answer: 停气, 已停止供气."""
    text, known = wording.text, dict[str, str]()
    told = [m.group() for m in described().troubles.finditer(text) if not wording.is_headline(m.start())]
    seen = set[str]()
    known |= {word[-1]: word for word in reversed(told)}
    for match in described().troubles.finditer(text):
        near = text[max(0, match.start() - _NEAR) : match.start()].endswith((home.text, home.name))
        if near or wording.is_headline(match.start()) or match.group() in seen:
            seen.add(match.group())
            words = known.setdefault(match.group()[-1], match.group())
            yield wording.draft("Event", match.span(), home, words, match.group(), rule=TROUBLE)
    for match in described().stopped.finditer(text):
        words = known.get(match["what"][-1], "停" + match["what"])
        yield wording.draft("Event", match.span(), home, words, match.group(), rule=TROUBLE)
