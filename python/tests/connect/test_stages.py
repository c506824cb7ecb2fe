"""What Coherer's stages do through a Spark Connect server."""
import contextlib
import datetime
import functools
import os
import random
import time
import zipfile

import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.functions import vector_to_array
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, expr

from org.coherer import ml
from org.coherer.ml import NeuralNetworkClassificationModel, NeuralNetworkClassifier

FEATURES = ["a", "b", "c", "d"]
MEMORY_CONTROL = "spark.connect.session.connectML.mlCache.memoryControl"

folder = os.environ["COHERER_CONNECT_FOLDER"]  # one that the server may write to; conftest.py makes it
spark = SparkSession.builder.remote(os.environ["COHERER_CONNECT_REMOTE"]).getOrCreate()


def rows(count, seed):
    """Returns rows of two clouds of points, label 0 or 1, whose centers are four standard deviations apart; y is
    linear in a and b."""
    drawn = random.Random(seed)
    points = []
    for number in range(count):
        a, b, c, d = (2.0 * (number % 2) + drawn.gauss(0, 1) for _ in FEATURES)
        points.append((number, a, b, c, d, float(number % 2), 2 * a - b + 1))
    frame = spark.createDataFrame(points, ["id", *FEATURES, "label", "y"])
    return VectorAssembler(inputCols=FEATURES, outputCol="features").transform(frame)


train, test = rows(400, seed=1), rows(200, seed=2)
TRAINING = {"maxIter": 20, "batchSize": 16, "learningRate": 0.02, "numWorkers": 2}


def classifier(**params):
    return ml.NeuralNetworkClassifier(**{"layers": [4, 8, 2], **TRAINING, **params})


def regressor(**params):
    return ml.NeuralNetworkRegressor(**{"layers": [4, 16, 1], "labelCol": "y", **TRAINING, **params})


def autoencoder(**params):
    return ml.Autoencoder(**{"layers": [4, 3, 4], **TRAINING, **params})


@functools.cache
def network():
    """Returns a network as DL4J's JSON, which any saved model has."""
    classifier(maxIter=1).fit(train).save(f"{folder}/network")
    with zipfile.ZipFile(f"{folder}/network/data/network.zip") as saved:
        return saved.read("configuration.json").decode()


def estimator(**params):
    return ml.NeuralNetworkEstimator(
        **{"network": network(), "inputCols": ["features"], "targetCols": ["label"], **TRAINING, **params})


def scores(model, data=None):
    """Returns the rows with what a model adds, in their order."""
    return model.transform(test if data is None else data).orderBy("id").collect()


def accuracy(model):
    return MulticlassClassificationEvaluator(metricName="accuracy").evaluate(model.transform(test))


def refusal(act):
    """Returns the message of the error that an action ends with."""
    try:
        act()
    except Exception as e:
        return str(e)
    raise AssertionError("nothing was refused")


def check_contains(text, *parts):
    for part in parts:
        assert part in text, f"no '{part}' in '{text[:500]}'"


@contextlib.contextmanager
def settings(values):
    """Sets settings of the session, and takes them back."""
    for name, value in values.items():
        spark.conf.set(name, value)
    try:
        yield
    finally:
        for name in values:
            spark.conf.unset(name)


# The estimators, one by one


def test_classifier_learns():
    """NeuralNetworkClassifier: is fitted and tells most test rows apart; the columns and counts are right"""
    model = classifier().fit(train)
    scored = model.transform(test)
    assert scored.columns == [*test.columns, "rawPrediction", "probability", "prediction"]
    assert scored.count() == 200
    assert accuracy(model) > 0.95, accuracy(model)
    assert scored.where("prediction = label").count() / 200 == accuracy(model)
    for (p0, p1), prediction in scored.select(vector_to_array("probability"), "prediction").collect():
        assert abs(p0 + p1 - 1) < 1e-5 and prediction == float(p1 > p0)


def test_classifier_learns_labels():
    """NeuralNetworkClassifier: an array of 0 and 1 gives a probability and a 0 or a 1 for each label"""
    labelled = train.withColumn("labels", expr("array(label, 1 - label)"))
    model = classifier(labelCol="labels", thresholds=[0.5, 0.5]).fit(labelled)
    rows = model.transform(test).select(
        "features", "label", vector_to_array("probability"), vector_to_array("prediction")).collect()
    assert all(values == [float(p > 0.5) for p in probabilities] for _, _, probabilities, values in rows)
    assert sum(values == [label, 1 - label] for _, label, _, values in rows) > 190
    features, _, probabilities, _ = rows[0]
    assert abs(model.predictProbability(features)[1] - probabilities[1]) < 1e-5 and model.numClasses == 2
    check_contains(refusal(lambda: model.predict(features)), "a row can have several labels")


