"""Writes the cases that KerasSettingsSuite reads: small networks of Keras 2.15, each with one setting that is not Keras's
default, with what Keras computes with them before and after a step of training.

    pip install tensorflow-cpu==2.15.1    # Keras 2.15.0
    python make_settings.py FOLDER

settings.json.gz beside this script is our own output of exactly that. Initializers and null settings are left out of the
layers where they are not what the case is about. layers.json has the names of all layers of Keras 2.15 and, for those that
are imported, of all their settings.
"""

import gzip
import inspect
import json
import os
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import h5py
import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, Sequential, constraints, layers, losses, optimizers, regularizers

assert tf.__version__.startswith("2.15."), tf.__version__

ROWS = 4
cases = []


def rounded(array):
    return np.round(np.asarray(array, "float64"), 2).astype("float32")


def numbers(array):
    return [float("%.8g" % v) for v in np.asarray(array, "float64").ravel()]


def lean(node, keep):
    """Leaves out what says nothing here."""
    if isinstance(node, list):
        return [lean(each, keep) for each in node]
    if not isinstance(node, dict):
        return node
    left = {}
    for key, value in node.items():
        about = key == keep
        noise = key in ("module", "build_config") or key.endswith("_initializer") or value is None
        if about or not noise:
            left[key] = value if about else lean(value, keep)
    return left


def named(value):
    """A value in words that are the same in every run."""
    return value.__name__ if callable(value) and hasattr(value, "__name__") else type(value).__name__ if "object at" in repr(value) else str(value)


def write(kind, setting, value, layer_list, loss="mse", optimizer=None, steps=1, inputs="normal", model=None, targets=None):
    tf.keras.utils.set_random_seed(5)
    random = np.random.default_rng(5)
    model = model or Sequential(layer_list)
    if inputs == "words":
        x = random.integers(0, 7, size=(ROWS,) + model.input_shape[1:]).astype("float32")
    else:
        x = rounded(random.normal(size=(ROWS,) + model.input_shape[1:]))
    for layer in model.layers:
        layer.set_weights([rounded(random.uniform(0.1, 0.9, w.shape) - (0 if "variance" in v.name else 0.4)) for w, v in zip(layer.get_weights(), layer.weights)])
    start = {layer.name: {v.name: (list(v.shape), numbers(v.numpy())) for v in layer.weights} for layer in model.layers if layer.weights}
    y = model.predict(x, verbose=0)
    wide = model.output_shape[-1]
    if targets == "class":
        t = np.eye(wide)[random.integers(0, wide, ROWS)]
    elif targets == "bits":
        t = random.integers(0, 2, (ROWS, wide)).astype("float64")
    else:
        t = rounded(random.uniform(0.1, 0.9, (ROWS, wide)))
        if targets == "distribution":
            t = t / t.sum(axis=1, keepdims=True)
    config = json.loads(model.to_json())
    training = None
    after = None
    if model.trainable_weights:
        model.compile(optimizer=optimizer or optimizers.SGD(0.1), loss=loss, run_eagerly=False)
        sparse = "parse" in str(loss) or "Sparse" in type(loss).__name__
        for _ in range(steps):
            model.train_on_batch(x, t.argmax(axis=1) if sparse else t)
        after = numbers(model.predict(x, verbose=0))
        with tempfile.NamedTemporaryFile(suffix=".h5") as saved:
            model.save(saved.name, save_format="h5")
            with h5py.File(saved.name) as file:
                training = json.loads(file.attrs["training_config"])
    config = {"class_name": config["class_name"], "config": lean(config["config"], setting)}
    training = lean(training, setting) if training else None
    cases.append({
        "kind": kind, "setting": setting, "value": named(value), "model_config": config, "training_config": training,
        "weights": start, "steps": steps, "x": numbers(x), "t": numbers(t), "y": numbers(y), "trained": after,
    })


def each(kind, make, variants, **more):
    """One case for each value of each setting."""
    write(kind, "", "", make({}), **more)
    for setting, values in variants.items():
        for value in values:
            write(kind, setting, value, make({setting: value}), **more)


reg = [regularizers.L2(0.05), regularizers.L1(0.02), regularizers.L1L2(0.01, 0.03)]
l2 = [regularizers.L2(0.05)]
init = ["ones"]
con = [constraints.NonNeg()]
both = [False]

