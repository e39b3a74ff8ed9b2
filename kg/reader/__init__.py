"""Files, folders, globs and standard input become pages: decoded text, kept character by character."""

from kg.reader.finding import Source, find
from kg.reader.inputs import pages, read

__all__ = ["Source", "find", "pages", "read"]
