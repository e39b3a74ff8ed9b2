"""The command ``kg``: a thin layer over the library that parses, reports and sets exit codes."""

from kg.cli.main import main

__all__ = ["main"]