each("Dense", lambda s: [Input((5,)), layers.Dense(**{"units": 3, "activation": "tanh", **s}), layers.Dense(2)], {
    "units": [4], "use_bias": both, "kernel_regularizer": reg, "bias_regularizer": reg, "kernel_initializer": init,
    "bias_initializer": init, "activity_regularizer": l2, "kernel_constraint": con, "bias_constraint": con,
    "trainable": both, "dtype": ["float64", "mixed_float16"], "name": ["other"],
    "activation": ["linear", "relu", "elu", "selu", "gelu", "sigmoid", "hard_sigmoid", "softmax", "softplus", "softsign",
                   "swish", "mish", "exponential", tf.nn.relu6, tf.nn.leaky_relu, layers.LeakyReLU(0.1)],
})
write("Dense", "trainable", "last", [Input((5,)), layers.Dense(3), layers.Dense(2, trainable=False)])
write("Dense", "trainable", "middle", [Input((5,)), layers.Dense(3), layers.Dense(3, trainable=False), layers.Dense(2)])
write("Dense", "kernel_regularizer", "last", [Input((5,)), layers.Dense(3), layers.Dense(2, kernel_regularizer="l2", use_bias=False)])
write("Dense", "kernel_regularizer", "orthogonal", [Input((5,)), layers.Dense(3, kernel_regularizer=regularizers.OrthogonalRegularizer()), layers.Dense(2)])
each("Conv2D", lambda s: [Input((7, 6, 4)), layers.Conv2D(**{"filters": 2, "kernel_size": (2, 3), **s}), layers.Flatten(), layers.Dense(2)], {
    "filters": [3], "kernel_size": [3, (7, 2)], "strides": [2, (1, 3)], "padding": ["same"], "dilation_rate": [2, (1, 2)],
    "groups": [2], "activation": ["relu"], "use_bias": both, "kernel_regularizer": reg, "bias_regularizer": l2,
    "kernel_initializer": init, "bias_initializer": init, "activity_regularizer": l2, "kernel_constraint": con,
    "bias_constraint": con, "trainable": both,
})
write("Conv2D", "padding", "same, larger than the image",
      [Input((2, 2, 3)), layers.Conv2D(2, 5, padding="same"), layers.MaxPooling2D(3, 1, padding="same"), layers.Flatten(), layers.Dense(2)])
for pooling in (layers.MaxPooling2D, layers.AveragePooling2D):
    each(pooling.__name__, lambda s: [Input((7, 6, 2)), layers.Conv2D(3, 2), pooling(**s), layers.Flatten(), layers.Dense(2)],
         {"pool_size": [3, (2, 1)], "strides": [1, (1, 2)], "padding": ["same"], "trainable": both})
for pooling in (layers.GlobalMaxPooling2D, layers.GlobalAveragePooling2D):
    each(pooling.__name__, lambda s: [Input((4, 3, 2)), layers.Conv2D(3, 2), pooling(**s), layers.Dense(2)],
         {"trainable": both})
for pooling in (layers.GlobalMaxPooling1D, layers.GlobalAveragePooling1D):
    each(pooling.__name__, lambda s: [Input((4, 4)), layers.LSTM(4, return_sequences=True), pooling(**s), layers.Dense(2)],
         {"data_format": ["channels_first"], "trainable": both})
each("Flatten", lambda s: [Input((4, 3, 2)), layers.Conv2D(3, 2), layers.Flatten(**s), layers.Dense(2)],
     {"data_format": ["channels_first"], "trainable": both})
each("Reshape", lambda s: [Input((12,)), layers.Reshape(**{"target_shape": (3, 2, 2), **s}), layers.Flatten(), layers.Dense(2)],
     {"target_shape": [(4, 3), (12,), (-1, 2, 2)], "trainable": both})
write("Reshape", "target_shape", "image", [Input((12,)), layers.Reshape((2, 3, -1)), layers.Conv2D(2, 2), layers.Flatten(), layers.Dense(2)])
each("Dropout", lambda s: [Input((5,)), layers.Dense(3), layers.Dropout(**{"rate": 0.0, **s}), layers.Dense(2)],
     {"seed": [3], "noise_shape": [(None, 1)], "trainable": both})
