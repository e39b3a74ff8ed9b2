"""Files, folders, globs and standard input become pages: decoded text, kept character by character."""

from kg.reader.inputs import read

__all__ = ["read"]
