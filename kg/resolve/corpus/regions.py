"""Places as division codes: which lies in which, which share a city. A code begins with that of the area above."""

from __future__ import annotations

_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


def province(code: str) -> str:
    """The code of the province."""
    return code[:2]


def city(code: str) -> str:
    """The code of the prefecture, or of the municipality or province where there is none."""
    return code[:2] if code[:2] in _MUNICIPALITIES else code[:4]


def nested(one: str, other: str) -> bool:
    """Whether one of two areas lies in the other, or they are one."""
    return one.startswith(other) or other.startswith(one)


def level(code: str) -> str:
    """Which of the levels of ``people`` in the weights an area has."""
    return {2: "province", 4: "prefecture"}.get(len(code), "county")
