"""Networks built in Python: what they write, what Keras makes of that, and what they say of mistakes."""
import json
import pathlib

import pytest

from coherer.layers import (
    LSTM, Activation, Add, BatchNormalization, Bidirectional, Concatenate, Conv2D, Dense, Dropout, Embedding, Flatten, Input, MaxPooling2D,
    Rescaling, add, concatenate)
from coherer.network import Model, Sequential
from coherer.regularizers import l1, l1_l2, l2
from network_cases import MISTAKES, NETWORKS, built, checked_by_keras, message

NETWORKS_FILE = (
    pathlib.Path(__file__).resolve().parents[2] / "estimators" / "src" / "test" / "resources" / "networks" / "networks.json")
COMMON = json.loads(NETWORKS_FILE.read_text())


def named(cases):
    return pytest.mark.parametrize("case", cases, ids=[case["case"] for case in cases])


def test_the_common_file_has_all_cases():
    written = {"networks": COMMON["networks"], "mistakes": COMMON["mistakes"]}
    for key, cases in (("networks", NETWORKS), ("mistakes", MISTAKES)):
        assert [{name: each[name] for name in case} for each, case in zip(written[key], cases)] == cases
        assert len(written[key]) == len(cases)


@named(COMMON["networks"])
def test_writes_what_the_common_file_says(case):
    network = built(case)
    assert json.loads(network.to_json()) == case["json"]
    assert network.count_params() == case["weights"]
    shapes = {node.name: list(node.output.sizes) for node in network._shown() if node.output.sizes is not None}
    assert shapes == case["shapes"]


@named(COMMON["networks"])
def test_keras_reads_the_same_network(case):
    pytest.importorskip("keras")
    assert checked_by_keras(case, built(case).to_json()) == {"weights": case["weights"], "shapes": case["shapes"]}


@named(COMMON["mistakes"])
def test_says_of_a_mistake_what_the_common_file_says(case):
    assert message(case) == case["message"]
    assert "(" in message(case) or " is " in message(case)


def test_a_setting_of_another_type_is_refused():
    def refusal(make):
        with pytest.raises(ValueError) as raised:
            make()
        return str(raised.value)

    whole = "(must be a whole number of at least 1)"
    assert refusal(lambda: Dense("10")) == f"Invalid units '10' of layer Dense {whole}"
    assert refusal(lambda: Dense(2.5)) == f"Invalid units 2.5 of layer Dense {whole}"
    assert refusal(lambda: Dense(True)) == f"Invalid units True of layer Dense {whole}"
    assert refusal(lambda: Dense(None)) == f"Invalid units null of layer Dense {whole}"
    assert refusal(lambda: Dense(1, use_bias=1)) == "Invalid use_bias 1 of layer Dense (must be True or False)"
    assert refusal(lambda: Dense(1, name=7)) == "Invalid name 7 of layer Dense (must have letters, and no /)"
    assert refusal(lambda: Dense(1, kernel_regularizer="l2")) == (
        "Invalid kernel_regularizer 'l2' of layer Dense (must be one of coherer.regularizers: l1, l2 or l1_l2)")
    assert refusal(lambda: Dropout("0.5")) == "Invalid rate '0.5' of layer Dropout (must be at least 0 and less than 1)"
    assert refusal(lambda: Activation(max)).startswith("Invalid activation <built-in function max> of layer Activation (must")
    assert refusal(lambda: Rescaling("2")) == "Invalid scale or offset '2' of layer Rescaling (must be a finite number)"
    assert refusal(lambda: l2("x")) == "Invalid l2 x of a regularizer (must be at least 0)"
    assert refusal(lambda: Sequential([], name="")) == "Invalid name '' of layer Network (must have letters, and no /)"


def test_what_is_no_layer_is_refused():
    with pytest.raises(TypeError, match=r"Invalid element 10 of a Sequential \(must be a layer, such as Dense\(10\)"):
        Sequential([10])
    with pytest.raises(TypeError, match=r"Invalid element <class '.*Dense'> of a Sequential"):
        Sequential([Dense])
    with pytest.raises(TypeError, match=r"Invalid input of type Dense to layer Dense \(must be what Input or a layer"):
        Dense(3)(Dense(4))
    with pytest.raises(TypeError, match=r"Invalid layer Dense\(units=4.* of a Bidirectional \(must be an LSTM or a SimpleRNN"):
        Bidirectional(Dense(4))
    with pytest.raises(TypeError, match=r"Invalid outputs of a network: Dense\(units=4.*must be what Input or a layer"):
        Model(Input(3), Dense(4))


def test_a_layer_is_used_once():
    shared = Dense(3, name="shared")
    image = Input(3)
    shared(image)
    with pytest.raises(ValueError) as raised:
        shared(image)
    assert str(raised.value) == (
        "Invalid second use of layer 'shared', Dense (layers with common weights are not supported; make a second layer)")
    with pytest.raises(ValueError, match="Invalid second use of layer 'shared', Dense"):
        Sequential([Input(3), shared])


