"""Layers that change the shape of a row, and learn nothing."""
from __future__ import annotations

from typing import Optional, Sequence

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import known, Layer, product, Sizes, Tensor


class Flatten(Layer):
    """Makes a vector of a sequence or an image."""

    _FLATTENS = True

    def _shape(self, label: str, given: Shape) -> Shape:
        return (product(given),)


class Reshape(Layer):
    """Gives an input of the network, or the vector of a Dense, another shape, with as many numbers."""

    _MAKES_ROW = True

    def __init__(self, target_shape: Sizes, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["target_shape"] = _shapes.all_sizes(
            self._label(), "target_shape", target_shape, "must be 1 to 3 sizes of at least 1")

    def _joined(self, label: str, inputs: Sequence[Tensor]) -> Shape:
        shape = super()._joined(label, inputs)
        if not inputs[0].is_row:
            raise _shapes.refused(label, known(inputs[0]), "must be an input of the network, or a vector of a Dense")
        return shape

    def _shape(self, label: str, given: Shape) -> Shape:
        target = tuple(self._config["target_shape"])
        if product(target) != product(given):
            raise _shapes.refused(
                label, given,
                f"must have {product(target)} numbers for the target_shape {_shapes.text(target)}, and has"
                f" {product(given)}")
        return target


class ZeroPadding2D(Layer):
    """Puts zeros around an image: so many on all sides, or above and below, and left and right."""

    def __init__(self, padding: Sizes = 1, name: Optional[str] = None) -> None:
        super().__init__(name)
        rows, columns = _shapes.sizes(self._label(), "padding", 2, padding)
        self._config["padding"] = [[rows, rows], [columns, columns]]

    def _shape(self, label: str, given: Shape) -> Shape:
        _shapes.checked_dimensions(label, 2, given)
        rows, columns = (sum(both) for both in self._config["padding"])
        return (given[0] + rows, given[1] + columns, given[2])


class UpSampling2D(Layer):
    """Repeats each pixel of an image: so often in both directions, or down and along."""

    def __init__(self, size: Sizes = 2, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config.update({"size": _shapes.sizes(self._label(), "size", 2, size), "interpolation": "nearest"})

    def _shape(self, label: str, given: Shape) -> Shape:
        _shapes.checked_dimensions(label, 2, given)
        rows, columns = self._config["size"]
        return (given[0] * rows, given[1] * columns, given[2])
