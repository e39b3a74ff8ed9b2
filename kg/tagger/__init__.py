"""A tagger of names for Chinese news: persons, places and bodies in running text, learnt from public corpora."""

from __future__ import annotations

from kg.tagger.features import Seen
from kg.tagger.labels import BODY, PERSON, PLACE
from kg.tagger.model import Tagged, Tagger
from kg.tagger.store import tagger

__all__ = ["BODY", "PERSON", "PLACE", "Seen", "Tagged", "Tagger", "tagger"]
