"""Writes the networks of Keras 3 that KerasNetworksSuite reads, and what Keras computes with them.

    pip install keras==3.15.1 jax==0.10.2 h5py==3.16.0 numpy==2.4.6
    KERAS_BACKEND=jax python make_networks.py FOLDER

networks.zip beside this script is our own output of exactly that: small networks with random weights, each as NAME.keras,
NAME.h5 and NAME.json (`to_json()`), with NAME.csv. A line of it is a row: the inputs one behind the other as Keras flattens
them (an image is height x width x channels), a semicolon, the outputs, a semicolon, targets, a semicolon, the outputs after
some steps of training with these targets; nothing where a layer draws random numbers in training.
"""

import io
import os
import sys
import tempfile
import zipfile

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np
from keras import Input, Model, Sequential, layers, regularizers

ROWS = 4
STEPS = 3
WORDS = 20


def mlp():
    return Sequential(
        [
            Input((6,)),
            layers.Dense(8, activation="relu", kernel_initializer="he_normal"),
            layers.BatchNormalization(),
            layers.Dropout(0.25),
            layers.Dense(5, activation="leaky_relu"),
            layers.Dense(3, activation="softmax"),
        ]
    )


def cnn():
    return Sequential(
        [
            Input((8, 7, 3)),
            layers.Rescaling(0.5, offset=-0.25),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(5, (2, 3), use_bias=False),
            layers.Flatten(),
            layers.Dense(6, activation="elu"),
            layers.Dense(3),
            layers.Softmax(),
        ]
    )


def residual():
    x = Input((6, 5, 2))
    a = layers.Activation("relu")(layers.BatchNormalization()(layers.Conv2D(4, 3, strides=2, padding="same", use_bias=False)(x)))
    b = layers.Activation("relu")(layers.BatchNormalization()(layers.Conv2D(4, 3, padding="same", use_bias=False)(a)))
    b = layers.BatchNormalization()(layers.Conv2D(4, 3, padding="same", use_bias=False)(b))
    joined = layers.Activation("relu")(layers.Add()([a, b]))
    return Model(x, layers.Dense(3, activation="softmax")(layers.GlobalAveragePooling2D()(joined)))


def lstm():
    return Sequential([Input((5, 3)), layers.LSTM(4, return_sequences=True), layers.LSTM(3), layers.Dense(2)])


def text():
    return Sequential(
        [
            Input((7,), dtype="int32"),
            layers.Embedding(WORDS, 4),
            layers.Conv1D(5, 3, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def branches():
    x = Input((6,), name="x")
    a = layers.Dense(8, activation="relu", name="a")(x)
    b = layers.Dense(8, activation="sigmoid", name="b")(a)
    other = layers.Dense(4, activation="softplus", name="other")(x)
    return Model(x, layers.Dense(2, name="y")(layers.Concatenate(name="both")([layers.Add(name="skip")([a, b]), other])))


def two():
    image = Input((4, 5, 2), name="image")
    facts = Input((3,), name="facts")
    a = layers.GlobalMaxPooling2D()(layers.Conv2D(4, 2, activation="relu")(image))
    b = layers.Dense(4, activation="tanh")(facts)
    both = layers.Concatenate()([a, b])
    return Model([image, facts], [layers.Dense(3, activation="softmax", name="kind")(both), layers.Dense(1, name="price")(both)])


def mobile():
    return Sequential(
        [
            Input((7, 6, 3)),
            layers.ZeroPadding2D(((0, 1), (1, 0))),
            layers.DepthwiseConv2D(3, strides=2, use_bias=False),
            layers.ReLU(6.0),
            layers.SeparableConv2D(5, 2, depth_multiplier=2, activation="relu6"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2),
        ]
    )


def regression():
    known = layers.Normalization(mean=None)
    known.adapt(np.random.default_rng(3).normal(2, 3, size=(50, 5)).astype("float32"))
    return Sequential(
        [
            Input((5,)),
            known,
            layers.Dense(6, activation="swish", kernel_regularizer=regularizers.L2(0.01), bias_regularizer=regularizers.L1(0.01)),
            layers.Dense(1),
        ]
    )


def autoencoder():
    return Sequential(
        [
            Input((6, 4, 2)),
            layers.Conv2D(3, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2DTranspose(3, 3, strides=(1, 2), padding="same", activation="relu"),
            layers.UpSampling2D((2, 1)),
            layers.Conv2D(2, 3, padding="same", activation="sigmoid"),
        ]
    )


def bidirectional():
    return Sequential(
        [
            Input((5, 3)),
            layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
            layers.SimpleRNN(4, return_sequences=True),
            layers.MaxPooling1D(2),
            layers.Bidirectional(layers.LSTM(2), merge_mode="ave"),
            layers.Dense(2),
        ]
    )


SOFTMAX = {"mlp": "categorical_crossentropy", "cnn": "categorical_crossentropy", "residual": "categorical_crossentropy"}
LOSSES = {**SOFTMAX, "text": "binary_crossentropy", "autoencoder": "binary_crossentropy", "two": ["categorical_crossentropy", "mse"], "regression": "mae"}


def targets(output, loss, random):
    if loss == "categorical_crossentropy":
        return np.eye(output.shape[1], dtype="float32")[random.integers(0, output.shape[1], ROWS)]
    if loss == "binary_crossentropy":
        return random.integers(0, 2, output.shape).astype("float32")
    return random.uniform(0.1, 0.9, output.shape).astype("float32")


def several(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def lines(*groups):
    rows = []
    for row in range(ROWS):
        rows.append(";".join(",".join(repr(float(v)) for part in group for v in np.asarray(part)[row].ravel()) for group in groups))
    return "\n".join(rows) + "\n"


def write(make, out):
    keras.utils.set_random_seed(7)
    random = np.random.default_rng(7)
    name = make.__name__
    model = make()
    for variable in model.variables:
        if variable.path.endswith("/variance") or variable.path.endswith("/count") or "seed" in variable.path or variable.path.endswith("/mean"):
            continue
        value = random.uniform(0.1, 0.9, variable.shape)
        variable.assign(value if "variance" in variable.path else value - 0.5)
    x = []
    for tensor in model.inputs:
        shape = (ROWS,) + tuple(tensor.shape[1:])
        x.append((random.integers(0, WORDS, shape) if name == "text" else random.normal(size=shape)).astype("float32"))
    loss = LOSSES.get(name, "mse")
    y = several(model.predict(x, verbose=0))
    t = [targets(output, of, random) for output, of in zip(y, loss if isinstance(loss, list) else [loss])]
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    add(out, name + ".json", model.to_json().encode())
    # HDF5 last: saving it takes the optimizer out of what the model says of itself.
    for suffix in (".keras", ".h5"):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name + suffix)
            model.save(path)
            with open(path, "rb") as saved:
                add(out, name + suffix, saved.read())
    trained = []
    if name != "mlp":
        for _ in range(STEPS):
            model.train_on_batch(x, t)
        trained = several(model.predict(x, verbose=0))
    add(out, name + ".csv", lines(x, y, t, trained).encode())


def add(out, name, content):
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    out.writestr(entry, content, compresslevel=9)


with zipfile.ZipFile(os.path.join(sys.argv[1], "networks.zip"), "w") as out:
    for each in (mlp, cnn, residual, lstm, text, branches, two, mobile, regression, autoencoder, bidirectional):
        write(each, out)
