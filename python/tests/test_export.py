"""What ONNX Runtime and Keras compute with an exported model is what the model's transform adds.

Each network is trained for a few steps, and is given the raw values of rows afterwards: all scalings and encodings
have to be in the file.
"""
import json
import os

import numpy
import pytest

onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("jax")
os.environ.setdefault("KERAS_BACKEND", "jax")
keras = pytest.importorskip("keras")

from pyspark.ml.functions import vector_to_array  # noqa: E402
from pyspark.ml.linalg import Vectors  # noqa: E402

import coherer  # noqa: E402
from coherer import layers  # noqa: E402
from coherer.export import load_keras, to_dl4j, to_keras, to_onnx  # noqa: E402
from org.coherer import ml  # noqa: E402

ROWS = 120
TOLERANCE = 1e-5
TRAINING = {"maxIter": 2, "batchSize": 16, "numWorkers": 1, "trainer": "local", "seed": 7}


class Case:
    """A trained model, rows, and the columns that are compared.

    inputs: by the names of the exported inputs, the raw values of rows
    outputs: by the names of the exported outputs, what transform says
    """

    def __init__(self, model, frame, inputs, *outputs):
        self.model = model
        self.inputs = inputs
        scored = model.transform(frame).coalesce(1)
        vectors = dict(scored.dtypes)
        columns = [vector_to_array(name).alias(name) if vectors[name] == "vector" else scored[name] for name in outputs]
        found = scored.select(*columns).collect()
        self.outputs = {name: numpy.array([row[name] for row in found], dtype="float64") for name in outputs}

    def expected(self, name, like):
        return self.outputs[name].reshape(like.shape)


def drawn(seed, *sizes):
    return numpy.random.default_rng(seed).normal(size=sizes).astype("float32")


def frame(spark, **columns):
    """Returns a DataFrame of one partition. Rows of matrices are vectors."""
    def cell(value):
        return Vectors.dense(value.tolist()) if isinstance(value, numpy.ndarray) else value

    def plain(values):
        return [cell(value) if getattr(values, "ndim", 1) > 1 else getattr(value, "item", lambda: value)()
                for value in values]
    all_columns = [plain(values) for values in columns.values()]
    return spark.createDataFrame(list(zip(*all_columns)), list(columns)).coalesce(1)


def labels(features, classes=3):
    return (numpy.abs(features[:, 0] * 7).astype("int64") % classes).astype("float64")


def classifier(features, spark, **params):
    data = frame(spark, features=features, label=labels(features))
    model = ml.NeuralNetworkClassifier(**{**TRAINING, **params}).fit(data)
    return Case(model, data, {"features": features}, "probability", "prediction")


def from_keras(model, tmp_path, loss="categorical_crossentropy"):
    """Returns a network of Keras as Params of an estimator."""
    model.compile(optimizer="adam", loss=loss)
    path = str(tmp_path / "start.h5")
    model.save(path)
    return {"initialModelPath": "file://" + path}


def perceptron(spark, tmp_path):
    features = drawn(1, ROWS, 5) * [1, 20, 0.1, 300, 1] + [0, 1000, 5, -20, 3]
    features[:, 4] = 3  # says nothing
    return classifier(features.astype("float32"), spark, hiddenLayers=[8, 6], activation="selu", standardization=True)


def images(spark, tmp_path):
    layers = keras.layers
    network = keras.Sequential([
        layers.Input((8, 7, 3)), layers.Conv2D(6, 3, padding="same", activation="relu"), layers.BatchNormalization(),
        layers.MaxPooling2D(2, padding="same"), layers.Conv2D(4, 2, strides=2), layers.LeakyReLU(negative_slope=0.1),
        layers.AveragePooling2D(2, strides=1, padding="same"), layers.Flatten(), layers.Dropout(0.2),
        layers.Dense(9, activation="silu"), layers.Dense(3, activation="softmax")])
    features = drawn(2, ROWS, 8 * 7 * 3) * 50 + 120
    case = classifier(features, spark, inputScale=1 / 255, inputOffset=-0.5, **from_keras(network, tmp_path))
    case.inputs = {"features": features.reshape(-1, 8, 7, 3)}
    return case


