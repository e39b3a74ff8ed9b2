"""Mentions become entities: short forms get their full names, same names become one, places are told apart."""

from kg.resolve.matched import unmatched
from kg.resolve.resolver import resolve, resolve_page

__all__ = ["resolve", "resolve_page", "unmatched"]
