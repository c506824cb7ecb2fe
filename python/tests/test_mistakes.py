"""Users' mistakes are told in one line each, in a session with a JVM."""
import os

import pyspark.errors
import pytest
from mistakes import MISTAKES, World
from samples import classifier

import coherer


@pytest.fixture(scope="module")
def world(spark, train, model, tmp_path_factory):
    path = tmp_path_factory.mktemp("mistakes")
    model.save(path / "model")
    os.makedirs(path / "other")
    return World(spark, train, model, str(path))


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_one_line(world, name):
    act, kind, message = MISTAKES[name]
    with pytest.raises(kind) as told:
        act(world)
    assert world.told(told.value) == message
    assert "\n" not in str(told.value) and told.value.__cause__ is None


def test_there_are_thirty_and_more():
    assert len(MISTAKES) >= 30


def test_what_java_has_thrown_can_be_asked_for(world):
    with pytest.raises(coherer.IllegalArgumentException) as told:
        classifier(numWorkers=64).fit(world.train)
    assert isinstance(told.value, (ValueError, pyspark.errors.IllegalArgumentException))
    assert "at org.coherer.connector" in told.value.cause._stackTrace


def test_errors_that_are_no_mistakes_keep_their_trace(world):
    from py4j.protocol import Py4JJavaError

    with pytest.raises(Py4JJavaError, match="NoSuchElementException"):
        with coherer.errors.explained():
            world.spark._jvm.java.util.Optional.empty().get()
