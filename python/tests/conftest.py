"""A session of Spark with a JVM in this process, for all tests but those through Spark Connect."""
import pytest
from pyspark.ml.feature import VectorAssembler

import coherer
from samples import FEATURES, classifier, points


@pytest.fixture(scope="session")
def spark():
    session = coherer.session(
        master="local[2]", appName="tests", spark_ui_enabled=False, spark_sql_shuffle_partitions=2,
        spark_driver_bindAddress="127.0.0.1", spark_driver_host="127.0.0.1")
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def train(spark):
    """Rows of two clouds of points, as points() has them, with features."""
    frame = spark.createDataFrame(points(400, seed=1), ["id", *FEATURES, "label", "y"])
    return VectorAssembler(inputCols=FEATURES, outputCol="features").transform(frame).cache()


@pytest.fixture(scope="session")
def model(train):
    """A classifier of them."""
    return classifier().fit(train)


@pytest.fixture
def path(tmp_path):
    """A path where there is nothing yet."""
    return str(tmp_path / "saved")
