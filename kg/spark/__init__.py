"""A build on Spark, on one machine or many: the functions of a build here, spread over pages, blocks and components."""

from kg.spark.build import build
from kg.spark.outcome import Outcome
from kg.spark.reading import How
from kg.spark.session import connected

__all__ = ["How", "Outcome", "build", "connected"]
