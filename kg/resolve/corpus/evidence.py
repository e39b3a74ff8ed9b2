"""Evidence that two are one: reasons with their weight in bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Evidence:
    """Reasons for and against, and what they add up to."""

    bits: float = 0.0
    reasons: list[str] = field(default_factory=list)
    successor: bool = False

    def add(self, weights: Mapping[str, float], name: str, why: str) -> None:
        """Weigh in the reason ``name``, told as ``why``."""
        self.say(weights[name], why)

    def say(self, bits: float, why: str) -> None:
        """Weigh in ``bits`` for a reason."""
        self.bits += bits
        self.reasons.append(f"{why} ({bits:+.1f})")
