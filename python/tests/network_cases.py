"""Networks and mistakes by which the builders in Python and Java are compared; see make_networks.py beside networks.json.

A layer is its class and its settings. A network is a list of them under "layers", or a "graph" of them, each with its inputs.
"""
import json
import os

os.environ.setdefault("KERAS_BACKEND", "jax")  # before Keras is imported

from coherer import layers, network  # noqa: E402
from coherer.regularizers import l1_l2  # noqa: E402


def layer(kind, **settings):
    return {"class": kind, "settings": settings}


def node(identity, inputs, kind, **settings):
    return {"id": identity, "from": inputs, **layer(kind, **settings)}


def sequential(case, *stack):
    return {"case": case, "layers": list(stack)}


def graph(case, *nodes, inputs, outputs):
    return {"case": case, "graph": list(nodes), "inputs": inputs, "outputs": outputs}


IMAGE = layer("Input", shape=[12, 10, 3])
VECTOR = layer("Input", shape=[6])
WORDS = layer("Input", shape=[7])
SEQUENCE = layer("Input", shape=[9, 4])

NETWORKS = [
    sequential(
        "perceptron", layer("Input", shape=[784]), layer("Dense", units=128, activation="relu"),
        layer("Dropout", rate=0.2), layer("Dense", units=10, activation="softmax")),
    sequential(
        "perceptron without an input", layer("Dense", units=16, activation="relu"),
        layer("Dense", units=3, activation="softmax")),
    sequential(
        "convolutional", IMAGE, layer("Conv2D", filters=4, kernel_size=3, activation="relu", name="first"),
        layer("MaxPooling2D", pool_size=2), layer("Conv2D", filters=5, kernel_size=[3, 2], padding="same", strides=2),
        layer("Flatten"), layer("Dense", units=4), layer("Softmax")),
    sequential(
        "settings of a convolution", IMAGE,
        layer(
            "Conv2D", filters=4, kernel_size=[2, 3], dilation_rate=[2, 1], use_bias=False, activation="silu",
            kernel_initializer="he_normal", kernel_regularizer={"l1": 0.5, "l2": 0.25}),
        layer("Conv2D", filters=2, kernel_size=1, bias_regularizer={"l1": 0.125}),
        layer("AveragePooling2D", pool_size=[2, 3], strides=[1, 2], padding="same"), layer("GlobalAveragePooling2D"),
        layer("Dense", units=1, activation="sigmoid", use_bias=False)),
    sequential(
        "convolutional without an input", layer("Conv2D", filters=4, kernel_size=3), layer("Flatten"),
        layer("Dense", units=2, activation="softmax")),
    sequential(
        "normalized images", IMAGE, layer("Conv2D", filters=4, kernel_size=3, padding="same", use_bias=False),
        layer("BatchNormalization"), layer("ReLU"), layer("GlobalMaxPooling2D"),
        layer("BatchNormalization", momentum=0.5, epsilon=0.0625), layer("Dense", units=2)),
    sequential(
        "activations", VECTOR, layer("Dense", units=5, kernel_initializer="lecun_uniform"), layer("LeakyReLU"),
        layer("Dense", units=5, kernel_initializer="glorot_normal"), layer("LeakyReLU", negative_slope=0.125),
        layer("Dense", units=5, kernel_initializer="he_uniform"), layer("ELU"),
        layer("Dense", units=5, kernel_initializer="lecun_normal"), layer("ReLU", max_value=6),
        layer("Dense", units=5, kernel_regularizer={"l2": 0.0078125}), layer("Activation", activation="tanh"),
        layer("Dense", units=2, activation="softmax")),
    sequential(
        "every activation function", VECTOR,
        *(layer("Dense", units=3, activation=name)
          for name in ("elu", "linear", "mish", "relu", "selu", "sigmoid", "silu", "softmax", "softplus", "softsign",
                       "tanh"))),
    sequential(
        "sequences", SEQUENCE, layer("LSTM", units=5, return_sequences=True, dropout=0.25), layer("LSTM", units=3),
        layer("Dense", units=1)),
    sequential(
        "convolutions of sequences", SEQUENCE, layer("Conv1D", filters=5, kernel_size=3, activation="relu"),
        layer("Conv1D", filters=4, kernel_size=2, padding="same", strides=2), layer("GlobalMaxPooling1D"),
        layer("Dense", units=1)),
    sequential(
        "words", WORDS, layer("Embedding", input_dim=100, output_dim=4, embeddings_regularizer={"l2": 0.5}),
        layer("GlobalAveragePooling1D"), layer("Dense", units=2, activation="softmax")),
    sequential(
        "words in order", WORDS, layer("Embedding", input_dim=50, output_dim=4),
        layer("LSTM", units=3, activation="relu", recurrent_activation="tanh"), layer("Dense", units=1)),
    sequential(
        "an image of a vector", layer("Input", shape=[48], name="pixels"), layer("Reshape", target_shape=[4, 4, 3]),
        layer("Conv2D", filters=2, kernel_size=2), layer("Flatten"), layer("Dense", units=2)),
    sequential(
        "names", VECTOR, layer("Dense", units=4, name="dense_7"), layer("Dense", units=4), layer("Dense", units=4),
        layer("Dense", units=1, name="head")),
    sequential(
        "channels on their own", IMAGE, layer("DepthwiseConv2D", kernel_size=3, depth_multiplier=2, activation="relu"),
        layer("SeparableConv2D", filters=5, kernel_size=[2, 3], strides=2, padding="same"),
        layer("SeparableConv2D", filters=4, kernel_size=2, depth_multiplier=3, use_bias=False, activation="tanh"),
        layer("DepthwiseConv2D", kernel_size=[1, 2], use_bias=False), layer("GlobalAveragePooling2D"),
        layer("Dense", units=2)),
    sequential(
        "an autoencoder of images", layer("Input", shape=[8, 8, 1]), layer("Rescaling", scale=0.5, offset=-1),
        layer("ZeroPadding2D", padding=[1, 2]), layer("Conv2D", filters=3, kernel_size=3, strides=2), layer("Flatten"),
        layer("Dense", units=12, activation="relu6"), layer("Reshape", target_shape=[2, 2, 3]),
        layer("Conv2DTranspose", filters=4, kernel_size=3, strides=2, padding="same", activation="leaky_relu"),
        layer("Conv2DTranspose", filters=2, kernel_size=3, strides=2), layer("UpSampling2D", size=[1, 2]),
        layer("Conv2DTranspose", filters=1, kernel_size=1), layer("Flatten"), layer("Dense", units=1)),
    sequential(
        "recurrent both ways", SEQUENCE, layer("Bidirectional", layer=layer("LSTM", units=3, return_sequences=True)),
        layer("MaxPooling1D", pool_size=2), layer("SimpleRNN", units=4, return_sequences=True, dropout=0.5),
        layer("MaxPooling1D", pool_size=2, strides=1, padding="same"),
        layer("Bidirectional", layer=layer("SimpleRNN", units=3, activation="relu", name="inner"), merge_mode="sum"),
        layer("Dense", units=1)),
    sequential(
        "initializers", VECTOR,
        *(layer("Dense", units=3, kernel_initializer=name)
          for name in ("orthogonal", "random_normal", "random_uniform", "truncated_normal", "zeros", "ones"))),
    graph(
        "all joins", node("x", [], "Input", shape=[4]), node("a", ["x"], "Dense", units=3),
        node("b", ["x"], "Dense", units=3), node("s", ["a", "b"], "Subtract"), node("m", ["a", "s", "b"], "Multiply"),
        node("v", ["m", "a"], "Average"), node("t", ["v", "s"], "Maximum"), node("d", ["t"], "Dense", units=1),
        inputs=["x"], outputs=["d"]),
    graph(
        "residual", node("image", [], "Input", shape=[8, 8, 3], name="image"),
        node("a", ["image"], "Conv2D", filters=4, kernel_size=3, padding="same", activation="relu"),
        node("b", ["a"], "Conv2D", filters=4, kernel_size=3, padding="same"), node("n", ["b"], "BatchNormalization"),
        node("sum", ["a", "n"], "Add"), node("r", ["sum"], "Activation", activation="relu"),
        node("p", ["r"], "GlobalAveragePooling2D"), node("out", ["p"], "Dense", units=5, activation="softmax"),
        inputs=["image"], outputs=["out"]),
    graph(
        "a chain of tensors", node("x", [], "Input", shape=[6]), node("d", ["x"], "Dense", units=4),
        node("out", ["d"], "Dense", units=1), inputs=["x"], outputs=["out"]),
    graph(
        "two inputs and two outputs", node("u", [], "Input", shape=[4], name="user"),
        node("i", [], "Input", shape=[3], name="item"), node("du", ["u"], "Dense", units=8, activation="relu"),
        node("di", ["i"], "Dense", units=8, activation="relu"), node("both", ["du", "di"], "Concatenate"),
        node("click", ["both"], "Dense", units=1, activation="sigmoid", name="click"),
        node("stars", ["both"], "Dense", units=5, activation="softmax", name="stars"),
        inputs=["u", "i"], outputs=["click", "stars"]),
]

