"""A page becomes its articles: headlines, bylines, joined paragraphs, captions, each with its place in the
page.
"""

from kg.segment.segmenter import segment

__all__ = ["segment"]