def test_regressor_learns():
    """NeuralNetworkRegressor: is fitted and explains nearly all of the variance of test rows"""
    scored = regressor(maxIter=40).fit(train).transform(test)
    assert scored.columns == [*test.columns, "prediction"] and scored.count() == 200
    r2 = RegressionEvaluator(labelCol="y", metricName="r2").evaluate(scored)
    assert r2 > 0.95, r2


def test_regressor_learns_several():
    """NeuralNetworkRegressor: labelCols gives a vector of predictions"""
    several = ml.NeuralNetworkRegressor(layers=[4, 16, 2], labelCols=["y", "label"], **TRAINING)
    scored = several.fit(train).transform(test)
    assert all(len(values) == 2 for values, in scored.select(vector_to_array("prediction")).collect())


def test_regressor_learns_counts():
    """NeuralNetworkRegressor: the loss poisson predicts counts, which are at least 0"""
    counted = [frame.withColumn("n", expr("cast(greatest(y, 0) as int)")) for frame in (train, test)]
    scored = regressor(labelCol="n", loss="poisson").fit(counted[0]).transform(counted[1])
    assert scored.where("prediction < 0").count() == 0
    r2 = RegressionEvaluator(labelCol="n", metricName="r2").evaluate(scored)
    assert r2 > 0.7, r2


def test_regressor_learns_levels():
    """NeuralNetworkRegressor: the loss ordinal predicts one of the values that there were"""
    graded = [frame.withColumn("grade", expr("case when y < 0 then 2 when y < 3 then 5 else 10 end"))
              for frame in (train, test)]
    model = ml.NeuralNetworkRegressor(labelCol="grade", loss="ordinal", hiddenLayers=[16], **TRAINING).fit(graded[0])
    scored = model.transform(graded[1])
    assert {value for value, in scored.select("prediction").distinct().collect()} <= {2.0, 5.0, 10.0}
    assert scored.where("prediction = grade").count() > 160


def test_estimator_learns():
    """NeuralNetworkEstimator: is fitted with a network in JSON; its outputs are the probabilities of the labels"""
    scored = estimator(outputCols=["p"]).fit(train).transform(test)
    assert scored.columns == [*test.columns, "p"] and scored.count() == 200
    right = scored.where((vector_to_array("p")[1] > 0.5).cast("double") == col("label")).count()
    assert right > 190, right


def test_estimator_starts_from_a_saved_model():
    """NeuralNetworkEstimator: is fitted with the network and parameters of a saved model"""
    trained = classifier().fit(train)
    trained.write().overwrite().save(f"{folder}/start")
    # A learning rate that changes nothing leaves the parameters of the classifier.
    going_on = ml.NeuralNetworkEstimator(
        initialModelPath=f"{folder}/start", targetCols=["label"], maxIter=1, learningRate=1e-30).fit(train)
    expected = trained.transform(test).orderBy("id").select(vector_to_array("probability")).collect()
    assert going_on.transform(test).orderBy("id").select(vector_to_array("output")).collect() == expected


def people_to(file, count, seed):
    """Writes people whose income depends on most columns, with missing values, as comma-separated values."""
    drawn = random.Random(seed)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w", encoding="utf-8") as lines:
        lines.write("age,hours,job,town,member,since,income\n")
        for _ in range(count):
            age, hours, job, town = drawn.randint(18, 67), drawn.randint(15, 54), drawn.randint(0, 5), drawn.randint(0, 39)
            day = datetime.date(2000, 1, 1) + datetime.timedelta(days=drawn.randint(0, 7000))
            earned = 0.4 * age + hours + 9 * job + (18 if town % 4 == 0 else 0) + drawn.gauss(0, 4)
            values = [age, hours, f"job {job}", f"town {town}", str(drawn.random() < 0.3).lower(), day]
            known = ["" if at != 3 and drawn.random() < 0.05 else str(value) for at, value in enumerate(values)]
            lines.write(",".join([*known, ">50K" if earned > 65 else "<=50K"]) + "\n")