def test_add_adds_a_layer_and_checks_it():
    network = Sequential()
    network.add(Input((28, 28, 1)))
    network.add(Conv2D(4, 3))
    with pytest.raises(ValueError, match=r"Invalid input of shape \(26, 26, 4\) to layer 'dense', Dense \(must be a vector"):
        network.add(Dense(10))
    network.add(Flatten())
    network.add(Dense(10))
    assert network.count_params() == (9 + 1) * 4 + (26 * 26 * 4 + 1) * 10
    whole = Sequential([Input((28, 28, 1)), Conv2D(4, 3), Flatten(), Dense(10)])
    assert network.to_json() == whole.to_json()


def test_functions_join_as_layers_do():
    def network(plus, both):
        x, y = Input(3, name="x"), Input(3, name="y")
        return Model([x, y], Dense(1)(both([plus([x, y]), y])))

    assert network(add, concatenate).to_json() == network(Add(), Concatenate()).to_json()


def test_tensors_have_the_shapes_of_keras():
    image = Input((28, 28, 1), name="image")
    assert image.shape == (None, 28, 28, 1) and image.is_input
    pooled = MaxPooling2D(2)(image)
    assert pooled.shape == (None, 14, 14, 1) and not pooled.is_input
    assert repr(pooled) == "<Tensor of shape (14, 14, 1) of layer MaxPooling2D>"


def test_numbers_of_numpy_are_numbers():
    numpy = pytest.importorskip("numpy")
    made = Dense(numpy.int64(3), kernel_regularizer=l2(numpy.float64(0.5)))
    plain = Dense(3, kernel_regularizer=l2(0.5))
    assert Sequential([made]).to_json() == Sequential([plain]).to_json()


def test_penalties_have_the_factors_of_keras():
    assert (l1().l1, l1().l2) == (0.01, 0)
    assert (l2().l1, l2().l2) == (0, 0.01)
    assert (l1_l2().l1, l1_l2().l2) == (0.01, 0.01)


def summary(network):
    texts = []
    network.summary(print_fn=texts.append)
    return "".join(texts)


def test_the_summary_is_that_of_keras():
    network = Sequential([Input(784), Dense(128, "relu"), Dropout(0.2), BatchNormalization(), Dense(10, "softmax")])
    assert summary(network) == """\
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━┳━━━━━━━━━┓
┃ Layer (type)                             ┃ Output Shape ┃ Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━┩
│ dense (Dense)                            │ (None, 128)  │ 100,480 │
├──────────────────────────────────────────┼──────────────┼─────────┤
│ dropout (Dropout)                        │ (None, 128)  │       0 │
├──────────────────────────────────────────┼──────────────┼─────────┤
│ batch_normalization (BatchNormalization) │ (None, 128)  │     512 │
├──────────────────────────────────────────┼──────────────┼─────────┤
│ dense_1 (Dense)                          │ (None, 10)   │   1,290 │
└──────────────────────────────────────────┴──────────────┴─────────┘
 Total params: 102,282 (399.54 KB)
 Trainable params: 102,026 (398.54 KB)
 Non-trainable params: 256 (1.00 KB)
"""


def test_the_summary_of_a_graph_says_what_is_connected():
    lines = summary(built(next(case for case in NETWORKS if case["case"] == "residual"))).splitlines()
    assert [word.strip() for word in lines[2].strip("┃").split("┃")] == [
        "Layer (type)", "Output Shape", "Param #", "Connected to"]
    sums = next(line for line in lines if "(Add)" in line)
    assert [word.strip() for word in sums.strip("│").split("│")] == [
        "add (Add)", "(None, 8, 8, 4)", "0", "conv2d[0][0], batch_normalization[0][0]"]


def test_the_summary_counts_as_keras_does(monkeypatch):
    keras = pytest.importorskip("keras")
    for case in NETWORKS:
        network = built(case)
        texts = []
        monkeypatch.setenv("COLUMNS", "400")
        keras.models.model_from_json(network.to_json()).summary(print_fn=texts.append, line_length=200)
        theirs, ours = "".join(texts).splitlines(), summary(network).splitlines()
        words = [[cell.strip() for cell in line.strip("│┃").split("│")] for line in theirs if "│" in line]
        assert [[cell.strip() for cell in line.strip("│┃").split("│")] for line in ours if "│" in line] == words
        assert [line.strip() for line in ours[-3:]] == [line.strip() for line in theirs[-3:]]


def test_a_network_without_an_input_shows_what_is_not_known():
    network = Sequential([Dense(3)])
    assert "│ dense (Dense) │ ?            │ 0 (unbuilt) │" in summary(network)
    assert repr(network) == "<Sequential 'sequential' of 1 layers, 0 weights>"


def test_a_deep_graph_is_built_without_recursion():
    first = Input(2)
    tensor = first
    for _ in range(3000):
        tensor = Add()([tensor, Dense(2)(tensor)])
    assert Model(first, tensor).count_params() == 3000 * 6


def test_layers_show_their_settings():
    assert repr(LSTM(3, name="memory")) == (
        "LSTM(units=3, activation='tanh', recurrent_activation='sigmoid', return_sequences=False, dropout=0.0,"
        " name='memory')")
    assert repr(Embedding(10, 2)) == "Embedding(input_dim=10, output_dim=2, embeddings_regularizer=None)"