write("Dropout", "", "first", [Input((5,)), layers.Dropout(0.0), layers.Dense(2)])
each("BatchNormalization", lambda s: [Input((5,)), layers.Dense(3), layers.BatchNormalization(**s), layers.Dense(2)], {
    "axis": [1, [1]], "momentum": [0.5], "epsilon": [0.1], "center": both, "scale": both, "beta_initializer": init,
    "gamma_initializer": init, "moving_mean_initializer": init, "moving_variance_initializer": init, "beta_regularizer": l2,
    "gamma_regularizer": l2, "beta_constraint": con, "gamma_constraint": con, "trainable": both, "synchronized": [True],
})
write("BatchNormalization", "scale", "neither", [Input((5,)), layers.Dense(3), layers.BatchNormalization(center=False, scale=False), layers.Dense(2)])
write("BatchNormalization", "axis", "image", [Input((4, 3, 2)), layers.Conv2D(3, 2), layers.BatchNormalization(axis=3), layers.Flatten(), layers.Dense(2)])
write("BatchNormalization", "axis", "rows", [Input((4, 3, 2)), layers.Conv2D(3, 2), layers.BatchNormalization(axis=1), layers.Flatten(), layers.Dense(2)])
write("BatchNormalization", "trainable", "first, frozen", [Input((5,)), layers.BatchNormalization(trainable=False), layers.Dense(2)])
write("BatchNormalization", "renorm", "True", [Input((5,)), tf.compat.v1.keras.layers.BatchNormalization(renorm=True), layers.Dense(2)])
each("Embedding", lambda s: [layers.Embedding(**{"input_dim": 7, "output_dim": 3, "input_length": 4, **s}), layers.LSTM(3), layers.Dense(2)], {
    "input_dim": [8], "output_dim": [2], "input_length": [5], "embeddings_initializer": init, "embeddings_regularizer": [regularizers.L2(0.05)],
    "activity_regularizer": l2, "embeddings_constraint": con, "mask_zero": [True], "trainable": both,
}, inputs="words")
each("LSTM", lambda s: [Input((4, 3)), layers.LSTM(**{"units": 3, **s}), layers.Dense(2)], {
    "units": [2], "activation": ["relu", "sigmoid"], "recurrent_activation": ["hard_sigmoid", "tanh"], "use_bias": both,
    "kernel_initializer": init, "recurrent_initializer": init, "bias_initializer": init, "unit_forget_bias": both,
    "kernel_regularizer": l2, "recurrent_regularizer": l2, "bias_regularizer": l2, "activity_regularizer": l2,
    "kernel_constraint": con, "recurrent_constraint": con, "bias_constraint": con, "recurrent_dropout": [0.5],
    "implementation": [1], "go_backwards": [True], "unroll": [True], "trainable": both,
})
write("LSTM", "kernel_regularizer", "both", [Input((4, 3)), layers.LSTM(3, kernel_regularizer="l2", recurrent_regularizer="l2"), layers.Dense(2)])
write("LSTM", "return_sequences", "True", [Input((4, 3)), layers.LSTM(3, return_sequences=True), layers.Flatten(), layers.Dense(2)])
write("LSTM", "dropout", "0.25", [Input((4, 3)), layers.LSTM(3, dropout=0.25, trainable=False), layers.Dense(2)])
write("LSTM", "stateful", "True", [Input((4, 3), batch_size=ROWS), layers.LSTM(3, stateful=True), layers.Dense(2)])
each("Activation", lambda s: [Input((5,)), layers.Dense(3), layers.Activation(**{"activation": "tanh", **s}), layers.Dense(2)],
     {"activation": ["softmax", "gelu", "softplus"], "trainable": both})
write("Activation", "", "first", [Input((5,)), layers.Activation("tanh"), layers.Dense(2)])
each("ReLU", lambda s: [Input((5,)), layers.Dense(3), layers.ReLU(**s), layers.Dense(2)],
     {"max_value": [0.5, 6], "negative_slope": [0.1], "threshold": [0.2], "trainable": both})
