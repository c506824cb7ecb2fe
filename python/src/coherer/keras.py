"""Networks of Keras 3: as JSON for the Param network, and with their weights for the Param initialModelPath.

Keras is no dependency of this package; it is imported where a model of it is given.
"""

import json
import os
import zipfile
from typing import Any

_INSTALL = "pip install keras jax"


def _keras() -> Any:
    try:
        import keras
    except ImportError as problem:
        raise ImportError(f"Cannot read a model of Keras: Keras is not installed (install it by {_INSTALL})") from problem
    version = getattr(keras, "__version__", "unknown")
    if not version.startswith("3."):
        raise ImportError(f"Cannot read a model of Keras {version} (must be Keras 3: install it by {_INSTALL})")
    return keras


def is_keras_model(value: Any) -> bool:
    """Returns whether a value is a model of Keras, without importing Keras."""
    return any(kind.__name__ == "Model" and kind.__module__.split(".")[0] == "keras" for kind in type(value).__mro__)


def _checked(model: Any) -> Any:
    keras = _keras()
    if not isinstance(model, keras.Model):
        raise TypeError(f"Cannot read a {type(model).__name__} as a network (must be a model of Keras: a keras.Sequential or a functional keras.Model)")
    kind = type(model)
    if kind.__name__ not in ("Sequential", "Functional") or kind.__module__.split(".")[0] != "keras":
        raise TypeError(
            f"Cannot read the subclassed model {kind.__name__} as a network (must be a keras.Sequential or a functional keras.Model: "
            "write its call() with keras.Input and keras.Model(inputs, outputs))"
        )
    if not model.built or not model.inputs:
        raise ValueError(f"Cannot read the model {model.name!r}: its input is not known (put keras.Input(shape) first)")
    return model


def network_json(model: Any, compiled: bool = True) -> str:
    """Returns a model of Keras 3 as JSON, without its weights, for the Param network.

    Training starts anew, from what the model's initializers say; ``save_for_start`` keeps the weights.

    :param model: a ``keras.Sequential`` or a functional ``keras.Model``
    :param compiled: whether the loss and the optimizer that it was compiled with are part of it. Without them, the loss
        follows from the last activation, and the Params loss and optimizer say more
    :raises TypeError: if it is no such model
    :raises ValueError: if its input is not known
    """
    keras = _keras()
    model = _checked(model)
    config = json.loads(model.to_json())
    compile_config = config.pop("compile_config", None) or {}
    if compiled and model.compiled:
        # Keras takes the optimizer out of what the model says of itself when it saves HDF5.
        if not compile_config.get("optimizer") and model.optimizer is not None:
            compile_config["optimizer"] = keras.optimizers.serialize(model.optimizer)
        config["compile_config"] = compile_config
    return json.dumps(config)


def save_for_start(model: Any, path: str) -> str:
    """Saves a model of Keras 3 with its weights as a ``.keras`` file, for the Param initialModelPath, and returns the path.

    :param path: a local path that ends in ``.keras``; a folder that all of the cluster sees, or one to copy from
    :raises TypeError: if it is no ``keras.Sequential`` or functional ``keras.Model``
    :raises ValueError: if its input is not known, or the path does not end in ``.keras``
    """
    model = _checked(model)
    path = os.fspath(path)
    if not path.endswith(".keras"):
        raise ValueError(f"Cannot save a model of Keras as {path!r} (the path must end in .keras)")
    model.save(path)
    with zipfile.ZipFile(path) as saved:
        assets = [name for name in saved.namelist() if name.startswith("assets")]
    if assets:
        os.remove(path)
        raise ValueError(f"Cannot save the model {model.name!r}: it has a vocabulary, {assets[0]!r} (omit layers such as TextVectorization)")
    return path
