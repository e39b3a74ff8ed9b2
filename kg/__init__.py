"""Minsheng KG."""
