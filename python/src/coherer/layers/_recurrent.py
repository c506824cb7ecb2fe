"""Layers that go through the steps of a sequence."""
from __future__ import annotations

import re
from typing import Any, ClassVar, Optional

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import Layer


class _Recurrent(Layer):
    _GATES: ClassVar[int]

    def _recur(self, return_sequences: Any, dropout: Any) -> None:
        label = self._label()
        self._config.update({
            "return_sequences": _shapes.flag(label, "return_sequences", return_sequences),
            "dropout": _shapes.number(label, "dropout", dropout, below=1)})

    def _shape(self, label: str, given: Shape) -> Shape:
        _shapes.checked_dimensions(label, 1, given)
        units = self._config["units"]
        return (given[0], units) if self._config["return_sequences"] else (units,)

    def _trained(self, given: Shape) -> int:
        units: int = self._config["units"]
        return self._GATES * units * (given[-1] + units + 1)


class LSTM(_Recurrent):
    """A recurrent layer with long short-term memory.

    Parameters
    ----------
    units : int
        the values that it makes
    return_sequences : bool
        whether the output is that of all steps rather than of the last one
    dropout : float
        the fraction of the inputs that training drops
    """

    _GATES = 4

    def __init__(
            self, units: int, activation: str = "tanh", recurrent_activation: str = "sigmoid", *,
            return_sequences: bool = False, dropout: float = 0.0, name: Optional[str] = None) -> None:
        super().__init__(name)
        label = self._label()
        self._config.update({
            "units": _shapes.positive(label, "units", units),
            "activation": _shapes.activation(label, "activation", activation),
            "recurrent_activation": _shapes.activation(label, "recurrent_activation", recurrent_activation)})
        self._recur(return_sequences, dropout)


class SimpleRNN(_Recurrent):
    """A plain recurrent layer.

    Parameters
    ----------
    units : int
        the values that it makes
    return_sequences : bool
        whether the output is that of all steps rather than of the last one
    dropout : float
        the fraction of the inputs that training drops
    """

    _GATES = 1

    def __init__(
            self, units: int, activation: str = "tanh", *, return_sequences: bool = False, dropout: float = 0.0,
            name: Optional[str] = None) -> None:
        super().__init__(name)
        label = self._label()
        self._config.update({
            "units": _shapes.positive(label, "units", units),
            "activation": _shapes.activation(label, "activation", activation)})
        self._recur(return_sequences, dropout)


class Bidirectional(Layer):
    """A recurrent layer, and one like it that goes through the steps from the end.

    Parameters
    ----------
    layer : LSTM or SimpleRNN
        the layer
    merge_mode : str
        how the outputs of the two are joined: concat, sum, mul or ave
    """

    def __init__(self, layer: _Recurrent, merge_mode: str = "concat", name: Optional[str] = None) -> None:
        super().__init__(name)
        if not isinstance(layer, _Recurrent):
            raise TypeError(f"Invalid layer {layer!r} of a Bidirectional (must be an LSTM or a SimpleRNN)")
        if layer._config["dropout"] != 0:
            raise _shapes.invalid(
                layer._label(), "dropout", layer._config["dropout"],
                "must be 0 in a Bidirectional; put a Dropout before it")
        layer._use()
        self._layer = layer
        name = re.sub("([a-z])([A-Z])", r"\1_\2", layer.kind).lower()
        config = {"name": layer.name or name, **layer._config}
        self._config.update({
            "layer": _shapes.keras_object("keras.layers", layer.kind, config),
            "merge_mode": _shapes.one_of(self._label(), "merge_mode", merge_mode, ("concat", "sum", "mul", "ave"))})

    def _shape(self, label: str, given: Shape) -> Shape:
        _shapes.checked_dimensions(label, 1, given)
        one = self._layer._shape(label, given)
        return (*one[:-1], 2 * one[-1]) if self._config["merge_mode"] == "concat" else one

    def _trained(self, given: Shape) -> int:
        return 2 * self._layer._trained(given)

    def __repr__(self) -> str:
        return f"Bidirectional({self._layer!r}, merge_mode={self._config['merge_mode']!r})"
