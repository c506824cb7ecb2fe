"""Models that are no longer used are deleted from the server, wherever Python collects garbage."""
import concurrent.futures.thread
import gc
import os
import threading
import time

import pytest
from pyspark.ml.linalg import Vectors
from pyspark.sql import SparkSession
from pyspark.sql.connect.session import SparkSession as ConnectSession

from coherer import NeuralNetworkClassifier, _deletion

spark = SparkSession.builder.remote(os.environ["COHERER_CONNECT_REMOTE"]).getOrCreate()
train = spark.createDataFrame(
    [(Vectors.dense([float(n % 2), 1.0 - n % 2]), float(n % 2)) for n in range(40)], ["features", "label"])


def fitted():
    return NeuralNetworkClassifier(layers=[2, 3, 2], maxIter=1, numWorkers=1).fit(train)


def on_server():
    return str(spark.client._get_ml_cache_info())


def until_deleted(reference):
    """Waits until the server has no such model, ten seconds at most."""
    end = time.monotonic() + 10
    while reference in on_server():
        assert time.monotonic() < end, f"{reference} is still on the server"
        time.sleep(0.05)


def test_a_model_is_deleted_once_nobody_has_it_nor_a_copy():
    model = fitted()
    reference = model._java_obj.ref_id
    copy = model.copy()
    del model
    gc.collect()
    assert copy.transform(train).count() == 40
    assert reference in on_server()
    del copy
    gc.collect()
    until_deleted(reference)


def test_garbage_is_collected_in_the_midst_of_a_request(monkeypatch):
    """within ThreadPoolExecutor.submit, under the locks of the client, where PySpark's own __del__ waits for ever"""
    model = fitted()
    reference = model._java_obj.ref_id
    model.itself = model
    del model

    class Item(concurrent.futures.thread._WorkItem):
        def __init__(self, *arguments):
            gc.collect()
            super().__init__(*arguments)

    counted = []

    def count():
        ConnectSession._set_default_and_active_session(spark)  # as in the main thread
        counted.append(spark.range(7).count())

    monkeypatch.setattr(concurrent.futures.thread, "_WorkItem", Item)
    thread = threading.Thread(target=count, daemon=True)
    thread.start()
    thread.join(30)
    monkeypatch.undo()
    assert counted == [7], "the request waits for a lock that its own thread has"
    until_deleted(reference)


@pytest.mark.parametrize("nothing", [None, "org.coherer.ml.NeuralNetworkClassifier"])
def test_what_is_no_model_of_the_server_is_left_alone(nothing):
    before = _deletion._queue.qsize()
    _deletion.later(nothing)
    assert _deletion._queue.qsize() == before
