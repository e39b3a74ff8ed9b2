"""Mentions become entities: short forms get their full names, same names become one, places are told apart."""

from kg.resolve.corpus.entities import entities
from kg.resolve.corpus.keys import followed
from kg.resolve.corpus.link import Links, link
from kg.resolve.corpus.meant import NOT_MEANT, Meant
from kg.resolve.corpus.told import Obeyed, Told
from kg.resolve.matched import unmatched
from kg.resolve.resolver import resolve, resolve_page

__all__ = [
    "NOT_MEANT",
    "Links",
    "Meant",
    "Obeyed",
    "Told",
    "entities",
    "followed",
    "link",
    "resolve",
    "resolve_page",
    "unmatched",
]
