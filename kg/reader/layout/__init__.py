"""From lines with boxes to text in reading order; the same for PDF and for scans."""

from kg.reader.layout.arranging import Arranged, arrange
from kg.reader.layout.geometry import Box, Line, Sheet

__all__ = ["Arranged", "Box", "Line", "Sheet", "arrange"]
