"""Files, folders, globs and standard input become pages: decoded text, kept character by character."""

from kg.read.reader import read

__all__ = ["read"]
