"""Word lists as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first, without a group around it; it matches nothing where there are
    none."""
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word))) or "(?!)"