def sequences(spark, tmp_path):
    layers = keras.layers
    network = keras.Sequential([
        layers.Input((6, 4)), layers.LSTM(7, return_sequences=True), layers.LSTM(5, activation="relu"),
        layers.Dense(3, activation="softmax")])
    features = drawn(3, ROWS, 24)
    case = classifier(features, spark, **from_keras(network, tmp_path))
    case.inputs = {"features": features.reshape(-1, 6, 4)}
    return case


def words(spark, tmp_path):
    layers = keras.layers
    network = keras.Sequential([
        layers.Input((9,), dtype="int32"), layers.Embedding(30, 6), layers.GlobalAveragePooling1D(),
        layers.Dense(8, activation="mish"), layers.Dense(3, activation="softmax")])
    features = numpy.random.default_rng(4).integers(0, 30, (ROWS, 9)).astype("float32")
    return classifier(features, spark, **from_keras(network, tmp_path))


def residual(spark, tmp_path):
    layers = keras.layers
    given = layers.Input((6, 6, 2))
    x = layers.Conv2D(4, 3, padding="same", activation="elu")(given)
    y = layers.BatchNormalization()(layers.Conv2D(4, 3, padding="same", use_bias=False)(x))
    z = layers.ReLU()(layers.Add()([x, y]))
    z = layers.Concatenate()([layers.GlobalAveragePooling2D()(z), layers.GlobalMaxPooling2D()(x)])
    network = keras.Model(given, layers.Dense(3, activation="softmax")(z))
    features = drawn(5, ROWS, 72)
    case = classifier(features, spark, **from_keras(network, tmp_path))
    case.inputs = {"features": features.reshape(-1, 6, 6, 2)}
    return case


def several(spark, tmp_path):
    left, right = drawn(6, ROWS, 4), drawn(7, ROWS, 2)
    data = frame(spark, left=left, right=right, kind=labels(left), size=right * 3)
    estimator = ml.NeuralNetworkEstimator(
        **TRAINING, network=two_by_two(spark), inputCols=["left", "right"], targetCols=["kind", "size"],
        outputCols=["kinds", "sizes"], inputScale=2.0, inputOffset=0.5)
    model = estimator.fit(data)
    return Case(model, data, {"left": left, "right": right}, "kinds", "sizes")


def joined(spark, tmp_path):
    """Inputs that nothing but a concatenation takes, whose lengths no layer tells."""
    left, right = drawn(21, ROWS, 4), drawn(22, ROWS, 2)
    data = frame(spark, left=left, right=right, kind=labels(left))
    given = [layers.Input((4,), name="left"), layers.Input((2,), name="right")]
    hidden = layers.Dense(6, "relu")(layers.Concatenate()(given))
    network = coherer.Model(given, layers.Dense(3, "softmax")(layers.Concatenate()([hidden, *given])))
    model = ml.NeuralNetworkEstimator(
        **TRAINING, network=network, inputCols=["left", "right"], targetCols=["kind"], outputCols=["kinds"]).fit(data)
    return Case(model, data, {"left": left, "right": right}, "kinds")


def two_by_two(spark):
    """Returns a graph of DL4J's of two inputs and two outputs, as its builders write it."""
    conf = spark._jvm.org.deeplearning4j.nn.conf
    nd4j = spark._jvm.org.nd4j.linalg
    losses = getattr(nd4j.lossfunctions, "LossFunctions$LossFunction")

    def texts(*names):
        array = spark._sc._gateway.new_array(spark._jvm.String, len(names))
        for i, name in enumerate(names):
            array[i] = name
        return array

    def layer(kind, sizes, activation, *loss):
        builder = getattr(conf.layers, kind + "$Builder")(*loss)
        return builder.nIn(sizes[0]).nOut(sizes[1]).activation(getattr(nd4j.activations.Activation, activation)).build()

    graph = getattr(conf, "NeuralNetConfiguration$Builder")().seed(3).graphBuilder()
    graph.addInputs(texts("a", "b"))
    graph.addLayer("x", layer("DenseLayer", (4, 5), "GELU"), texts("a"))
    graph.addLayer("y", layer("DenseLayer", (2, 3), "HARDSIGMOID"), texts("b"))
    graph.addLayer("kind", layer("OutputLayer", (8, 3), "SOFTMAX", losses.MCXENT), texts("x", "y"))
    graph.addLayer("size", layer("OutputLayer", (5, 2), "IDENTITY", losses.MSE), texts("x"))
    return graph.setOutputs(texts("kind", "size")).build().toJson()