MISTAKES = [
    sequential("no layers"),
    sequential("an input alone", VECTOR),
    sequential("units of 0", layer("Dense", units=0)),
    sequential("units below 0", layer("Dense", units=-3)),
    sequential("an unknown activation", layer("Dense", units=3, activation="rleu")),
    sequential("an unknown activation layer", layer("Activation", activation="rleu")),
    sequential("an unknown initializer", layer("Dense", units=3, kernel_initializer="xavier")),
    sequential("a penalty below 0", layer("Dense", units=3, kernel_regularizer={"l2": -1})),
    sequential("a name with a slash", layer("Dense", units=3, name="a/b")),
    sequential("a blank name", layer("Dense", units=3, name=" ")),
    sequential("a dense layer of an image", IMAGE, layer("Conv2D", filters=4, kernel_size=3), layer("Dense", units=3)),
    sequential("a dense layer of a sequence", SEQUENCE, layer("Dense", units=3, name="head")),
    sequential("an image of height and width alone", layer("Input", shape=[28, 28]), layer("Conv2D", filters=2, kernel_size=3)),
    sequential("a pooling of a vector", VECTOR, layer("MaxPooling2D")),
    sequential("a pooling of a pooled image", IMAGE, layer("GlobalMaxPooling2D"), layer("GlobalMaxPooling2D")),
    sequential("a kernel of three sizes", layer("Conv2D", filters=2, kernel_size=[3, 3, 3])),
    sequential("a kernel of 0", layer("Conv2D", filters=2, kernel_size=0)),
    sequential("strides of 0", layer("Conv2D", filters=2, kernel_size=3, strides=[1, 0])),
    sequential("a padding of Keras's that is not read", layer("Conv1D", filters=2, kernel_size=3, padding="causal")),
    sequential("a kernel of two sizes for a sequence", layer("Conv1D", filters=2, kernel_size=[3, 3])),
    sequential("a pool of 0", layer("MaxPooling2D", pool_size=0)),
    sequential("a kernel larger than the image", layer("Input", shape=[3, 9, 1]), layer("Conv2D", filters=2, kernel_size=5)),
    sequential(
        "a kernel that covers more than the image", layer("Input", shape=[4, 4, 1]),
        layer("Conv2D", filters=2, kernel_size=3, dilation_rate=2)),
    sequential(
        "a pool larger than what is left of an image", layer("Input", shape=[7, 7, 1]), layer("MaxPooling2D", pool_size=3),
        layer("MaxPooling2D", pool_size=3)),
    sequential(
        "strides and dilation", IMAGE, layer("Conv2D", filters=2, kernel_size=3, strides=2, dilation_rate=2)),
    sequential("a rate of 1", layer("Dropout", rate=1)),
    sequential("a rate below 0", layer("Dropout", rate=-0.5)),
    sequential("a slope below 0", layer("LeakyReLU", negative_slope=-0.5)),
    sequential("a limit of 0", layer("ReLU", max_value=0)),
    sequential("an epsilon of 0", layer("BatchNormalization", epsilon=0)),
    sequential("a momentum of 1", layer("BatchNormalization", momentum=1)),
    sequential("a normalized sequence", SEQUENCE, layer("BatchNormalization")),
    sequential("a recurrent layer of a vector", VECTOR, layer("LSTM", units=3)),
    sequential(
        "a recurrent layer of a last step", SEQUENCE, layer("LSTM", units=3, name="first"), layer("LSTM", units=3)),
    sequential("words of an image", IMAGE, layer("Embedding", input_dim=5, output_dim=2)),
    sequential("words of a layer", VECTOR, layer("Dense", units=4), layer("Embedding", input_dim=5, output_dim=2)),
    sequential("no words", layer("Embedding", input_dim=0, output_dim=2)),
    sequential("another number of numbers", VECTOR, layer("Reshape", target_shape=[2, 2])),
    sequential(
        "the shape of a flattened image", IMAGE, layer("Conv2D", filters=4, kernel_size=3), layer("Flatten"),
        layer("Dropout", rate=0.5), layer("Reshape", target_shape=[20, 16])),
    sequential("a target of 0", layer("Reshape", target_shape=[0, 2])),
    sequential("a softmax of an image", IMAGE, layer("Softmax")),
    sequential("an input of four sizes", layer("Input", shape=[2, 2, 2, 2])),
    sequential("an input of size 0", layer("Input", shape=[28, 0])),
    sequential("an input of too many numbers", layer("Input", shape=[65536, 65536])),
    sequential(
        "too many weights", layer("Input", shape=[65536]), layer("Dense", units=65536)),
    sequential("an input that is not the first", layer("Dense", units=2), VECTOR),
    sequential("a sum in a row", VECTOR, layer("Dense", units=4), layer("Add")),
    sequential("one name for two layers", VECTOR, layer("Dense", units=4, name="a"), layer("Dense", units=4, name="a")),
    sequential("an image as output", IMAGE, layer("Conv2D", filters=2, kernel_size=3)),
    sequential(
        "a flattened image as output", IMAGE, layer("Conv2D", filters=2, kernel_size=3), layer("Flatten"),
        layer("Activation", activation="sigmoid")),
    graph(
        "an image as one of two outputs", node("x", [], "Input", shape=[8, 8, 3]),
        node("a", ["x"], "Conv2D", filters=4, kernel_size=3, name="seen"), node("p", ["a"], "GlobalMaxPooling2D"),
        node("d", ["p"], "Dense", units=2), inputs=["x"], outputs=["d", "a"]),
    sequential(
        "a transposed convolution with dilation", IMAGE,
        layer("Conv2DTranspose", filters=2, kernel_size=3, dilation_rate=2)),
    sequential("no channels of a channel", layer("DepthwiseConv2D", kernel_size=3, depth_multiplier=0)),
    sequential("a padding of 0", layer("ZeroPadding2D", padding=0)),
    sequential("pixels of a vector", VECTOR, layer("UpSampling2D", size=2)),
    sequential("an unknown way to join", layer("Bidirectional", layer=layer("LSTM", units=2), merge_mode="max")),
    sequential(
        "dropout both ways", layer("Bidirectional", layer=layer("LSTM", units=2, dropout=0.5))),
    sequential("both ways of a vector", VECTOR, layer("Bidirectional", layer=layer("LSTM", units=2))),
    graph(
        "a difference of three", node("x", [], "Input", shape=[3]), node("a", ["x"], "Dense", units=3),
        node("b", ["x"], "Dense", units=3), node("s", ["x", "a", "b"], "Subtract"), inputs=["x"], outputs=["s"]),
    graph(
        "a sum of different shapes", node("x", [], "Input", shape=[8, 8, 3]),
        node("a", ["x"], "Conv2D", filters=4, kernel_size=3, padding="same"),
        node("b", ["x"], "Conv2D", filters=5, kernel_size=3, padding="same"), node("sum", ["a", "b"], "Add"),
        inputs=["x"], outputs=["sum"]),
    graph(
        "images of different sizes one behind the other", node("x", [], "Input", shape=[8, 8, 3]),
        node("a", ["x"], "Conv2D", filters=4, kernel_size=3), node("c", ["x", "a"], "Concatenate", name="both"),
        inputs=["x"], outputs=["c"]),
    graph(
        "a sum of one", node("x", [], "Input", shape=[3]), node("sum", ["x"], "Add"), inputs=["x"], outputs=["sum"]),
    graph(
        "a dense layer of two inputs", node("x", [], "Input", shape=[3]), node("y", [], "Input", shape=[3]),
        node("d", ["x", "y"], "Dense", units=2), inputs=["x", "y"], outputs=["d"]),
    graph(
        "a missing input", node("x", [], "Input", shape=[3]), node("y", [], "Input", shape=[4], name="other"),
        node("c", ["x", "y"], "Concatenate"), node("d", ["c"], "Dense", units=2), inputs=["x"], outputs=["d"]),
    graph(
        "an input that is not needed", node("x", [], "Input", shape=[3]), node("y", [], "Input", shape=[4], name="other"),
        node("d", ["x"], "Dense", units=2), inputs=["x", "y"], outputs=["d"]),
    graph(
        "an input that is a layer", node("x", [], "Input", shape=[3]), node("a", ["x"], "Dense", units=2),
        node("d", ["a"], "Dense", units=2), inputs=["a"], outputs=["d"]),
    graph(
        "an output that is an input", node("x", [], "Input", shape=[3]), node("d", ["x"], "Dense", units=2),
        inputs=["x"], outputs=["d", "x"]),
    graph("no outputs", node("x", [], "Input", shape=[3]), inputs=["x"], outputs=[]),
    graph(
        "an output twice", node("x", [], "Input", shape=[3]), node("d", ["x"], "Dense", units=2), inputs=["x"],
        outputs=["d", "d"]),
    graph(
        "one name twice in a graph", node("x", [], "Input", shape=[3], name="x"),
        node("d", ["x"], "Dense", units=2, name="x"), inputs=["x"], outputs=["d"]),
]


