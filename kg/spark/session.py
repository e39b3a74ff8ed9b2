"""A connection to Spark, here or on many machines."""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import EngineError

if TYPE_CHECKING:
    from pyspark import SparkConf
    from pyspark.sql import SparkSession

#: What Spark runs on if nobody says so: every core of this machine.
HERE = "local[*]"
#: The folder that the package lies in.
_ROOT = Path(__file__).resolve().parents[2]
#: Rows that cross to Python at a time: some of them are whole pages.
_AT_A_TIME = "512"
_NO_SPARK = "the engine spark needs PySpark: pip install 'minsheng-kg[spark]'"
_NO_JAVA = "the engine spark needs Java 17 or later: install it (Debian: default-jre-headless), or name it in JAVA_HOME"


@contextmanager
def connected(master: str | None = None, options: dict[str, str] | None = None) -> Iterator[SparkSession]:
    """A session of Spark on ``master``, by default what spark-submit and its settings say, else this machine.

    ``options`` are further settings of Spark. Raises EngineError if PySpark or Java is missing, or there is nobody at
    ``master``.
    """
    conf = _settings(master)
    for name, value in (options or {}).items():
        conf.set(name, value)
    session = _started(conf)
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def told() -> Iterator[None]:
    """Raises EngineError where Spark gives up: with what the task said that failed as often as it may."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = _SAID_BY_PYTHON.findall(str(error)) or [str(error).strip().partition("\n")[0]]
        raise EngineError(f"Spark gave up: {said[-1]}; its log tells more") from error


def _settings(master: str | None) -> SparkConf:
    """What spark-submit says, then what this program needs where nothing is said."""
    try:
        import pandas  # noqa: F401
        import pyarrow  # noqa: F401
        from pyspark import SparkConf, SparkContext
    except ImportError as error:
        raise EngineError(f"{_NO_SPARK} ({error})") from error
    home = os.environ.get("JAVA_HOME")
    if not (Path(home, "bin", "java").exists() if home else shutil.which("java")):
        raise EngineError(_NO_JAVA)
    here = master.startswith("local") if master else not _SAID.intersection(os.environ)
    if here:
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    SparkContext._ensure_initialized()  # else a SparkConf does not know what spark-submit was told
    conf = SparkConf().setIfMissing("spark.master", HERE).setIfMissing("spark.app.name", "kg build")
    if master is not None:
        conf.setMaster(master)
    for name, value in {**_WANTED, **(_here() if here else {})}.items():
        conf.setIfMissing(name, value)
    if (
        "PYSPARK_GATEWAY_PORT" not in os.environ
    ):  # PySpark's own start turns Spark's bar on; there is one already
        conf.set("spark.ui.showConsoleProgress", "false")
    return conf


#: The last line of a traceback of Python.
_SAID_BY_PYTHON = re.compile(r"^(?:\w+\.)*(?:\w+(?:Error|Exception)): .+$", re.MULTILINE)
#: Where one of these is set, Spark may have been told where to run.
_SAID = frozenset({"PYSPARK_GATEWAY_PORT", "SPARK_CONF_DIR", "SPARK_HOME"})
_WANTED = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": _AT_A_TIME,
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.log.level": "ERROR",
}


def _here() -> dict[str, str]:
    """On this machine nothing is offered to others, and all processes find the program that this one runs."""
    return {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
        "spark.executorEnv.PYTHONPATH": os.pathsep.join(
            filter(None, (str(_ROOT), os.environ.get("PYTHONPATH")))
        ),
    }


def _started(conf: SparkConf) -> SparkSession:
    from pyspark.sql import SparkSession

    try:
        return SparkSession.builder.config(conf=conf).getOrCreate()
    except Exception as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EngineError(f"Spark does not start on {conf.get('spark.master')}: {first}") from error
