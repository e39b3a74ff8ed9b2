"""A number on its way to whoever bears it: what all readers of bearers are asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.counts import Counted
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType, Mention

#: The rules of how old somebody is, or has served.
AGES = ("age", "seniority")
#: Who may give money to a work.
GIVERS: tuple[EntityType, ...] = ("Agency", "Organization", "Area")
#: Units of a stretch of time that is a figure only where it lasted.
BRIEF = ("month", "day", "hour", "minute", "second")
#: A name right behind one of these is a counted noun: 5处[国家湿地公园].
_COUNTED_NOUN = re.compile("[0-9][余多]?[十百千万]*[个处座家所条支项]$")
#: A sentence that tells the parts of what the one before it told.
_PARTS = re.compile("其中")


@dataclass(frozen=True, slots=True)
class Case:
    """A counted number in its article, with the one before it and whose that was."""

    scene: Scene
    counted: Counted
    last: tuple[Counted, Subject] | None

    @property
    def at(self) -> int:
        """Where the digits begin."""
        return self.counted.quantity.at

    @property
    def goes_on(self) -> bool:
        """Whether the number before it stands in the same sentence, or in the one before of which this one tells the
        parts: …惠及居民3.17万户。其中，今年计划改造62个."""
        if self.last is None:
            return False
        start, before = self.scene.sentence(self.at)[0], self.last[0].quantity.at
        if before >= start:
            return True
        parts = _PARTS.match(self.scene.text, start)
        return parts is not None and before >= self.scene.sentence(max(0, start - 2))[0]


def is_counted(scene: Scene, mention: Mention) -> bool:
    """5处国家湿地公园: whether what looks like a name is what a number counts."""
    start = mention.start
    return _COUNTED_NOUN.search(scene.text, max(0, start - 8), start) is not None
