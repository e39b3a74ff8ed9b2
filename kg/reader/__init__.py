"""Files, folders, globs and standard input become pages: decoded text, kept character by character."""

from kg.reader.finding import Source, find
from kg.reader.inputs import pages, plain, read
from kg.reader.parts import copy, parts, singles

__all__ = ["Source", "copy", "find", "pages", "parts", "plain", "read", "singles"]
