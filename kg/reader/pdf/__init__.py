"""PDF files: the text layer of a page, or the page as a picture where it has none."""

from __future__ import annotations

from kg.reader.pdf.reading import pages

__all__ = ["pages"]