def test_tables_are_learned():
    """a table with texts, dates and missing values is learned from a file, saved, loaded, and scores a stream"""
    home = os.path.join(folder, "table")
    people_to(os.path.join(home, "people.csv"), 3000, seed=1)
    people_to(os.path.join(home, "incoming", "a.csv"), 500, seed=2)
    # TABLE: begin
    people = spark.read.csv(f"{home}/people.csv", header=True, inferSchema=True)
    train, test = people.randomSplit([0.8, 0.2], seed=1)

    model = NeuralNetworkClassifier(
        featuresCols=["age", "hours", "job", "town", "member", "since"], labelCol="income",
        predictedLabelCol="found", handleInvalid="impute").fit(train)
    scored = model.transform(test)
    print(scored.where("found = income").count() / scored.count())
    model.write().overwrite().save(f"{home}/income-model")

    loaded = NeuralNetworkClassificationModel.load(f"{home}/income-model")
    loaded.transform(test).select("age", "job", "income", "found").show(5)
    incoming = spark.readStream.schema(people.schema).csv(f"{home}/incoming", header=True)
    stream = loaded.transform(incoming).writeStream.option("checkpointLocation", f"{home}/checkpoint")
    stream.trigger(availableNow=True).start(f"{home}/scored").awaitTermination()
    # TABLE: end
    scored = spark.read.parquet(f"{home}/scored")
    right = scored.where("found = income").count()
    assert scored.count() == 500 and right > 400, right


def test_ids_are_embedded():
    """columns of ids are learned, and saved with their tables"""
    points = [(number, f"user {number % 10}", [number % 7, 100 + number % 10], float(number % 10 < 5))
              for number in range(400)]
    frame = spark.createDataFrame(points, ["id", "user", "items", "label"])
    model = ml.NeuralNetworkClassifier(**{
        **TRAINING, "numWorkers": 1, "trainer": "parameterServer", "hiddenLayers": [8],
        "embeddings": [ml.embedding("user", 4), ml.embedding("items", 4, mostIds=2, combiner="mean")]}).fit(frame)
    found = scores(model, frame)
    assert sum(row.prediction == row.label for row in found) > 390
    path = f"{folder}/embedded"
    model.save(path)
    loaded = scores(ml.NeuralNetworkClassificationModel.load(path), frame)
    assert [row.probability for row in loaded] == [row.probability for row in found]
    check_contains(
        refusal(lambda: classifier(embeddings=[ml.embedding("user", 0)]).fit(frame)), "width of an embedding 0")


def test_autoencoder_learns():
    """Autoencoder: is fitted; rows unlike those of the training have the higher anomaly scores"""
    model = autoencoder(maxIter=40).fit(train)
    scored = model.transform(test)
    assert scored.columns == [*test.columns, "reconstruction", "anomalyScore"] and scored.count() == 200
    strange = VectorAssembler(inputCols=FEATURES, outputCol="features").transform(
        spark.createDataFrame([(0, 20.0, -20.0, 20.0, -20.0)], ["id", *FEATURES]))
    assert model.transform(strange).first().anomalyScore > scored.agg({"anomalyScore": "max"}).first()[0]


MAKERS = {
    "NeuralNetworkClassifier": classifier,
    "NeuralNetworkRegressor": regressor,
    "NeuralNetworkEstimator": estimator,
    "Autoencoder": autoencoder,
}


@pytest.mark.parametrize("name", MAKERS)
def test_is_saved_and_loaded(name):
    """the model is saved, overwritten on request alone, loaded, and scores alike"""
    model = MAKERS[name](maxIter=3).fit(train)
    path = f"{folder}/{name}-model"
    model.save(path)
    check_contains(refusal(lambda: model.save(path)), "already exists")
    model.write().overwrite().save(path)
    loaded = type(model).load(path)
    assert type(loaded) is type(model) and loaded.uid == model.uid
    assert scores(loaded) == scores(model)
    assert loaded.summary.objectiveHistory == model.summary.objectiveHistory


@pytest.mark.parametrize("name", MAKERS)
def test_leaves_for_other_libraries(name):
    """the model is written as a file of ONNX, of Keras 3 and of DL4J, and as no other"""
    model = MAKERS[name](maxIter=1).fit(train)
    for written, start in {"onnx": b"\x08", "keras": b"PK", "dl4j": b"PK"}.items():
        path = f"{folder}/{name}.{written}"
        model.write().option("format", written).save(path)
        with open(path, "rb") as file:
            assert file.read(2).startswith(start), written
    other = model.write().option("format", "pmml")
    check_contains(refusal(lambda: other.save(f"{folder}/{name}.pmml")), "must be one of [dl4j, keras, onnx]")


