"""From inputs to a graph in files: the rounds of a build, and who does them."""

from kg.engine.built import Built, PageCounts
from kg.engine.graph import GraphFiles
from kg.engine.local import build
from kg.engine.quads import of_quads

__all__ = ["Built", "GraphFiles", "PageCounts", "build", "of_quads"]
