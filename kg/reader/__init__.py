"""Files, folders, globs and standard input become pages: decoded text, kept character by character."""

from kg.reader.finding import Source, find, plain
from kg.reader.inputs import pages, read
from kg.reader.parts import parts, singles
from kg.reader.streams import copy

__all__ = ["Source", "copy", "find", "pages", "parts", "plain", "read", "singles"]
