"""Writes the cases of Keras 3 that KerasSettingsSuite reads, as make_settings.py does those of Keras 2: the layers that are
imported from Keras 3 alone have their settings tried here.

    pip install keras==3.15.1 torch==2.15.0 h5py==3.16.0 numpy==2.4.6
    KERAS_BACKEND=torch python make_settings3.py FOLDER

settings3.json.gz beside this script is our own output of exactly that. layers3.json has the names of all layers of Keras 3 and,
for those that are imported, of all their settings.
"""

import gzip
import inspect
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
from keras import Input, Model, Sequential, constraints, initializers, layers, optimizers, regularizers

ROWS = 4
cases = []


def rounded(array):
    return np.round(np.asarray(array, "float64"), 2).astype("float32")


def numbers(array):
    return [float("%.8g" % v) for v in np.asarray(array, "float64").ravel()]


def lean(node, keep):
    """Omits what says nothing here."""
    if isinstance(node, list):
        return [lean(each, keep) for each in node]
    if not isinstance(node, dict):
        return node
    left = {}
    for key, value in node.items():
        about = key == keep
        noise = key in ("module", "build_config", "registered_name", "shared_object_id") or key.endswith("_initializer") or value is None
        if about or not noise:
            left[key] = value if about else lean(value, keep)
    return left


def write(kind, setting, value, layer_list, steps=1, model=None):
    keras.utils.set_random_seed(5)
    random = np.random.default_rng(5)
    model = model or Sequential(layer_list)
    x = rounded(random.normal(size=(ROWS,) + model.input_shape[1:]))
    for variable in model.variables:
        if "seed" not in variable.path and not variable.path.startswith("normalization"):
            variable.assign(rounded(random.uniform(0.1, 0.9, variable.shape) - (0 if "variance" in variable.path else 0.4)))
    start = {}
    for layer in model.layers:
        weights = [w for w in layer.weights if "seed" not in w.path and not w.path.endswith("count")]
        if weights:
            start[layer.name] = {w.path: (list(w.shape), numbers(w.numpy())) for w in weights}
    y = model.predict_on_batch(x)
    t = rounded(random.uniform(0.1, 0.9, (ROWS, model.output_shape[-1])))
    config = json.loads(model.to_json())
    model.compile(optimizer=optimizers.SGD(0.1), loss="mse")
    training = json.loads(model.to_json())["compile_config"]
    training["optimizer_config"] = training.pop("optimizer")
    after = None
    if steps:
        for _ in range(steps):
            model.train_on_batch(x, t)
        after = numbers(model.predict_on_batch(x))
    cases.append({
        "kind": kind, "setting": setting, "value": str(value), "model_config": {"class_name": config["class_name"], "config": lean(config["config"], setting)},
        "training_config": lean(training, setting), "weights": start, "steps": steps, "x": numbers(x), "t": numbers(t), "y": numbers(y), "trained": after,
    })


def each(kind, make, variants, **more):
    """One case for each value of each setting."""
    write(kind, "", "", make({}), **more)
    for setting, values in variants.items():
        for value in values:
            write(kind, setting, value if isinstance(value, (str, int, float, tuple, bool)) else type(value).__name__, make({setting: value}), **more)


l2 = [regularizers.L2(0.05)]
con = [constraints.NonNeg()]
no = [False]
common = {"use_bias": no, "bias_regularizer": l2, "bias_initializer": ["ones"], "activity_regularizer": l2, "bias_constraint": con, "trainable": no}
kernel = {"kernel_regularizer": l2, "kernel_initializer": ["ones"], "kernel_constraint": con}


def end(*of):
    return [*of, layers.Flatten(), layers.Dense(2)]


each("Conv1D", lambda s: end(Input((7, 3)), layers.Conv1D(**{"filters": 2, "kernel_size": 3, **s})), {
    "filters": [3], "kernel_size": [2], "strides": [2], "padding": ["same", "causal"], "dilation_rate": [2], "activation": ["tanh"], **common, **kernel})
