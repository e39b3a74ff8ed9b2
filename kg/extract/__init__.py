"""An article becomes mentions and claims. The extractors are listed in ``kg.extract.extractors``, in the order they run."""

from kg.extract.extractors import extract, extract_all
from kg.extract.legible import weighed

__all__ = ["extract", "extract_all", "weighed"]
