"""Taggers for Chinese news, learnt from annotated text: of persons, places and bodies, and of works, events and ways."""

from __future__ import annotations

from kg.tagger.features import Seen
from kg.tagger.labels import BODY, EVENT, PERSON, PLACE, WAY, WORK
from kg.tagger.model import Prepared, Tagged, Tagger
from kg.tagger.store import tagger, works_tagger

__all__ = [
    "BODY",
    "EVENT",
    "PERSON",
    "PLACE",
    "WAY",
    "WORK",
    "Prepared",
    "Seen",
    "Tagged",
    "Tagger",
    "tagger",
    "works_tagger",
]