write("ReLU", "threshold", "all three", [Input((5,)), layers.Dense(3), layers.ReLU(0.5, 0.1, 0.2), layers.Dense(2)])
each("LeakyReLU", lambda s: [Input((5,)), layers.Dense(3), layers.LeakyReLU(**s), layers.Dense(2)], {"alpha": [0.05], "trainable": both})
each("ELU", lambda s: [Input((5,)), layers.Dense(3), layers.ELU(**s), layers.Dense(2)], {"alpha": [0.5], "trainable": both})
each("Softmax", lambda s: [Input((5,)), layers.Dense(3), layers.Softmax(**s), layers.Dense(2)], {"axis": [1, 0], "trainable": both})


def joined(layer, **call):
    x = Input((5,), name="x")
    a = layers.Dense(3, name="a")(x)
    b = layers.Dense(3, name="b", activation="tanh")(x)
    return Model(x, layers.Dense(2, name="y")(layer([a, b], **call)))


write("Add", "trainable", "False", None, model=joined(layers.Add(trainable=False)))
write("Concatenate", "", "", None, model=joined(layers.Concatenate()))
write("Concatenate", "axis", "1", None, model=joined(layers.Concatenate(axis=1)))
write("Concatenate", "trainable", "False", None, model=joined(layers.Concatenate(trainable=False)))


def called(**call):
    x = Input((5,), name="x")
    return Model(x, layers.Dense(2, name="y")(layers.BatchNormalization(name="a")(x, **call)))


write("Functional", "training", "False", None, model=called(training=False))
write("Functional", "training", "True", None, model=called(training=True))
write("Functional", "", "", None, model=called())
for dtype in ("float64", "int32", "float16"):
    write("InputLayer", "dtype", dtype, [Input((5,), dtype=dtype), layers.Dense(2)])
write("InputLayer", "dtype", "int32, words", [Input((4,), dtype="int32"), layers.Embedding(7, 3), layers.GlobalAveragePooling1D(), layers.Dense(2)], inputs="words")
write("InputLayer", "name", "input", [Input((5,), name="input"), layers.Dense(2, name="input_")])
write("Dense", "name", "input", [Input((5,)), layers.Dense(3, name="input"), layers.Dense(2)])


def ended(activation, units, loss, targets=None, about="loss"):
    write("training_config", about, "%s behind %s of %d" % (loss if isinstance(loss, (str, list)) else type(loss).__name__, activation, units),
          [Input((5,)), layers.Dense(units, activation=activation, name="out")], loss=loss, targets=targets)


for loss in ("mse", "mae", ["mae"], {"out": "mae"}, losses.MeanAbsoluteError(), "mape", "cosine_similarity", losses.CosineSimilarity(),
             "huber", losses.Huber(), "log_cosh", losses.LogCosh(), "hinge", "squared_hinge", "categorical_hinge", losses.Hinge(),
             losses.MeanSquaredError(), "msle", "poisson", "kld", losses.MeanSquaredError(reduction="sum")):
    ended("linear", 3, loss, about="reduction" if getattr(loss, "reduction", "") == "sum" else "loss")
for activation in ("sigmoid", "softplus", "relu"):
    for loss in ("msle", "poisson", losses.Poisson()):
        ended(activation, 3, loss)
ended("sigmoid", 1, "poisson")
for activation in ("sigmoid", "softmax"):
    for loss in ("kld", losses.KLDivergence(), "mse", "mae", "cosine_similarity"):
        ended(activation, 3, loss, "distribution")
for activation in ("linear", "softmax", "sigmoid"):
    for logits in (False, True):
        ended(activation, 3, losses.SparseCategoricalCrossentropy(from_logits=logits), "class", "from_logits")
        ended(activation, 3, losses.CategoricalCrossentropy(from_logits=logits), "class", "from_logits")
        ended(activation, 1, losses.BinaryCrossentropy(from_logits=logits), "bits", "from_logits")
        ended(activation, 3, losses.BinaryCrossentropy(from_logits=logits), "bits", "from_logits")
for loss in ("sparse_categorical_crossentropy", "categorical_crossentropy"):
    ended("softmax", 3, loss, "class")
ended("softmax", 2, "binary_crossentropy", "class")
ended("sigmoid", 1, "binary_crossentropy", "bits")
ended("softmax", 3, losses.CategoricalCrossentropy(label_smoothing=0.1), "class", "label_smoothing")
ended("sigmoid", 1, losses.BinaryCrossentropy(label_smoothing=0.1), "bits", "label_smoothing")
ended("softmax", 3, losses.SparseCategoricalCrossentropy(ignore_class=1), "class", "ignore_class")

