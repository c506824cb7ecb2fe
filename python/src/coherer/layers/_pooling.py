"""Pooling of sequences and images."""
from __future__ import annotations

from typing import ClassVar, Optional

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import Layer, Sizes


class _Pooling(Layer):
    _DIMENSIONS: ClassVar[int]

    def __init__(
            self, pool_size: Sizes = 2, strides: Optional[Sizes] = None, padding: str = "valid",
            name: Optional[str] = None) -> None:
        super().__init__(name)
        label = self._label()
        size = _shapes.sizes(label, "pool_size", self._DIMENSIONS, pool_size)
        self._config.update({
            "pool_size": size,
            "strides": size if strides is None else _shapes.sizes(label, "strides", self._DIMENSIONS, strides),
            "padding": _shapes.one_of(label, "padding", padding, _shapes.PADDINGS)})

    def _shape(self, label: str, given: Shape) -> Shape:
        return _shapes.window(label, self._config, "pool_size", given)


class MaxPooling1D(_Pooling):
    """The largest value within a window that moves over a sequence: by its own size, unless strides say otherwise."""

    _DIMENSIONS = 1


class MaxPooling2D(_Pooling):
    """The largest value within a window that moves over an image: by its own size, unless strides say otherwise."""

    _DIMENSIONS = 2


class AveragePooling2D(_Pooling):
    """The mean value within a window that moves over an image: by its own size, unless strides say otherwise."""

    _DIMENSIONS = 2


class _GlobalPooling(Layer):
    _DIMENSIONS: ClassVar[int]

    def _shape(self, label: str, given: Shape) -> Shape:
        _shapes.checked_dimensions(label, self._DIMENSIONS, given)
        return given[-1:]


class GlobalMaxPooling1D(_GlobalPooling):
    """The largest of each value of the steps of a sequence."""

    _DIMENSIONS = 1


class GlobalAveragePooling1D(_GlobalPooling):
    """The mean of each value of the steps of a sequence."""

    _DIMENSIONS = 1


class GlobalMaxPooling2D(_GlobalPooling):
    """The largest value of each channel of an image."""

    _DIMENSIONS = 2


class GlobalAveragePooling2D(_GlobalPooling):
    """The mean value of each channel of an image."""

    _DIMENSIONS = 2
