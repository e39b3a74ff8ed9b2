"""Learning the tagger's weights from annotated corpora: the same corpora give the same weights."""

from __future__ import annotations

from kg.train.learn import Trained, train

__all__ = ["Trained", "train"]
