"""An article becomes mentions and claims. The extractors are listed in ``kg.extract.extractors``, in the order they run."""

from kg.extract.extractors import extract, extract_all

__all__ = ["extract", "extract_all"]
