"""Trained models as models of other libraries: ONNX, Keras 3 and DL4J.

The file of each format is written by the JVM, also over Spark Connect, wherever the path of a Hadoop file system
points. docs/export.md says what is in them.
"""
import os
import tempfile
import uuid

__all__ = ["load_keras", "to_dl4j", "to_keras", "to_onnx"]


def to_onnx(model, path, overwrite=False):
    """Writes a trained model as an ONNX file, with all that transform does, and returns the path.

    >>> to_onnx(model, "/tmp/digits.onnx")
    >>> session = onnxruntime.InferenceSession("/tmp/digits.onnx")
    >>> session.run(["probability"], {"features": rows})

    Parameters
    ----------
    model : a trained model of Coherer
    path : str
        Where to write, on any Hadoop file system.
    overwrite : bool
        Whether what is there already is replaced.
    """
    return _write(model, "onnx", path, overwrite)


def to_dl4j(model, path, overwrite=False):
    """Writes a trained model as a zip file that Deeplearning4j's ModelSerializer restores, and returns the path.

    Parameters
    ----------
    model : a trained model of Coherer
    path : str
        Where to write, on any Hadoop file system.
    overwrite : bool
        Whether what is there already is replaced.
    """
    return _write(model, "dl4j", path, overwrite)


def to_keras(model, path=None):
    """Returns a trained model as a keras.Model, which takes rows as transform does.

    Parameters
    ----------
    model : a trained model of Coherer
    path : str, optional
        Where to write the file that the model is built from, and where Python finds it, too. Needed where the driver
        runs on another machine; without it, the file is a temporary one.
    """
    _keras()
    if path is not None:
        return load_keras(_write(model, "keras", path, False))
    file = os.path.join(tempfile.gettempdir(), f"coherer-{uuid.uuid4().hex}.npz")
    try:
        _write(model, "keras", "file://" + file, False)
        return load_keras(file)
    finally:
        for written in (file, os.path.join(os.path.dirname(file), f".{os.path.basename(file)}.crc")):
            if os.path.exists(written):
                os.remove(written)


def load_keras(path):
    """Returns the keras.Model that a file holds which was written with the format keras.

    Needs nothing of Coherer or Spark but these lines: they may be copied to where the model is used.

    Parameters
    ----------
    path : str
        The file, on a disk of this machine.
    """
    keras = _keras()
    import numpy

    local = path[len("file://"):] if path.startswith("file://") else path
    if not os.path.exists(local):
        raise FileNotFoundError(
            f"Cannot read the Keras model {path}: this machine has no such file (write it to a path that the driver "
            "and Python have in common: to_keras(model, path))")
    with numpy.load(local) as file:
        model = keras.models.model_from_json(file["model.json"].decode())
        for layer in model.layers:
            layer.set_weights([file[f"{layer.name}/{i}"] for i in range(len(layer.weights))])
    return model


def _keras():
    try:
        import keras
    except ImportError as problem:
        raise ImportError(
            "to_keras needs Keras 3, which is not installed (pip install keras, and jax, torch or tensorflow for it "
            "to run on)") from problem
    if int(keras.__version__.split(".")[0]) < 3:
        raise ImportError(f"to_keras needs Keras 3, and {keras.__version__} is installed (pip install -U keras)")
    return keras


def _write(model, file_format, path, overwrite):
    writer = model.write().option("format", file_format)
    (writer.overwrite() if overwrite else writer).save(path)
    return path
