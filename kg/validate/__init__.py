"""Stage 6: is the graph what the contract says? SHACL shapes, and where each fault came from."""

from kg.validate.report import Severity, ValidationReport, Violation, lines
from kg.validate.run import validate

__all__ = ["Severity", "ValidationReport", "Violation", "lines", "validate"]