@pytest.mark.parametrize("name", MAKERS)
def test_estimator_is_saved_and_loaded(name):
    """the estimator is saved and loaded with Params of every type, and trains to the same model again"""
    params = {
        "maxIter": 2, "seed": 1 << 40, "learningRate": 0.05, "onDivergence": "rollBack", "optimizer": "nesterov",
        "learningRateSchedule": "step", "transports": ["local", "tcp"], "cacheMemory": 1 << 28}
    by_name = {
        "NeuralNetworkClassifier": {
            "layers": [4, 5, 2], "activation": "tanh", "classWeights": [1.0, 2.0], "stratified": True,
            "initialWeights": Vectors.dense([0.1 * (i % 7) for i in range(4 * 5 + 5 + 5 * 2 + 2)])},
        "NeuralNetworkRegressor": {"layers": [4, 5, 1], "featuresCols": FEATURES},
        "NeuralNetworkEstimator": {"outputCols": ["out"]},
        "Autoencoder": {"layers": [4, 2, 4], "featureShape": [1, 2, 2]},
    }
    params.update(by_name[name])
    stage = MAKERS[name](**params)
    path = f"{folder}/{name}-estimator"
    stage.save(path)
    loaded = type(stage).load(path)
    assert loaded.uid == stage.uid
    for param, value in params.items():
        assert loaded.getOrDefault(param) == value, (param, loaded.getOrDefault(param), value)
    assert scores(loaded.fit(train)) == scores(stage.fit(train))


@pytest.mark.parametrize("name", MAKERS)
def test_model_knows_its_training(name):
    """the model's summary tells the losses of all epochs, and Params arrive: there are maxIter of them"""
    summary = MAKERS[name](maxIter=4).fit(train).summary
    assert summary.totalIterations == 4 and len(summary.objectiveHistory) == 4
    assert summary.objectiveHistory[3] < summary.objectiveHistory[0]


@pytest.mark.parametrize("name", MAKERS)
def test_pipeline_works(name):
    """a pipeline with it is fitted, saved, loaded and scores alike"""
    raw = train.drop("features")
    pipeline = Pipeline(stages=[
        VectorAssembler(inputCols=FEATURES, outputCol="features"), MAKERS[name](maxIter=2)])
    model = pipeline.fit(raw)
    model.save(f"{folder}/{name}-pipeline-model")
    pipeline.save(f"{folder}/{name}-pipeline")
    expected = scores(model, test.drop("features"))
    assert scores(PipelineModel.load(f"{folder}/{name}-pipeline-model"), test.drop("features")) == expected
    assert scores(Pipeline.load(f"{folder}/{name}-pipeline").fit(raw), test.drop("features")) == expected


def test_cross_validation_chooses():
    """NeuralNetworkClassifier: a CrossValidator with two fits at a time chooses the better learning rate"""
    stage = classifier(maxIter=5)
    validator = CrossValidator(
        estimator=stage, evaluator=MulticlassClassificationEvaluator(metricName="accuracy"), numFolds=2,
        parallelism=2, seed=3,
        estimatorParamMaps=ParamGridBuilder().addGrid(stage.learningRate, [1e-8, 0.05]).build())
    model = validator.fit(train)
    assert model.avgMetrics[1] > max(model.avgMetrics[0], 0.9), model.avgMetrics
    model.save(f"{folder}/validated")
    assert scores(CrossValidatorModel.load(f"{folder}/validated")) == scores(model)


# What they have in common


def test_models_answer():
    """models answer on the driver: predict, predictRaw, predictProbability, numFeatures, numClasses"""
    model = classifier().fit(train)
    assert (model.numFeatures, model.numClasses) == (4, 2)
    row = model.transform(test).first()
    assert model.predict(row.features) == row.prediction
    assert max(abs(model.predictProbability(row.features).toArray() - row.probability.toArray())) < 1e-5
    assert max(abs(model.predictRaw(row.features).toArray() - row.rawPrediction.toArray())) < 1e-3
    values = regressor().fit(train)
    row = values.transform(test).first()
    assert abs(values.predict(row.features) - row.prediction) < 1e-4


def test_other_methods_are_not_allowed():
    """methods that no stage of Spark's has are refused by the server, as docs/connect.md says"""
    model = autoencoder(maxIter=1).fit(train)
    for method in "describe", "numFeatures", "artifact":
        check_contains(refusal(lambda: model._call_java(method)), "ATTRIBUTE_NOT_ALLOWED", method)
    check_contains(refusal(lambda: model.summary._call_java("text")), "ATTRIBUTE_NOT_ALLOWED", "text")


