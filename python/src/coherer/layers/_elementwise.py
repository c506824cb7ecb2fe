"""Layers that leave each number in its place."""
from __future__ import annotations

import math
from typing import Optional

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import Layer


class Activation(Layer):
    """An activation function by its name."""

    _KEEPS_ORDER = True

    def __init__(self, activation: str, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["activation"] = _shapes.one_of(self._label(), "activation", activation, _shapes.ACTIVATIONS)

    def _shape(self, label: str, given: Shape) -> Shape:
        return _of_vector(label, given) if self._config["activation"] == "softmax" else given


def _of_vector(label: str, given: Shape) -> Shape:
    if len(given) != 1:
        raise _shapes.refused(label, given, "must be a vector for a softmax; put Flatten before it")
    return given


class ReLU(Layer):
    """The activation function that is 0 below 0, and limited above if there is a max_value."""

    _KEEPS_ORDER = True

    def __init__(self, max_value: Optional[float] = None, name: Optional[str] = None) -> None:
        super().__init__(name)
        limit = None if max_value is None else _shapes.number(self._label(), "max_value", max_value, above=True)
        self._config.update({"max_value": limit, "negative_slope": 0.0, "threshold": 0.0})


class LeakyReLU(Layer):
    """The activation function that has a slope below 0."""

    _KEEPS_ORDER = True

    def __init__(self, negative_slope: float = 0.3, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["negative_slope"] = _shapes.number(self._label(), "negative_slope", negative_slope)


class ELU(Layer):
    """The activation function that is exponential below 0."""

    _KEEPS_ORDER = True

    def __init__(self, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["alpha"] = 1.0


class Softmax(Layer):
    """Makes probabilities of a vector."""

    _KEEPS_ORDER = True

    def __init__(self, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["axis"] = -1

    def _shape(self, label: str, given: Shape) -> Shape:
        return _of_vector(label, given)


class Rescaling(Layer):
    """Multiplies each number by ``scale`` and adds ``offset``."""

    _KEEPS_ORDER = True

    def __init__(self, scale: float, offset: float = 0.0, name: Optional[str] = None) -> None:
        super().__init__(name)
        for number in (scale, offset):
            if isinstance(number, bool) or not isinstance(number, (int, float)) or not math.isfinite(number):
                raise _shapes.invalid(self._label(), "scale or offset", _shapes.shown(number), "must be a finite number")
        self._config.update({"scale": float(scale), "offset": float(offset)})


class Dropout(Layer):
    """Sets a fraction of the numbers to zero at random, in training alone."""

    _KEEPS_ORDER = True

    def __init__(self, rate: float, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["rate"] = _shapes.number(self._label(), "rate", rate, below=1)


class BatchNormalization(Layer):
    """Normalizes each number of a vector, or each channel of an image, over the rows of a batch.

    Parameters
    ----------
    momentum : float
        how much of the running mean and variance remains at each step
    epsilon : float
        what is added to the variance
    """

    _KEEPS_ORDER = True

    def __init__(self, *, momentum: float = 0.99, epsilon: float = 1e-3, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config.update({
            "axis": -1,
            "momentum": _shapes.number(self._label(), "momentum", momentum, below=1),
            "epsilon": _shapes.number(self._label(), "epsilon", epsilon, above=True),
            "center": True,
            "scale": True})

    def _shape(self, label: str, given: Shape) -> Shape:
        if len(given) == 2:
            raise _shapes.refused(label, given, "must be a vector or an image, not a sequence")
        return given

    def _trained(self, given: Shape) -> int:
        return 2 * given[-1]

    def _untrained(self, given: Shape) -> int:
        return 2 * given[-1]