each("Conv2DTranspose", lambda s: end(Input((3, 4, 3)), layers.Conv2DTranspose(**{"filters": 2, "kernel_size": (2, 3), **s})), {
    "filters": [3], "kernel_size": [2, (3, 1)], "strides": [2, (1, 2), (2, 3), 4], "padding": ["same"], "dilation_rate": [2], "output_padding": [0],
    "activation": ["tanh"], **common, **kernel})
for strides in (2, (1, 2), 3):
    write("Conv2DTranspose", "padding", "same, %s" % (strides,), end(Input((3, 4, 3)), layers.Conv2DTranspose(2, 3, strides=strides, padding="same")))
depth = {"depth_multiplier": [2], "depthwise_regularizer": l2, "depthwise_initializer": ["ones"], "depthwise_constraint": con}
each("DepthwiseConv2D", lambda s: end(Input((7, 6, 3)), layers.DepthwiseConv2D(**{"kernel_size": (2, 3), **s})), {
    "kernel_size": [2], "strides": [2], "padding": ["same"], "dilation_rate": [2], "activation": ["tanh"], **common, **depth})
each("SeparableConv2D", lambda s: end(Input((7, 6, 3)), layers.SeparableConv2D(**{"filters": 2, "kernel_size": (2, 3), **s})), {
    "filters": [4], "kernel_size": [2], "strides": [2], "padding": ["same"], "dilation_rate": [2], "activation": ["tanh"], **common, **depth,
    "pointwise_regularizer": l2, "pointwise_initializer": ["ones"], "pointwise_constraint": con})
for pooling in (layers.MaxPooling1D, layers.AveragePooling1D):
    each(pooling.__name__, lambda s: end(Input((7, 2)), layers.Conv1D(3, 2), pooling(**{"pool_size": 2, **s})),
         {"pool_size": [3], "strides": [1, 3], "padding": ["same"], "trainable": no, "data_format": ["channels_last"]})
each("ZeroPadding2D", lambda s: end(Input((4, 3, 2)), layers.ZeroPadding2D(**s), layers.Conv2D(2, 2)), {"padding": [2, (1, 2), ((1, 0), (0, 2))], "trainable": no})
each("Cropping2D", lambda s: end(Input((7, 6, 2)), layers.Conv2D(2, 2), layers.Cropping2D(**{"cropping": 1, **s})), {"cropping": [2, (1, 2), ((1, 0), (0, 2))], "trainable": no})
each("UpSampling2D", lambda s: end(Input((4, 3, 2)), layers.Conv2D(2, 2), layers.UpSampling2D(**s)), {"size": [3, (1, 2)], "interpolation": ["bilinear"], "trainable": no})
recurrent = {"recurrent_initializer": ["ones"], "recurrent_regularizer": l2, "recurrent_constraint": con, "recurrent_dropout": [0.2], "dropout": [0.0],
             "return_sequences": [True], "return_state": no, "go_backwards": [True], "unroll": [True], "seed": [3], **common, **kernel}


def steps(s, layer):
    return end(Input((4, 3)), layer) if s.get("return_sequences") else [Input((4, 3)), layer, layers.Dense(2)]


each("SimpleRNN", lambda s: steps(s, layers.SimpleRNN(**{"units": 3, **s})), {"units": [2], "activation": ["sigmoid"], **recurrent})
for make in (layers.SimpleRNN, layers.LSTM):
    write(make.__name__, "kernel_regularizer", "both", [Input((4, 3)), make(3, kernel_regularizer="l2", recurrent_regularizer="l2"), layers.Dense(2)])
    write("Bidirectional", "layer", make.__name__ + " of steps", end(Input((4, 3)), layers.Bidirectional(make(3, return_sequences=True))))
    write("Bidirectional", "trainable", make.__name__, [Input((4, 3)), layers.Bidirectional(make(3), trainable=False), layers.Dense(2)])
