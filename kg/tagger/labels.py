"""The labels of the tagger: for each class where a character stands in a name (first, inside, last, only), and none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PERSON, PLACE, BODY = "Person", "Place", "Body"
WORK, EVENT, WAY = "Project", "Event", "Method"
#: What a tagger tells apart. Of names: a place is an area, a community or any other place, a body an agency or an
#: organization. Of works, which names stand inside of: a way is a method, or a document without marks.
Classes = tuple[str, str, str]
NAMES: Classes = (PERSON, PLACE, BODY)
WORKS: Classes = (WORK, EVENT, WAY)

#: Label 0 is none; class number k has 1 + 4k (first), 2 + 4k (inside), 3 + 4k (last), 4 + 4k (only).
COUNT = 1 + 4 * len(NAMES)
FIRST, INSIDE, LAST, ONLY = 1, 2, 3, 4


def label(name: str, part: int, classes: Classes) -> int:
    """The number of one of the ``classes`` and a part (``FIRST`` …) of a name."""
    return 4 * classes.index(name) + part


def follows() -> NDArray[np.bool_]:
    """Which label may follow which, shape (COUNT, COUNT): inside a name only the same name goes on."""
    allowed = np.zeros((COUNT, COUNT), np.bool_)
    for before in range(COUNT):
        for after in range(COUNT):
            part, next_part = (before - 1) % 4 + 1, (after - 1) % 4 + 1
            goes_on = before > 0 and part in {FIRST, INSIDE}
            same = after > 0 and (before - 1) // 4 == (after - 1) // 4 and next_part in {INSIDE, LAST}
            begins = after == 0 or next_part in {FIRST, ONLY}
            allowed[before, after] = same if goes_on else begins
    return allowed


#: Labels that a text may begin and end with.
OPENS = tuple(n == 0 or (n - 1) % 4 + 1 in {FIRST, ONLY} for n in range(COUNT))
CLOSES = tuple(n == 0 or (n - 1) % 4 + 1 in {LAST, ONLY} for n in range(COUNT))
