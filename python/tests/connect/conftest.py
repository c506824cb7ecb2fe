"""A Spark Connect server on this machine for all tests of this folder, with Coherer's jars."""
import os
import signal

import pytest
from connect_server import Server
from pyspark.sql import SparkSession

import coherer

server = None


def pytest_sessionstart(session):
    global server
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # or else the server would outlive a time limit
    server = Server(coherer.jars())
    os.environ["COHERER_CONNECT_REMOTE"] = server.remote
    os.environ["COHERER_CONNECT_FOLDER"] = os.path.join(server.folder, "tests")
    os.makedirs(os.environ["COHERER_CONNECT_FOLDER"])


def pytest_sessionfinish(session):
    if server is None:
        return
    spark = SparkSession.getActiveSession()
    if spark is not None:
        spark.stop()  # or else PySpark deletes the last models when Python is about to end, and may hang
    server.stop()


@pytest.fixture(scope="session")
def spark():
    return SparkSession.builder.remote(server.remote).getOrCreate()


@pytest.fixture(scope="session")
def folder():
    """A folder that the server and the tests may write to."""
    return os.environ["COHERER_CONNECT_FOLDER"]