each("Bidirectional", lambda s: [Input((4, 3)), layers.Bidirectional(**{"layer": layers.LSTM(3), **s}), layers.Dense(2)],
     {"layer": [layers.SimpleRNN(2), layers.GRU(2)], "merge_mode": ["sum", "mul", "ave"], "trainable": no})
write("Bidirectional", "backward_layer", "as forward", [Input((4, 3)), layers.Bidirectional(layers.LSTM(3), backward_layer=layers.LSTM(3, go_backwards=True)), layers.Dense(2)])
each("LSTM", lambda s: steps(s, layers.LSTM(**{"units": 3, **s})), {"unit_forget_bias": no, "recurrent_activation": ["tanh", "hard_sigmoid"], **recurrent})
for shape in ((5,), (3, 4, 2)):
    known = layers.Normalization(name="normalization")
    known.adapt(rounded(np.random.default_rng(1).normal(1, 2, (30, *shape))))
    write("Normalization", "axis", "of %d" % len(shape), end(Input(shape), known))
each("Normalization", lambda s: end(Input((3, 4, 2)), layers.Normalization(**{"mean": [1.0, 2.0], "variance": [0.5, 4.0], **s})),
     {"invert": [True], "trainable": no, "mean": [[0.5, 0.25]], "variance": [[0.5, 0.0]]})
write("Normalization", "mean", "one", [Input((5,)), layers.Normalization(mean=0.5, variance=2.0), layers.Dense(2)])
each("Rescaling", lambda s: end(Input((3, 4, 2)), layers.Rescaling(**{"scale": 0.5, **s}), layers.Conv2D(2, 2)), {"scale": [2], "offset": [-0.5], "trainable": no})
write("Rescaling", "offset", "of what is computed", end(Input((3, 4, 2)), layers.Conv2D(2, 2), layers.Rescaling(0.5, offset=1.0), layers.Conv2D(2, 1)))
for make, settings in ((layers.AlphaDropout, {"rate": 0.25}), (layers.GaussianDropout, {"rate": 0.25}), (layers.GaussianNoise, {"stddev": 0.25}), (layers.Dropout, {"rate": 0.25})):
    each(make.__name__, lambda s: [Input((5,)), layers.Dense(4), make(**{**settings, **s}), layers.Dense(2)],
         {**{k: [v / 2] for k, v in settings.items()}, "seed": [3], "trainable": no}, steps=0)
each("SpatialDropout1D", lambda s: end(Input((5, 3)), layers.Conv1D(2, 2), layers.SpatialDropout1D(**{"rate": 0.25, **s})), {"rate": [0.5], "seed": [3]}, steps=0)
each("SpatialDropout2D", lambda s: end(Input((5, 4, 3)), layers.Conv2D(2, 2), layers.SpatialDropout2D(**{"rate": 0.25, **s})), {"rate": [0.5], "seed": [3]}, steps=0)
for make in (layers.Add, layers.Subtract, layers.Multiply, layers.Average, layers.Maximum):
    for shape in ((5,), (4, 3, 2)):
        for trainable in (True, False):
            x = Input(shape)
            sides = [layers.Dense(3)(x), layers.Dense(3, activation="tanh")(x)] if len(shape) == 1 else [layers.Conv2D(2, 2)(x), layers.Conv2D(2, 2)(x)]
            joined = make(trainable=trainable)(sides)
            write(make.__name__, "" if trainable else "trainable", len(shape), None, model=Model(x, layers.Dense(2)(layers.Flatten()(joined))))
x = Input((12,))
write("Reshape", "target_shape", "of a vector", None, model=Model(x, layers.Dense(2)(layers.Flatten()(layers.Conv2D(2, 2)(layers.Reshape((2, 3, 2))(layers.Dense(12)(x)))))))
each("Dense", lambda s: [Input((5,)), layers.Dense(**{"units": 3, "activation": "tanh", **s}), layers.Dense(2)],
     {"activation": ["relu6", "leaky_relu", "silu", "selu", "elu", "mish", "softsign", "softplus", "gelu", "hard_sigmoid", "celu"], "kernel_initializer": ["ones"]})
