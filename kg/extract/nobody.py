"""What looks like somebody's name and is nobody: what grows (黄桃, 杨梅), what a typhoon is called."""

from __future__ import annotations

import re

from kg.knowledge.boundaries import boundaries

#: The name of a typhoon behind the word, in quotation marks.
STORM = re.compile("台风“(?P<name>[一-龥]{2,5})”")
#: What is grown or made of it is called so: 杨梅|园, 桂花|酒.
_GROWN = "园林树酒果田苗"


def nobodies(text: str) -> frozenset[str]:
    """The names of the text that are no person's."""
    plants = boundaries().nobody
    grown = {name + end for name in plants for end in _GROWN if name in text}
    return plants | grown | {storm["name"] for storm in STORM.finditer(text)}
