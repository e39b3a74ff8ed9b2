"""A post as it is read at its title, before it is said whose it is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.post_owns import Own
from kg.extract.tenures import Tenure
from kg.knowledge.scanning import TitleMatch


@dataclass(frozen=True, slots=True)
class Held:
    """One post: the title, what stands before it, the start of the whole, how it is held, how sure it is."""

    title: TitleMatch
    own: Own
    start: int
    tenure: Tenure
    sure: float = 1.0
