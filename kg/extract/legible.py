"""What was hard to read is claimed with less confidence.

The confidence of a claim is multiplied by the lowest with which a line was recognised that holds its words or a name in it;
that of a mention, by the lowest of its own lines. Where characters were stored, nothing changes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.types import Claim, Legibility, Mention, Reading, Span, parties

_DIGITS = 4


def weighed(reading: Reading, legibility: Sequence[Legibility]) -> Reading:
    """The reading with its confidences lowered; ``legibility`` is that of its page, sorted."""
    if not legibility:
        return reading
    mentions = tuple(
        replace(mention, confidence=round(mention.confidence * lowest(legibility, mention.span), _DIGITS))
        for mention in reading.mentions
    )
    claims = tuple(_weighed(claim, reading.mentions, legibility) for claim in reading.claims)
    return replace(reading, mentions=mentions, claims=claims)


def lowest(legibility: Sequence[Legibility], span: Span) -> float:
    """The lowest confidence among the lines that a span touches; 1 where none was recognised on a picture."""
    at = bisect_right(legibility, span.start, key=lambda line: line.end)
    found = 1.0
    while at < len(legibility) and legibility[at].start < span.end:
        found = min(found, legibility[at].confidence)
        at += 1
    return found


def _weighed(claim: Claim[int], mentions: Sequence[Mention], legibility: Sequence[Legibility]) -> Claim[int]:
    spans = [claim.source.span, *(mentions[party].span for party in parties(claim))]
    share = min(lowest(legibility, span) for span in spans)
    source = replace(claim.source, confidence=round(claim.source.confidence * share, _DIGITS))
    return replace(claim, source=source)
