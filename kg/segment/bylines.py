"""Bylines in all their forms: who wrote, helped, photographed; and where a line is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kg.knowledge.alternatives import any_of
from kg.knowledge.segmenting import Role, byline_words
from kg.knowledge.words import frequency
from kg.segment.names import is_name, split_names

_MARKERS = "□■◇◆●○▲△◎★☆▪·•"
_TOKEN = re.compile(r"[^\s、，,；;|丨（）()\[\]【】：:/／□■◇◆●○◎★☆▪。.“”\"]+|[：:/／]")
#: The one credit that is written without a space behind a name; 文 and 图 end names themselves.
_GLUED_CREDIT = "摄"
_STROKES = ":：/／"
_SPACES = re.compile(r"\s+")
_SINGLE = re.compile(r"[\u4e00-\u9fff]")
_UNHEARD_OF = re.compile(r"[\u4e00-\u9fff]{2,3}")
_LONGEST = 90
_WRITERS: tuple[Role, ...] = ("reporter", "correspondent")
#: So frequent is a word that is rather that than a name.
_WORD = 500


@dataclass(frozen=True, slots=True)
class Name:
    """A name at [start, end) of a byline's text; a name written with a space inside (赵 明) is given
    without it.
    """

    name: str
    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a stretch of text holds if it is read as a byline.

    ``marked`` is set if it has a word that only bylines have, ``unknown`` counts the characters that are
    neither name nor such a word (the post of an author, the medium of a reporter).
    """

    names: tuple[Name, ...]
    marked: bool
    unknown: int
    note: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parse_byline(text: str, default: Role = "author") -> Parsed:
    """Read ``text`` as a byline; ``default`` is the role of names that nothing else gives one."""
    return _Parser(default).parse(text)


def is_byline(text: str) -> bool:
    """Whether a whole line is a byline by its own words: 本报记者 X, 来源：Y, （通讯员 Z）."""
    if len(text) > _LONGEST or re.search(r"[，,。；;！？!?].", text.strip("（）()")):
        return False
    if text.strip().startswith(byline_words().pleas):
        return False
    parsed = parse_byline(text)
    if parsed.note:
        return True
    return parsed.marked and bool(parsed.names) and parsed.unknown <= 4 + 8 * len(parsed.names)


def is_name_line(text: str) -> bool:
    """Whether a line is made of personal names alone, parted by spaces if there are several."""
    if len(text) > _LONGEST:
        return False
    words = [word.text for word in _merge_singles(text.strip(_MARKERS + " 　"))]
    return 0 < len(words) <= 6 and all(is_name(_SPACES.sub("", word)) for word in words)


def author_with_post(text: str) -> tuple[Name, ...]:
    """The author of a line such as ``县政协副主席、城关镇党委书记 赵明``: name last, a post before it."""
    if len(text) > _LONGEST or re.search(r"[。！？!?]", text):
        return ()
    words = _merge_singles(text)
    if len(words) < 2:
        return ()
    last, post = words[-1], words[-2].text
    if (
        is_name(last.text)
        and post.endswith(byline_words().posts)
        and text[words[-2].end : last.start].isspace()
    ):
        return (Name(last.text, last.start, len(text.rstrip()), "author"),)
    return ()


