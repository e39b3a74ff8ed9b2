"""Names as they are typed on a Latin keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import product

from kg.view.model import Item


def spelled(item: Item) -> tuple[str, str]:
    """Full pinyin and pinyin initials of name and aliases, lower case: forms separated by a space.

    A form holds no space; letters and digits of the name stand in it as they are. For people every reading
    of the first character counts (Zeng and Ceng for 曾), for all else the one that the word asks for.
    """
    forms = [form for name in (item.name, *item.aliases) for form in _forms(name, item.type == "Person")]
    return _joined("".join(form) for form in forms), _joined("".join(map(_initial, form)) for form in forms)


def _joined(forms: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(plain for form in forms if (plain := form.lower())))


def _initial(part: str) -> str:
    return part if part == part.upper() else part[0]


def _forms(name: str, person: bool) -> list[tuple[str, ...]]:
    """The syllables of a name; several where its first character is a surname of several readings."""
    parts = [part for syllable in _syllables(name) if (part := _plain(syllable))]
    if not (person and parts and name):
        return [tuple(parts)]
    return [(first, *rest) for first, rest in product(_readings(name[0], parts[0]), [parts[1:]])]


def _plain(text: str) -> str:
    """Letters and digits; all else, invisible characters too, falls away."""
    return "".join(c for c in text if c.isalnum())


def _readings(character: str, usual: str) -> list[str]:
    return list(dict.fromkeys((usual, *_every(character)))) if "\u4e00" <= character <= "\u9fff" else [usual]


@lru_cache(maxsize=1 << 12)
def _every(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin  # slow to import, and needed only when a page is written

    return tuple(sorted(pinyin(character, style=Style.NORMAL, heteronym=True)[0]))


def _syllables(name: str) -> list[str]:
    return _speller()(name)


@cache
def _speller() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin

    # Its stub says that ``errors`` gives a string; a list of them is what its documentation asks for.
    return lru_cache(maxsize=1 << 16)(lambda name: lazy_pinyin(name, errors=_marked))  # type: ignore[arg-type]


def _marked(rest: str) -> list[str]:
    """What has no pinyin, in upper case to tell it apart: it counts whole among the initials (3hl for 3号楼)."""
    return [rest.upper()]