def test_params_of_a_model_can_be_changed():
    """Params that are set on a model reach the server: columns and thresholds"""
    model = classifier(maxIter=1).fit(train)
    model.setParams(predictionCol="class", probabilityCol="", rawPredictionCol="", thresholds=[1.0, 0.0])
    scored = model.transform(test)
    assert scored.columns == [*test.columns, "class"] and scored.where("class = 1").count() == 200


def test_bad_values_are_refused():
    """bad values and columns are refused with our own messages"""
    check_contains(refusal(lambda: classifier(maxIter=-1).fit(train)), "Invalid maxIter -1")
    check_contains(
        refusal(lambda: classifier(overlap="maybe").fit(train)),
        "Unknown overlap 'maybe' (must be one of auto, on, off)")
    check_contains(
        refusal(lambda: classifier(featuresCol="nothing").fit(train)), "Column 'nothing' does not exist")
    check_contains(
        refusal(lambda: classifier(numWorkers=64).fit(train)), "Cannot train with 64 workers")
    check_contains(
        refusal(lambda: classifier(labelCol="y").fit(train)), "Column 'y' has the labels", "must be integers in [0, 2)")
    check_contains(
        refusal(lambda: ml.NeuralNetworkClassificationModel.load(f"{folder}/nowhere")), f"{folder}/nowhere")


def test_session_has_defaults():
    """what is not set comes from the session's settings, and errors name the setting"""
    with settings({"spark.coherer.maxIter": "3", "spark.coherer.predictionCol": "class"}):
        stage = ml.NeuralNetworkClassifier(layers=[4, 8, 2])
        model = stage.fit(train)
        assert model.summary.totalIterations == 3
        assert "class" in model.transform(test).columns
        assert stage.setParams(maxIter=2).fit(train).summary.totalIterations == 2
    with settings({"spark.coherer.overlap": "maybe"}):
        check_contains(refusal(lambda: classifier().fit(train)), "[set by spark.coherer.overlap]")


def test_sizes_are_limited():
    """the server knows how large a model is, and refuses one that is larger than its limit, before its training"""
    model = classifier(layers=[4, 100, 2]).fit(train)
    parameters = 4 * 100 + 100 + 100 * 2 + 2
    size = spark.client._query_model_size(model._java_obj.ref_id)  # private: no public call asks for it
    assert 8 * parameters < size < 8 * parameters + 20_000, size
    model.write().overwrite().save(f"{folder}/large")
    untrainable = train.withColumn("label", 0 * col("label") + 5)
    with settings({f"{MEMORY_CONTROL}.maxModelSize": str(size - 1)}):
        # No row was read, or else their labels would be what is wrong.
        check_contains(
            refusal(lambda: classifier(layers=[4, 100, 2]).fit(untrainable)), "MODEL_SIZE_OVERFLOW", str(size - 1))
        started = ml.NeuralNetworkClassifier(initialModelPath=f"{folder}/large", maxIter=1)
        check_contains(refusal(lambda: started.fit(train)), "MODEL_SIZE_OVERFLOW", str(size - 1))
        classifier(maxIter=1).fit(train)
    check_contains(refusal(lambda: classifier(layers=[4, 100, 2]).fit(untrainable)), "has the labels 5 ")


def test_models_are_dropped_and_come_back():
    """a model that the server has moved to its disk scores as before, with its summary"""
    model = classifier(maxIter=3).fit(train)
    expected, losses = scores(model), model.summary.objectiveHistory
    reference = model._java_obj.ref_id
    # Private: the server does it by itself when memory is short, or after a quarter of an hour.
    assert spark.client._delete_ml_cache([reference], evict_only=True) == [reference]
    assert not any(reference in line for line in spark.client._get_ml_cache_info())
    assert scores(model) == expected
    assert model.summary.objectiveHistory == losses
    assert any(reference in line for line in spark.client._get_ml_cache_info())


def test_models_are_deleted():
    """a model that the client no longer has is deleted on the server"""
    model = classifier(maxIter=1).fit(train)
    reference = model._java_obj.ref_id
    assert any(reference in line for line in spark.client._get_ml_cache_info())
    del model
    end = time.monotonic() + 10  # a thread of its own asks the server
    while any(reference in line for line in spark.client._get_ml_cache_info()):
        assert time.monotonic() < end, f"{reference} is still on the server"


def test_memory_control_may_be_off():
    """all of it works without the server's memory control, too"""
    with settings({f"{MEMORY_CONTROL}.enabled": "false"}):
        model = classifier(maxIter=2).fit(train)
        assert model.summary.totalIterations == 2 and model.transform(test).count() == 200