def regression(spark, tmp_path):
    features = drawn(8, ROWS, 4) * 5 + 40
    data = frame(spark, features=features, label=features[:, 0] * 30 + 2000)
    model = ml.NeuralNetworkRegressor(**TRAINING, hiddenLayers=[10], activation="gelu", standardization=True).fit(data)
    return Case(model, data, {"features": features}, "prediction")


def autoencoder(spark, tmp_path):
    features = drawn(9, ROWS, 5) * [1, 2, 3, 4, 5] + 7
    data = frame(spark, features=features)
    model = ml.Autoencoder(**TRAINING, layers=[5, 3, 5], standardization=True).fit(data)
    return Case(model, data, {"features": features.astype("float32")}, "reconstruction", "anomalyScore")


def calibrated(spark, tmp_path):
    features = drawn(10, ROWS, 4)
    case = classifier(
        features, spark, hiddenLayers=[6], calibration="temperature", validationFraction=0.3, standardization=False)
    assert "temperature" in case.model._call_java("describe")
    return case


def preset(spark, tmp_path):
    features = drawn(11, ROWS, 6) * 100
    data = frame(spark, features=features, label=features[:, 1] / 10)
    model = ml.NeuralNetworkRegressor(**{**TRAINING, "maxIter": 1}, preset="tabular").fit(data)
    return Case(model, data, {"features": features}, "prediction")


def table(spark, tmp_path):
    """Numbers and texts, of which some are missing."""
    random = numpy.random.default_rng(12)
    ages = [None if i % 7 == 0 else float(random.integers(18, 90)) for i in range(ROWS)]
    sizes = [None if i % 5 == 0 else float(random.normal()) for i in range(ROWS)]
    codes = [float(random.integers(0, 4)) for i in range(ROWS)]
    towns = [None if i % 9 == 0 else ["Bern", "Genf", "Thun", "Chur"][random.integers(0, 4)] for i in range(ROWS)]
    data = spark.createDataFrame(
        [(*row, float(i % 3)) for i, row in enumerate(zip(ages, sizes, codes, towns))],
        "age double, size double, code double, town string, label double").coalesce(1)
    model = ml.NeuralNetworkClassifier(
        **TRAINING, hiddenLayers=[8], featuresCols=["age", "size", "code", "town"], categoricalCols=["code"],
        handleInvalid="impute").fit(data)

    def column(values):
        return numpy.array([[numpy.nan if value is None else value] for value in values], dtype="float32")
    inputs = {"age": column(ages), "size": column(sizes), "code": column(codes),
              "town": numpy.array([[town or ""] for town in towns])}
    return Case(model, data, inputs, "probability", "prediction")


IN_ALL_FORMATS = [
    perceptron, images, sequences, words, residual, several, joined, regression, autoencoder, calibrated]

#: What Keras has no layers for.
IN_ONNX = [preset, table]


@pytest.fixture(scope="module")
def cases(spark, tmp_path_factory):
    made = {}

    def case(maker):
        if maker not in made:
            made[maker] = maker(spark, tmp_path_factory.mktemp(maker.__name__))
        return made[maker]
    return case


def title(maker):
    return maker.__name__


