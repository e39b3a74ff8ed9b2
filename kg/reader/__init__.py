"""Files, folders, globs and standard input become pages: decoded text, kept character by character."""

from kg.reader.cutting import cutter
from kg.reader.finding import Source
from kg.reader.inputs import Wanted, pages, plain, read, sources
from kg.reader.parts import copy, parts, singles

__all__ = ["Source", "Wanted", "copy", "cutter", "pages", "parts", "plain", "read", "singles", "sources"]