write("training_config", "from_logits", "the tutorial's network",
      [Input((4, 3)), layers.Flatten(), layers.Dense(8, activation="relu"), layers.Dropout(0.2), layers.Dense(10)],
      optimizer="adam", loss=losses.SparseCategoricalCrossentropy(from_logits=True), targets="class", steps=0)


def stepped(kind, setting, value, optimizer):
    write(kind, setting, value, [Input((5,)), layers.Dense(3, activation="tanh"), layers.Dense(2)], optimizer=optimizer, steps=3)


variants = {
    optimizers.SGD: {"learning_rate": [0.05, optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)], "nesterov": [True]},
    optimizers.Adam: {"learning_rate": [0.05], "beta_1": [0.5], "beta_2": [0.9], "epsilon": [0.01], "amsgrad": [True]},
    optimizers.RMSprop: {"learning_rate": [0.05], "rho": [0.5], "epsilon": [0.01], "momentum": [0.5], "centered": [True]},
}
for make, settings in variants.items():
    kind = make.__name__
    stepped(kind, "", "", make())
    for setting, values in {**settings, "weight_decay": [0.1], "clipnorm": [0.1], "clipvalue": [0.01], "global_clipnorm": [0.1], "use_ema": [True]}.items():
        for value in values:
            stepped(kind, setting, value, make(**{setting: value}))
stepped("SGD", "nesterov", "with momentum", optimizers.SGD(0.05, momentum=0.8, nesterov=True))
stepped("SGD", "momentum", "alone", optimizers.SGD(0.05, momentum=0.8))
for name in ("Adadelta", "Adagrad", "Adamax", "Nadam", "Ftrl", "AdamW", "Lion", "Adafactor"):
    stepped("training_config", "optimizer_config", name, getattr(optimizers, name)())
stepped("SGD", "decay", "legacy", optimizers.legacy.SGD(0.1, decay=0.1))
stepped("Adam", "is_legacy_optimizer", "legacy", optimizers.legacy.Adam(0.05))

imported = {
    "Dense": layers.Dense(2), "Conv2D": layers.Conv2D(2, 3), "MaxPooling2D": layers.MaxPooling2D(), "AveragePooling2D": layers.AveragePooling2D(),
    "GlobalMaxPooling1D": layers.GlobalMaxPooling1D(), "GlobalMaxPooling2D": layers.GlobalMaxPooling2D(),
    "GlobalAveragePooling1D": layers.GlobalAveragePooling1D(), "GlobalAveragePooling2D": layers.GlobalAveragePooling2D(),
    "Flatten": layers.Flatten(), "Reshape": layers.Reshape((2,)), "Dropout": layers.Dropout(0.1),
    "BatchNormalization": layers.BatchNormalization(), "Embedding": layers.Embedding(3, 2), "LSTM": layers.LSTM(2),
    "Activation": layers.Activation("relu"), "ReLU": layers.ReLU(), "LeakyReLU": layers.LeakyReLU(), "ELU": layers.ELU(),
    "Softmax": layers.Softmax(), "Add": layers.Add(), "Concatenate": layers.Concatenate(), "InputLayer": layers.InputLayer((2,)),
}
known = {
    "layers": sorted({c.__name__ for c in vars(layers).values() if inspect.isclass(c) and issubclass(c, layers.Layer)}),
    "settings": {kind: sorted(layer.get_config()) for kind, layer in imported.items()},
    "losses": sorted(n for n, f in vars(losses).items() if inspect.isfunction(f) and n not in ("deserialize", "serialize", "get")),
    "optimizers": {n: sorted(getattr(optimizers, n)().get_config()) for n in ("SGD", "Adam", "RMSprop")},
}
# The zip's time would make each run's bytes differ.
with open(os.path.join(sys.argv[1], "settings.json.gz"), "wb") as out:
    out.write(gzip.compress(json.dumps(cases, separators=(",", ":")).encode(), 9, mtime=0))
with open(os.path.join(sys.argv[1], "layers.json"), "w") as out:
    json.dump(known, out, indent=1)
print(len(cases), "cases")
