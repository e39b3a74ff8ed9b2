"""How names sound, without tones: 武 and 吴 sound alike."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def sound(name: str) -> str:
    """The name in pinyin, syllable by syllable; what is no Chinese character stays."""
    from pypinyin import lazy_pinyin  # heavy, and few names need it

    return " ".join(lazy_pinyin(name))
