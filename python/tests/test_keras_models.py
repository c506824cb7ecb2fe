"""Models of Keras 3 as JSON and as files."""

import json
import os
import zipfile

import pytest

os.environ.setdefault("KERAS_BACKEND", "jax")
keras = pytest.importorskip("keras")

from coherer.keras import is_keras_model, network_json, save_for_start  # noqa: E402


def model(**compiled):
    made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(2, activation="softmax")])
    if compiled:
        made.compile(**compiled)
    return made


def test_json_is_what_keras_reads_and_has_what_it_was_compiled_with(tmp_path):
    made = model(loss="categorical_crossentropy", optimizer=keras.optimizers.SGD(0.25))
    text = network_json(made)
    again = keras.models.model_from_json(text)
    assert [layer.units for layer in again.layers] == [4, 2]
    config = json.loads(text)["compile_config"]
    assert config["loss"] == "categorical_crossentropy"
    assert config["optimizer"]["class_name"] == "SGD" and config["optimizer"]["config"]["learning_rate"] == 0.25
    made.save(tmp_path / "x.h5")
    assert json.loads(network_json(made))["compile_config"]["optimizer"]["class_name"] == "SGD"
    assert "compile_config" not in json.loads(network_json(made, compiled=False))
    assert "compile_config" not in json.loads(network_json(model()))


def test_a_saved_model_has_three_entries(tmp_path):
    path = save_for_start(model(), str(tmp_path / "model.keras"))
    with zipfile.ZipFile(path) as saved:
        assert saved.namelist() == ["metadata.json", "config.json", "model.weights.h5"]


def test_other_things_are_refused_with_the_remedy(tmp_path):
    with pytest.raises(TypeError, match=r"Cannot read a str as a network \(must be a model of Keras"):
        network_json("mlp")

    class Own(keras.Model):
        def call(self, x):
            return x

    with pytest.raises(TypeError, match=r"Cannot read the subclassed model Own as a network \(must be a keras.Sequential"):
        network_json(Own())
    with pytest.raises(ValueError, match=r"its input is not known \(put keras.Input\(shape\) first\)"):
        network_json(keras.Sequential([keras.layers.Dense(2)]))
    with pytest.raises(ValueError, match=r"the path must end in .keras"):
        save_for_start(model(), str(tmp_path / "model.h5"))


def test_models_are_told_from_other_values():
    assert is_keras_model(model())
    assert not any(is_keras_model(value) for value in ("{}", None, 3, keras.layers.Dense(2)))