@pytest.mark.parametrize("maker", IN_ALL_FORMATS + IN_ONNX, ids=title)
def test_onnx_runtime_computes_what_transform_adds(cases, maker, tmp_path):
    case = cases(maker)
    path = to_onnx(case.model, str(tmp_path / "model.onnx"))
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    assert {given.name for given in session.get_inputs()} == set(case.inputs)
    inputs = {name: values if values.dtype.kind == "U" else values.astype("float32")
              for name, values in case.inputs.items()}
    found = dict(zip([out.name for out in session.get_outputs()], session.run(None, inputs)))
    assert set(found) == set(case.outputs)
    for name, values in found.items():
        numpy.testing.assert_allclose(values, case.expected(name, values), rtol=TOLERANCE, atol=TOLERANCE)


@pytest.mark.parametrize("maker", IN_ALL_FORMATS, ids=title)
def test_keras_computes_what_transform_adds(cases, maker):
    case = cases(maker)
    found = to_keras(case.model).predict(list(case.inputs.values()), verbose=0)
    found = found if isinstance(found, list) else [found]
    for name, values in zip(case.outputs, found):
        numpy.testing.assert_allclose(values, case.expected(name, values), rtol=TOLERANCE, atol=TOLERANCE)


def test_a_model_of_keras_can_be_saved_and_trained_on(cases, tmp_path):
    case = cases(images)
    model = to_keras(case.model)
    model.save(tmp_path / "again.keras")
    loaded = keras.models.load_model(tmp_path / "again.keras")
    before = model.predict(case.inputs["features"], verbose=0)
    numpy.testing.assert_array_equal(loaded.predict(case.inputs["features"], verbose=0), before)
    loaded.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    loaded.fit(case.inputs["features"], case.outputs["prediction"], epochs=1, verbose=0)
    assert not numpy.allclose(loaded.predict(case.inputs["features"], verbose=0), before)


def test_the_file_of_keras_says_what_the_classes_are(spark, tmp_path):
    data = spark.createDataFrame([(Vectors.dense([float(i), 1.0]), "ab"[i % 2]) for i in range(40)], ["features", "label"])
    model = ml.NeuralNetworkClassifier(**TRAINING, hiddenLayers=[3]).fit(data)
    to_keras(model, str(tmp_path / "model.npz"))
    with numpy.load(tmp_path / "model.npz") as file:
        facts = json.loads(file["metadata.json"])
    assert facts == {"model": "NeuralNetworkClassificationModel", "classes": '["a","b"]'}
    session = onnxruntime.InferenceSession(to_onnx(model, str(tmp_path / "model.onnx")))
    assert session.get_modelmeta().custom_metadata_map == facts


def test_what_a_format_cannot_have_is_refused_with_a_remedy(cases, tmp_path):
    def refusal(act):
        with pytest.raises(Exception) as problem:
            act()
        return str(problem.value)
    assert "column 'age' of a table is encoded in front of the network (export it as onnx)" in refusal(
        lambda: to_keras(cases(table).model))
    model = cases(perceptron).model
    assert "Unknown format 'pmml' (must be one of [dl4j, keras, onnx]; without one, the model is saved" in refusal(
        lambda: model.write().option("format", "pmml").save(str(tmp_path / "x")))
    path = to_onnx(model, str(tmp_path / "model.onnx"))
    assert "already exists" in refusal(lambda: to_onnx(model, path))
    assert to_onnx(model, path, overwrite=True) == path
    assert os.listdir(tmp_path) and not [name for name in os.listdir(tmp_path) if name.endswith((".new", ".old"))]


def test_a_zip_file_of_dl4j_can_be_a_start_again(cases, spark, tmp_path):
    case = cases(perceptron)
    path = to_dl4j(case.model, str(tmp_path / "model.zip"))
    data = frame(spark, features=case.inputs["features"], label=case.outputs["prediction"])
    again = ml.NeuralNetworkClassifier(
        **{**TRAINING, "maxIter": 1, "learningRate": 1e-9}, initialModelPath="file://" + path).fit(data)
    found = Case(again, data, {}, "probability").outputs["probability"]
    numpy.testing.assert_allclose(found, case.outputs["probability"], rtol=0, atol=1e-4)


def test_a_file_that_is_not_here_is_an_error_that_says_so():
    with pytest.raises(FileNotFoundError, match="this machine has no such file"):
        load_keras("/nowhere/model.npz")