class _Parser:
    """One pass over the words: role words bind what follows, credits what went before."""

    def __init__(self, default: Role) -> None:
        self._default: Role = default
        self._role: Role | None = None
        self._group: list[Name] = []
        self._names: list[Name] = []
        self._marked = self._note = self._noted = False
        self._unknown = 0

    def parse(self, text: str) -> Parsed:
        words = _merge_singles(text)
        for word, after in pairwise([*words, _Word("", len(text))]):
            if word.text in _STROKES:
                continue
            if after.text and after.text in _STROKES and self._label(word.text):
                continue
            self._word(word)
        self._flush()
        return Parsed(tuple(self._names), self._marked, self._unknown, self._noted)

    def _label(self, label: str) -> bool:
        known = byline_words()
        role = known.labels.get(label) or known.credits.get(label)
        if role is not None:
            self._start(role)
        elif label.endswith(known.notes):
            self._flush()
            self._note = self._noted = True
        else:
            return False
        return True

    def _start(self, role: Role | None) -> None:
        self._flush()
        self._role, self._note = role, False
        self._marked = True

    def _flush(self) -> None:
        self._names += self._group
        self._group = []

    def _word(self, word: _Word) -> None:
        if _is_note(word.text):
            self._flush()
            self._note = self._noted = True
        if self._note and not _role_at(word.text):
            return
        parts = list(_by_roles(word))
        last_role = max((i for i, part in enumerate(parts) if part.text in byline_words().roles), default=-1)
        for i, part in enumerate(parts):
            if self._role is None and i < last_role and part.text not in byline_words().roles:
                self._unknown += len(part.text)  # 某报记者: the medium, whatever it looks like
            else:
                self._part(part)

    def _part(self, part: _Word) -> None:
        known = byline_words()
        role = known.roles.get(part.text)
        if role is not None and not (part.text in known.credits and self._group):
            self._start(role)
        elif part.text in known.credits:
            self._credit(known.credits[part.text])
        elif part.text not in known.ignored and part.text not in known.caption_notes:
            self._name_or_unknown(part)

    def _credit(self, role: Role) -> None:
        """After names a credit names their role, before them the role of those that follow: 文/图 X."""
        self._marked = True
        if not self._group:
            self._role, self._note = role, False
        elif role == "photographer":
            self._group = [replace(name, role=role) for name in self._group]
            self._flush()

    def _name_or_unknown(self, part: _Word) -> None:
        at = part.start
        names = split_names(_SPACES.sub("", part.text)) or self._unheard_of(part.text)
        if self._role is None and names == (part.text,) and frequency(part.text) > _WORD:
            names = ()  # ■车间, where only a mark announces it
        if not names or (self._role is None and len(names) > 2):
            self._unknown += len(part.text)
            return
        if len(names) == 1:
            self._group.append(Name(names[0], part.start, part.end, self._role or self._default))
            return
        for name in names:
            self._group.append(Name(name, at, at + len(name), self._role or self._default))
            at += len(name)

    def _unheard_of(self, text: str) -> tuple[str, ...]:
        """A name with a surname that no list has, behind a role and beside another name: 记者杜康通讯员|台启明. Words of the
        dictionary are none."""
        led = self._role in _WRITERS and self._names and not self._group
        return (text,) if led and _UNHEARD_OF.fullmatch(text) and frequency(text) == 0 else ()


def _words(text: str) -> list[_Word]:
    """The words of a byline, strokes and colons among them; credits with a stroke inside (文/图) are one
    word.
    """
    found: list[_Word] = []
    for match in _TOKEN.finditer(text):
        found.append(_Word(match.group(), match.start()))
        if len(found) > 2 and found[-2].text in _STROKES:
            tail = "".join(word.text for word in found[-3:])
            if tail in byline_words().credits:
                found[-3:] = [_Word(tail, found[-3].start)]
    return found


def _merge_singles(text: str) -> list[_Word]:
    """The words of a byline, ``赵 明`` as one with its space inside; credits of one character stay apart."""
    words = _words(text)
    merged: list[_Word] = []
    i = 0
    while i < len(words):
        first, second = words[i], words[i + 1] if i + 1 < len(words) else None
        if second is not None and _joins(first, second, text):
            merged.append(_Word(text[first.start : second.end], first.start))
            i += 2
        else:
            merged.append(first)
            i += 1
    return merged


def _joins(first: _Word, second: _Word, text: str) -> bool:
    if not (_SINGLE.fullmatch(first.text) and _SINGLE.fullmatch(second.text)):
        return False
    between = text[first.end : second.start]
    if len(between) > 4 or not between.isspace() or second.text in byline_words().credits:
        return False
    return is_name(first.text + second.text)


@cache
def _role_pattern() -> re.Pattern[str]:
    known = byline_words()
    listed = {*known.roles, *known.credits, *known.ignored, *known.caption_notes}
    return re.compile(any_of(word for word in listed if len(word) > 1))


def _is_note(word: str) -> bool:
    """责编 and the like, alone or with the name written behind it."""
    notes = byline_words().notes
    return word in notes or any(word.startswith(note) and is_name(word[len(note) :]) for note in notes)


def _role_at(word: str) -> bool:
    return any(match.group() in byline_words().roles for match in _role_pattern().finditer(word))


def _by_roles(word: _Word) -> Iterator[_Word]:
    """A run cut at the role words and credits in it: 记者赵明通讯员钱芳, 孙丽摄, 本报记者."""
    if _SPACES.search(word.text):
        yield word
        return
    at = 0
    for match in _role_pattern().finditer(word.text):
        yield from _tail_credit(word.text[at : match.start()], word.start + at)
        yield _Word(match.group(), word.start + match.start())
        at = match.end()
    yield from _tail_credit(word.text[at:], word.start + at)


def _tail_credit(text: str, at: int) -> Iterator[_Word]:
    """A credit of one character may end the run: 孙丽摄."""
    text, at = text.strip("-—－"), at + len(text) - len(text.lstrip("-—－"))
    if text[-1:] == _GLUED_CREDIT and split_names(text[:-1]):
        yield _Word(text[:-1], at)
        yield _Word(text[-1], at + len(text) - 1)
    elif text:
        yield _Word(text, at)
