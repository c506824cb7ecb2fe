"""Rows of weights for whole numbers."""
from __future__ import annotations

from typing import Optional, Sequence

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import known, Layer, Tensor
from coherer.regularizers import L1L2


def _of_input(label: str, inputs: Sequence[Tensor], made: Shape) -> Shape:
    if not inputs[0].is_input:
        raise _shapes.refused(label, known(inputs[0]), "must be an input of the network")
    return made


class Embedding(Layer):
    """A row of weights for each of the whole numbers of an input of the network.

    Parameters
    ----------
    input_dim : int
        how many different numbers there are, from 0
    output_dim : int
        the weights of a row
    """

    def __init__(
            self, input_dim: int, output_dim: int, *, embeddings_regularizer: Optional[L1L2] = None,
            name: Optional[str] = None) -> None:
        super().__init__(name)
        label = self._label()
        self._config.update({
            "input_dim": _shapes.positive(label, "input_dim", input_dim),
            "output_dim": _shapes.positive(label, "output_dim", output_dim),
            "embeddings_regularizer": _shapes.regularizer(label, "embeddings_regularizer", embeddings_regularizer)})

    def _joined(self, label: str, inputs: Sequence[Tensor]) -> Shape:
        return _of_input(label, inputs, super()._joined(label, inputs))

    def _shape(self, label: str, given: Shape) -> Shape:
        if len(given) != 1:
            raise _shapes.refused(label, given, "must be a vector of whole numbers below input_dim")
        return (given[0], self._config["output_dim"])

    def _trained(self, given: Shape) -> int:
        return int(self._config["input_dim"] * self._config["output_dim"])
