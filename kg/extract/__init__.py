"""An article becomes mentions and claims. The extractors are listed in ``kg.extract.reader``, in the order they run."""

from kg.extract.reader import extract

__all__ = ["extract"]
