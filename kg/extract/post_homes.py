"""The village or neighbourhood that a post means without its name: 村支书, 驻村第一书记, 村妇联|主席, 社区党委|书记."""

from __future__ import annotations

from collections import Counter

from kg.extract.notes import Notes
from kg.knowledge.posts import post_words
from kg.knowledge.scanning import TitleMatch

#: Titles of those who lead a village or a neighbourhood, by what they begin with.
_TITLES = {("村", "驻村", "第一书记", "挂村", "包村", "联村"): "village", ("社区", "驻社区"): "neighbourhood"}
#: What organs of theirs begin with, and the homes that each is of.
_KINDS = {"村": "village", "社区": "neighbourhood"}
#: The organ of the villagers has 村 in its own name: 石湾村|村委会.
_OWN = "委会"
#: A part of a village, which has no cadres of its own; what bodies are called that have homes in their names.
_PART, _HOMES = "组", ("村", "社区")


class Homes:
    """The villages and neighbourhoods of one article, to be asked which one a post is in."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._told = Counter(m.name for m in notes.mentions)

    def of_title(self, title: TitleMatch) -> int | None:
        """The home that the title alone means: 村支书, 驻村第一书记, 社区主任."""
        kind = next((kind for words, kind in _TITLES.items() if title.title.title.startswith(words)), None)
        return None if kind is None else self._last(kind, title.start)

    def of_words(self, words: str, at: int) -> tuple[int, str] | None:
        """The home that the ``words`` before a title at ``at`` mean, and what its organ is called: of 村妇联 the village
        and its 妇联, of 村 that itself and nothing."""
        kind, organ = home_organ(words)
        number = self._last(kind, at) if kind else None
        return None if number is None else (number, organ)

    def is_home(self, number: int) -> bool:
        """Whether a body is a home or an organ of one: 石湾村, 石湾村党支部."""
        mention = self._notes.mentions[number]
        return mention.type == "Community" or post_words().of_home_end.sub("", mention.name).endswith(_HOMES)

    def _last(self, kind: str, at: int) -> int | None:
        """The home named last in this sentence or the one before, else in the paragraph, else most often."""
        mentions, analysis = self._notes.mentions, self._notes.analysis
        before = [
            number
            for number, mention in enumerate(mentions)
            if mention.type == "Community" and mention.kind == kind and mention.start < at
            if not mention.name.endswith(_PART)
        ]
        near = analysis.sentence(max(0, analysis.sentence(at).start - 1)).start
        homes = [number for number in before if mentions[number].start >= near]
        if not homes:
            paragraph = analysis.text.rfind("\n", 0, at)
            homes = [number for number in before if mentions[number].start > paragraph]
        if not homes and before:
            often = max(self._told[mentions[number].name] for number in before)
            homes = [number for number in before if self._told[mentions[number].name] == often]
        return max(homes, key=lambda number: mentions[number].start, default=None)


def means_home(title: TitleMatch) -> bool:
    """Whether a title is one of a village or a neighbourhood, whatever body its bearer is sent by."""
    return any(title.title.title.startswith(words) for words in _TITLES)


def home_organ(words: str) -> tuple[str, str]:
    """Which kind of home ``words`` mean and what its organ is called: of 村妇联, 村委会; nothing where they mean none."""
    for opening, kind in _KINDS.items():
        organ = words.removeprefix(opening)
        if organ != words and (not organ or post_words().of_home.fullmatch(organ)):
            return kind, opening + organ if organ == _OWN else organ
    return "", ""
