"""Writes the networks that KerasImportSuite reads, and what Keras computes with them.

    pip install tensorflow-cpu==2.15.1    # Keras 2.15.0
    python make_models.py FOLDER

The files beside this script are our own output of exactly that: small networks with random weights, some of them trained
for a few steps on random numbers. There is one NAME.csv for each NAME.h5. Each line is a row: the inputs as Keras
flattens them (an image is height x width x channels), a semicolon, the outputs.
"""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, Sequential, layers

assert tf.__version__.startswith("2.15."), tf.__version__

ROWS = 4


def mlp():
    return Sequential(
        [
            Input((6,)),
            layers.Dense(8, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.25),
            layers.Dense(5),
            layers.Activation("tanh"),
            layers.Dense(3, activation="softmax"),
        ],
        name="mlp",
    )


def cnn():
    return Sequential(
        [
            Input((8, 7, 3)),
            layers.Conv2D(4, 3, padding="same", activation="relu"),
            layers.BatchNormalization(epsilon=1e-2),
            layers.MaxPooling2D(2),
            layers.Conv2D(5, (2, 3), use_bias=False),
            layers.LeakyReLU(0.2),
            layers.Dropout(0.1),
            layers.Flatten(),
            layers.BatchNormalization(),
            layers.Dense(6, activation="elu"),
            layers.Dense(3),
            layers.Softmax(),
        ],
        name="cnn",
    )


def lstm():
    return Sequential(
        [
            layers.Embedding(20, 6, input_length=5),
            layers.LSTM(7, return_sequences=True),
            layers.LSTM(4),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="lstm",
    )


def branches():
    x = Input((6,), name="x")
    a = layers.Dense(8, activation="relu", name="a")(x)
    b = layers.Dense(8, activation="sigmoid", name="b")(a)
    skip = layers.Add(name="skip")([a, b])
    other = layers.Dense(4, activation="softplus", name="other")(x)
    both = layers.Concatenate(name="both")([skip, other])
    return Model(x, layers.Dense(2, name="y")(both), name="branches")


def residual():
    x = Input((6, 5, 2))
    a = layers.Conv2D(4, 3, strides=2, padding="same", activation="selu")(x)
    b = layers.Conv2D(4, 3, padding="same")(a)
    sum = layers.Activation("swish")(layers.Add()([a, b]))
    c = layers.Concatenate()([sum, layers.AveragePooling2D(2, strides=1, padding="same")(a)])
    flat = layers.Flatten()(layers.MaxPooling2D((2, 1))(c))
    joined = layers.Concatenate()([flat, layers.GlobalAveragePooling2D()(c), layers.GlobalMaxPooling2D()(a)])
    return Model(x, layers.Dense(2, activation="relu")(joined), name="residual")


def series():
    return Sequential(
        [
            Input((5, 3)),
            layers.LSTM(4, return_sequences=True),
            layers.Flatten(),
            layers.Dense(2, activation="tanh"),
        ],
        name="series",
    )


def flattened():
    return Sequential(
        [
            Input((3, 2, 2)),
            layers.Flatten(),
            layers.Dense(4, activation="hard_sigmoid"),
            layers.Dense(2, activation="sigmoid"),
        ],
        name="flattened",
    )


def twice(x):
    return x * 2


# Keras puts the code into the file, and Python the script's whole path into the code.
twice.__code__ = twice.__code__.replace(co_filename="make_models.py")


def with_lambda():
    return Sequential([Input((3,)), layers.Lambda(twice), layers.Dense(1)], name="with_lambda")


def pooled():
    return Sequential(
        [Input((6, 5, 2)), layers.Conv2D(3, 2, dilation_rate=2), layers.GlobalAveragePooling2D()], name="pooled"
    )


def bag():
    return Sequential(
        [layers.Embedding(20, 3, input_length=5), layers.GlobalAveragePooling1D(), layers.Dense(2, activation="sigmoid")],
        name="bag",
    )


LOSSES = {"mlp": "categorical_crossentropy", "branches": "mae", "residual": "msle"}


def inputs(model, random):
    shape = (ROWS * 4,) + model.input_shape[1:]
    if isinstance(model.layers[0], layers.Embedding):
        return random.integers(0, 20, size=shape).astype("float32")
    return random.normal(size=shape).astype("float32")


def write(make, folder):
    tf.keras.utils.set_random_seed(7)
    random = np.random.default_rng(7)
    model = make()
    x = inputs(model, random)
    # Moves running statistics and biases away from where they start.
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, random.uniform(0.1, 0.9, size=(len(x),) + model.output_shape[1:]), epochs=3, batch_size=4, verbose=0)
    # Without loss and optimizer, as many are saved, or without the optimizer's state.
    weights = model.get_weights()
    model = make()
    model.set_weights(weights)
    if model.name in LOSSES:
        model.compile(optimizer=tf.keras.optimizers.SGD(0.1), loss=LOSSES[model.name])
    model.save(os.path.join(folder, model.name + ".h5"), save_format="h5", include_optimizer=model.name in LOSSES)
    y = model.predict(x[:ROWS], verbose=0)
    with open(os.path.join(folder, model.name + ".csv"), "w") as out:
        for row in range(ROWS):
            numbers = [",".join(repr(float(v)) for v in part[row].ravel()) for part in (x, y)]
            out.write(";".join(numbers) + "\n")


for each in (mlp, cnn, lstm, branches, residual, series, flattened, with_lambda, pooled, bag):
    write(each, sys.argv[1])