each("BatchNormalization", lambda s: end(Input((4, 3, 2)), layers.BatchNormalization(**s), layers.Conv2D(2, 2)),
     {"momentum": [0.5], "epsilon": [0.1], "center": no, "scale": no, "axis": [1, 3], "synchronized": no})
write("BatchNormalization", "axis", "vectors", [Input((5,)), layers.Dense(4), layers.BatchNormalization(), layers.Dense(2)])

imported = {
    "Conv1D": layers.Conv1D(2, 3), "Conv2D": layers.Conv2D(2, 3), "Conv2DTranspose": layers.Conv2DTranspose(2, 3), "DepthwiseConv2D": layers.DepthwiseConv2D(2),
    "SeparableConv2D": layers.SeparableConv2D(2, 2), "MaxPooling1D": layers.MaxPooling1D(), 
    "MaxPooling2D": layers.MaxPooling2D(), "AveragePooling2D": layers.AveragePooling2D(2), "GlobalMaxPooling1D": layers.GlobalMaxPooling1D(),
    "GlobalMaxPooling2D": layers.GlobalMaxPooling2D(), "GlobalAveragePooling1D": layers.GlobalAveragePooling1D(),
    "GlobalAveragePooling2D": layers.GlobalAveragePooling2D(), "ZeroPadding2D": layers.ZeroPadding2D(), "Cropping2D": layers.Cropping2D(),
    "UpSampling2D": layers.UpSampling2D(), "SimpleRNN": layers.SimpleRNN(2), "LSTM": layers.LSTM(2), "Bidirectional": layers.Bidirectional(layers.LSTM(2)),
    "Normalization": layers.Normalization(), "Rescaling": layers.Rescaling(2), "AlphaDropout": layers.AlphaDropout(0.1), "GaussianDropout": layers.GaussianDropout(0.1),
    "GaussianNoise": layers.GaussianNoise(0.1), "SpatialDropout1D": layers.SpatialDropout1D(0.1), "SpatialDropout2D": layers.SpatialDropout2D(0.1),
    "Dropout": layers.Dropout(0.1), "Dense": layers.Dense(2), "BatchNormalization": layers.BatchNormalization(), "Embedding": layers.Embedding(3, 2),
    "Flatten": layers.Flatten(), "Reshape": layers.Reshape((2,)), "Activation": layers.Activation("relu"), "ReLU": layers.ReLU(), "LeakyReLU": layers.LeakyReLU(),
    "ELU": layers.ELU(), "Softmax": layers.Softmax(), "Add": layers.Add(), "Subtract": layers.Subtract(), "Multiply": layers.Multiply(),
    "Average": layers.Average(), "Maximum": layers.Maximum(), "Concatenate": layers.Concatenate(), "InputLayer": layers.InputLayer((2,)),
}
drawn = {n: sorted(getattr(initializers, n)().get_config()) for n in (
    "Zeros", "Ones", "Constant", "RandomUniform", "RandomNormal", "TruncatedNormal", "VarianceScaling", "GlorotUniform", "GlorotNormal", "HeUniform",
    "HeNormal", "LecunUniform", "LecunNormal", "Orthogonal")}
known = {
    "layers": sorted({c.__name__ for c in vars(layers).values() if inspect.isclass(c) and issubclass(c, layers.Layer)}),
    "settings": {kind: sorted(layer.get_config()) for kind, layer in imported.items()},
    "initializers": drawn,
    "optimizers": {n: sorted(getattr(optimizers, n)().get_config()) for n in ("SGD", "Adam", "RMSprop")},
}
with open(os.path.join(sys.argv[1], "settings3.json.gz"), "wb") as out:
    out.write(gzip.compress(json.dumps(cases, separators=(",", ":")).encode(), 9, mtime=0))
with open(os.path.join(sys.argv[1], "layers3.json"), "w") as out:
    json.dump(known, out, indent=1)
print(len(cases), "cases")
