"""Writes the networks of Keras 3 that KerasImportSuite reads, and what Keras computes with them, as make_models.py does.

    pip install keras==3.5.0 jax==0.4.30 h5py "numpy<2"
    KERAS_BACKEND=jax python make_keras3.py FOLDER

The files beside this script whose names begin with keras3 are our own output of exactly that: HDF5, small, random weights.
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "jax"

import keras
import numpy as np
from keras import Input, Model, Sequential, layers

assert keras.__version__ == "3.5.0", keras.__version__

ROWS = 4


def keras3_stack():
    return Sequential(
        [
            Input((4, 3)),
            layers.Flatten(),
            layers.Dense(5, activation="relu"),
            layers.Dropout(0.2),
            layers.BatchNormalization(),
            layers.LeakyReLU(negative_slope=0.1),
            layers.Dense(3),
        ],
        name="keras3_stack",
    )


def keras3_graph():
    x = Input((5, 4, 2))
    a = layers.Conv2D(3, 2, padding="same", activation="relu")(x)
    b = layers.Conv2D(3, 2, padding="same", use_bias=False)(a)
    c = layers.MaxPooling2D(2)(layers.Add()([a, b]))
    joined = layers.Concatenate()([layers.Flatten()(c), layers.GlobalAveragePooling2D()(a)])
    return Model(x, layers.Dense(2, activation="softmax")(joined), name="keras3_graph")


def keras3_steps():
    x = Input((4,))
    return Model(x, layers.Dense(2, activation="tanh")(layers.LSTM(3)(layers.Embedding(9, 3)(x))), name="keras3_steps")


for make in (keras3_stack, keras3_graph, keras3_steps):
    random = np.random.default_rng(7)
    model = make()
    model.set_weights([random.uniform(0.1, 0.9, w.shape).astype("float32") - 0.3 * (w.ndim > 1) for w in model.get_weights()])
    shape = (ROWS,) + model.input_shape[1:]
    x = (random.integers(0, 9, shape) if "steps" in model.name else random.normal(size=shape)).astype("float32")
    if model.name == "keras3_stack":
        model.compile(optimizer="adam", loss=keras.losses.MeanAbsoluteError(), metrics=["mse"])
    model.save(os.path.join(sys.argv[1], model.name + ".h5"))
    y = model.predict(x, verbose=0)
    with open(os.path.join(sys.argv[1], model.name + ".csv"), "w") as out:
        for row in range(ROWS):
            numbers = [",".join(repr(float(v)) for v in part[row].ravel()) for part in (x, y)]
            out.write(";".join(numbers) + "\n")
