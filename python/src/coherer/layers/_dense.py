"""Layers whose units take all numbers of a vector."""
from __future__ import annotations

from typing import Any, Optional

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import Layer
from coherer.regularizers import L1L2


class Weighted(Layer):
    """A layer with a kernel, a bias and an activation."""

    def _weigh(self, activation: Any, use_bias: Any, initializer: Any, kernel: Any, bias: Any) -> None:
        label = self._label()
        self._config.update({
            "activation": _shapes.activation(label, "activation", activation),
            "use_bias": _shapes.flag(label, "use_bias", use_bias),
            "kernel_initializer": _shapes.initializer(label, "kernel_initializer", initializer),
            "bias_initializer": _shapes.initializer(label, "bias_initializer", "zeros"),
            "kernel_regularizer": _shapes.regularizer(label, "kernel_regularizer", kernel),
            "bias_regularizer": _shapes.regularizer(label, "bias_regularizer", bias)})

    def _with_bias(self, kernel: int, bias: int) -> int:
        return kernel + (bias if self._config["use_bias"] else 0)


class Dense(Weighted):
    """A layer each of whose units takes all numbers of a vector.

    Parameters
    ----------
    units : int
        the numbers that it makes
    activation : str, optional
        the activation function, linear by default
    kernel_initializer : str
        glorot_uniform, glorot_normal, he_uniform, he_normal, lecun_uniform or lecun_normal
    kernel_regularizer, bias_regularizer : optional
        a penalty of coherer.regularizers: l1, l2, l1_l2
    """

    _MAKES_ROW = True

    def __init__(
            self, units: int, activation: Optional[str] = None, use_bias: bool = True,
            kernel_initializer: str = "glorot_uniform", *, kernel_regularizer: Optional[L1L2] = None,
            bias_regularizer: Optional[L1L2] = None, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["units"] = _shapes.positive(self._label(), "units", units)
        self._weigh(activation, use_bias, kernel_initializer, kernel_regularizer, bias_regularizer)

    def _shape(self, label: str, given: Shape) -> Shape:
        if len(given) != 1:
            raise _shapes.refused(label, given, "must be a vector; put Flatten or a global pooling before it")
        return (self._config["units"],)

    def _trained(self, given: Shape) -> int:
        units = self._config["units"]
        return self._with_bias(given[-1] * units, units)
