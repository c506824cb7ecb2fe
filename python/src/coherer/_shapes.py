"""Checks of the settings of layers, and the arithmetic of shapes.

A shape is that of a row: of a vector; of a sequence, steps and values; of an image, height, width and channels.
"""
from __future__ import annotations

import math
import operator
from typing import Any, Collection, Dict, List, Optional, Sequence, Tuple

from coherer.regularizers import L1L2

Shape = Tuple[int, ...]

MOST = 2 ** 31 - 1

ACTIVATIONS = (
    "elu", "leaky_relu", "linear", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "softmax", "softplus", "softsign",
    "swish", "tanh")

PADDINGS = ("same", "valid")

_SPREAD = 0.05

_INITIALIZERS: Dict[str, Tuple[str, Dict[str, Any]]] = {
    "glorot_uniform": ("GlorotUniform", {"seed": None}),
    "glorot_normal": ("GlorotNormal", {"seed": None}),
    "he_uniform": ("HeUniform", {"seed": None}),
    "he_normal": ("HeNormal", {"seed": None}),
    "lecun_uniform": ("LecunUniform", {"seed": None}),
    "lecun_normal": ("LecunNormal", {"seed": None}),
    "orthogonal": ("Orthogonal", {"gain": 1.0, "seed": None}),
    "random_normal": ("RandomNormal", {"mean": 0.0, "stddev": _SPREAD, "seed": None}),
    "random_uniform": ("RandomUniform", {"minval": -_SPREAD, "maxval": _SPREAD, "seed": None}),
    "truncated_normal": ("TruncatedNormal", {"mean": 0.0, "stddev": _SPREAD, "seed": None}),
    "zeros": ("Zeros", {}),
    "ones": ("Ones", {}),
}


def text(shape: Sequence[int]) -> str:
    """A shape as messages have it: ``(28, 28, 1)``, and ``(10)`` of a vector."""
    return "(" + ", ".join(map(str, shape)) + ")"


def invalid(label: str, setting: str, value: Any, constraint: str) -> ValueError:
    """What to raise where a setting has a value that it must not have."""
    return ValueError(f"Invalid {setting} {value} of {label} ({constraint})")


def refused(label: str, shape: Shape, constraint: str) -> ValueError:
    """What to raise where a layer cannot take what it is given."""
    return ValueError(f"Invalid input of shape {text(shape)} to {label} ({constraint})")


def shown(value: Any) -> str:
    """A value as messages have it."""
    if value is None:
        return "null"
    if isinstance(value, (tuple, list)):
        return text(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"'{value}'" if isinstance(value, str) else str(value)


def _whole(value: Any) -> Optional[int]:
    """A whole number of at least 1, of Python or NumPy; None if it is none."""
    try:
        number = None if isinstance(value, bool) else operator.index(value)
    except TypeError:
        return None
    return number if number is not None and 1 <= number <= MOST else None


def positive(label: str, setting: str, value: Any) -> int:
    number = _whole(value)
    if number is None:
        raise invalid(label, setting, shown(value), "must be a whole number of at least 1")
    return number


def sizes(label: str, setting: str, dimensions: int, value: Any) -> List[int]:
    """As many sizes as a window has dimensions; one is meant for all."""
    given = list(value) if isinstance(value, (tuple, list)) else [value]
    found = [_whole(each) for each in (given * dimensions if len(given) == 1 else given)]
    if len(found) != dimensions or None in found:
        raise invalid(
            label, setting, shown(given[0] if len(given) == 1 else value),
            "must be one whole number of at least 1" if dimensions == 1
            else f"must be one or {dimensions} whole numbers of at least 1")
    return [each for each in found if each is not None]


def all_sizes(label: str, setting: str, value: Any, constraint: str) -> List[int]:
    """The 1 to 3 sizes of a row."""
    given = list(value) if isinstance(value, (tuple, list)) else [value]
    found = [_whole(each) for each in given]
    if not 1 <= len(found) <= 3 or None in found:
        raise invalid(label, setting, shown(given), constraint)
    return [each for each in found if each is not None]


def number(
        label: str, setting: str, value: Any, least: float = 0, above: bool = False, below: float = math.inf) -> float:
    """A number that is at least, or more than, the least one."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not ((value > least if above else value >= least) and value < below):
        bound = f"must be {'more than' if above else 'at least'} {shown(least)}"
        raise invalid(
            label, setting, shown(value), bound if below == math.inf else f"{bound} and less than {shown(below)}")
    return float(value)


def one_of(label: str, setting: str, value: Any, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise invalid(label, setting, shown(value), f"must be one of {', '.join(sorted(known))}")
    return value


def flag(label: str, setting: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise invalid(label, setting, shown(value), "must be True or False")
    return value


def activation(label: str, setting: str, value: Any) -> str:
    return "linear" if value is None else one_of(label, setting, value, ACTIVATIONS)


def initializer(label: str, setting: str, value: Any) -> Dict[str, Any]:
    """An initializer, by its name, as Keras writes it."""
    kind, config = _INITIALIZERS[one_of(label, setting, value, _INITIALIZERS)]
    return keras_object("keras.initializers", kind, dict(config))


def regularizer(label: str, setting: str, value: Any) -> Optional[Dict[str, Any]]:
    """A penalty, as Keras writes it."""
    if value is not None and not isinstance(value, L1L2):
        raise invalid(label, setting, shown(value), "must be one of coherer.regularizers: l1, l2 or l1_l2")
    return None if value is None else value._json()


def keras_object(module: str, kind: str, config: Dict[str, Any]) -> Dict[str, Any]:
    """An object as Keras 3 writes it."""
    return {"module": module, "class_name": kind, "config": config, "registered_name": None}


def checked_dimensions(label: str, dimensions: int, shape: Shape) -> None:
    """Checks that an input is a sequence, for one dimension, or an image, for two."""
    if len(shape) != dimensions + 1:
        raise refused(
            label, shape,
            "must be a sequence of steps and values; an LSTM before it has to have return_sequences" if dimensions == 1
            else "must be an image of height, width and channels, 1 of a grey one")


def window(label: str, config: Dict[str, Any], setting: str, shape: Shape) -> Shape:
    """The shape of what a kernel or a pooling makes, with the channels that it is given."""
    extents: List[int] = config[setting]
    checked_dimensions(label, len(extents), shape)
    dilations = config.get("dilation_rate", [1] * len(extents))
    places: List[int] = []
    for side, extent, stride, dilation in zip(shape, extents, config["strides"], dilations):
        covered = (extent - 1) * dilation + 1
        starts = side if config["padding"] == "same" else side - covered + 1
        if starts < 1:
            raise refused(
                label, shape,
                f"must be as large as the {setting} {text(extents)} covers; lower that, or set padding to 'same'")
        places.append(-(-starts // stride))
    return (*places, shape[-1])


def spread(label: str, config: Dict[str, Any], setting: str, shape: Shape) -> Shape:
    """The same where the window is spread out over a larger image: transposed."""
    extents: List[int] = config[setting]
    checked_dimensions(label, len(extents), shape)
    return (*(
        side * stride + (0 if config["padding"] == "same" else max(extent - stride, 0))
        for side, extent, stride in zip(shape, extents, config["strides"])), shape[-1])