def assembled(case, made, row, between):
    """Builds a case by what makes a layer, a network of a row of layers, and one between tensors."""
    if "layers" in case:
        return row([made(each) for each in case["layers"]])
    tensors = {}
    for each in case["graph"]:
        layer_or_input = made(each)
        given = [tensors[name] for name in each["from"]]
        tensors[each["id"]] = layer_or_input(given if len(given) > 1 else given[0]) if given else layer_or_input
    return between([tensors[name] for name in case["inputs"]], [tensors[name] for name in case["outputs"]])


def _ours(description):
    settings = {
        key: l1_l2(value.get("l1", 0), value.get("l2", 0)) if key.endswith("regularizer")
        else _ours(value) if key == "layer" else value
        for key, value in description["settings"].items()}
    return getattr(layers, description["class"])(**settings)


def built(case):
    """The network of a case."""
    return assembled(case, _ours, network.Sequential, network.Model)


def message(case):
    """The message of the error that a mistake leads to."""
    try:
        built(case).to_json()
    except ValueError as e:
        return str(e)
    raise AssertionError(f"{case['case']} is no mistake")


def checked_by_keras(case, text):
    """What Keras says of a case; checks that it writes all that a text says, and reads the text as the same network."""
    import keras

    def theirs(description):
        settings = {
            key: keras.regularizers.get(_keras_penalty(value)) if key.endswith("regularizer")
            else theirs(value) if key == "layer" else value
            for key, value in description["settings"].items()}
        return getattr(keras.layers, description["class"])(**settings)

    keras.backend.clear_session()
    expected = assembled(case, theirs, keras.Sequential, keras.Model)
    _check_part(json.loads(text), json.loads(expected.to_json()), case["case"])
    keras.backend.clear_session()
    read = keras.models.model_from_json(text)
    assert _written(read) == _written(expected), case["case"]
    if not expected.built:
        return {"weights": 0, "shapes": {}}
    assert read.count_params() == expected.count_params(), case["case"]
    return {
        "weights": expected.count_params(),
        "shapes": {each.name: list(each.output.shape[1:]) for each in expected.layers}}


def _keras_penalty(factors):
    kind = {"l1", "l2"} - set(factors)
    name = {0: "L1L2"}.get(len(kind)) or ("L2" if "l1" in kind else "L1")
    return {"class_name": name, "config": factors}


def _written(model):
    """What Keras writes of a model."""
    return json.loads(model.to_json())


def _check_part(part, whole, where):
    """Checks that all of one JSON is in another, where lists are as long."""
    if isinstance(part, dict):
        for key, value in part.items():
            if (key, value) == ("dtype", "float32"):
                continue  # Keras 3 writes more than a name
            assert key in whole, f"{where}: {key}"
            _check_part(value, whole[key], f"{where}.{key}")
    elif isinstance(part, list):
        assert len(part) == len(whole), where
        for place, (one, other) in enumerate(zip(part, whole)):
            _check_part(one, other, f"{where}[{place}]")
    else:
        if where.endswith(".layer.config.name"):  # Keras names the two layers of a Bidirectional after the one given
            whole = whole[len("forward_"):]
        assert part == whole, f"{where}: {part} is {whole} in Keras"
