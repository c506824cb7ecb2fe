"""Convolutions of sequences and images."""
from __future__ import annotations

from typing import Any, ClassVar, Optional

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import Layer, product, Sizes
from coherer.layers._dense import Weighted
from coherer.regularizers import L1L2


class _Convolution(Weighted):
    _DIMENSIONS: ClassVar[int]

    def __init__(
            self, filters: int, kernel_size: Sizes, strides: Sizes = 1, padding: str = "valid", *,
            dilation_rate: Sizes = 1, activation: Optional[str] = None, use_bias: bool = True,
            kernel_initializer: str = "glorot_uniform", kernel_regularizer: Optional[L1L2] = None,
            bias_regularizer: Optional[L1L2] = None, name: Optional[str] = None) -> None:
        super().__init__(name)
        label = self._label()
        self._config.update({
            "filters": _shapes.positive(label, "filters", filters),
            "kernel_size": _shapes.sizes(label, "kernel_size", self._DIMENSIONS, kernel_size),
            "strides": _shapes.sizes(label, "strides", self._DIMENSIONS, strides),
            "padding": _shapes.one_of(label, "padding", padding, _shapes.PADDINGS),
            "dilation_rate": _shapes.sizes(label, "dilation_rate", self._DIMENSIONS, dilation_rate)})
        self._weigh(activation, use_bias, kernel_initializer, kernel_regularizer, bias_regularizer)

    def _shape(self, label: str, given: Shape) -> Shape:
        if max(self._config["strides"]) > 1 and max(self._config["dilation_rate"]) > 1:
            raise self._undilated(label, "where strides are more than 1")
        return (*_shapes.window(label, self._config, "kernel_size", given)[:-1], self._config["filters"])

    def _undilated(self, label: str, where: str) -> ValueError:
        return _shapes.invalid(
            label, "dilation_rate", _shapes.text(self._config["dilation_rate"]), f"must be 1 {where}")

    def _trained(self, given: Shape) -> int:
        filters = self._config["filters"]
        return self._with_bias(product(self._config["kernel_size"]) * given[-1] * filters, filters)


class Conv1D(_Convolution):
    """A convolution of sequences.

    Parameters
    ----------
    filters : int
        the values that it makes of each place
    kernel_size : int
        the steps that it takes at once
    strides : int
        how far the kernel moves
    padding : str
        what is around the input: valid, nothing, or same, as many zeros as make the output as large as the input
    """

    _DIMENSIONS = 1


class Conv2D(_Convolution):
    """A convolution of images.

    Parameters
    ----------
    filters : int
        the channels that it makes
    kernel_size : int or tuple of two
        how large the kernel is: one number for both, or height and width
    strides : int or tuple of two
        how far the kernel moves
    padding : str
        what is around the image: valid, nothing, or same, as many zeros as make the output as large as the input
    """

    _DIMENSIONS = 2


class Conv2DTranspose(_Convolution):
    """A convolution that makes larger images, as decoders do; strides say by how much.

    Parameters
    ----------
    filters : int
        the channels that it makes
    kernel_size : int or tuple of two
        how large the kernel is: one number for both, or height and width
    """

    _DIMENSIONS = 2

    def _shape(self, label: str, given: Shape) -> Shape:
        if max(self._config["dilation_rate"]) > 1:
            raise self._undilated(label, "here")
        return (*_shapes.spread(label, self._config, "kernel_size", given)[:-1], self._config["filters"])


class DepthwiseConv2D(Layer):
    """A convolution of each channel of an image on its own.

    Parameters
    ----------
    kernel_size : int or tuple of two
        how large the kernel is: one number for both, or height and width
    depth_multiplier : int
        how many channels are made of each one
    """

    def __init__(
            self, kernel_size: Sizes, strides: Sizes = 1, padding: str = "valid", depth_multiplier: int = 1, *,
            activation: Optional[str] = None, use_bias: bool = True, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._convolve(kernel_size, strides, padding, depth_multiplier, activation, use_bias)

    def _convolve(
            self, kernel_size: Any, strides: Any, padding: Any, multiplier: Any, activation: Any, use_bias: Any) -> None:
        label = self._label()
        self._config.update({
            "kernel_size": _shapes.sizes(label, "kernel_size", 2, kernel_size),
            "strides": _shapes.sizes(label, "strides", 2, strides),
            "padding": _shapes.one_of(label, "padding", padding, _shapes.PADDINGS),
            "depth_multiplier": _shapes.positive(label, "depth_multiplier", multiplier),
            "activation": _shapes.activation(label, "activation", activation),
            "use_bias": _shapes.flag(label, "use_bias", use_bias)})

    def _channels(self, given: Shape) -> int:
        return int(given[-1] * self._config["depth_multiplier"])

    def _shape(self, label: str, given: Shape) -> Shape:
        return (*_shapes.window(label, self._config, "kernel_size", given)[:-1], self._channels(given))

    def _trained(self, given: Shape) -> int:
        made = self._channels(given)
        return product(self._config["kernel_size"]) * made + (made if self._config["use_bias"] else 0)


class SeparableConv2D(DepthwiseConv2D):
    """A convolution of each channel of an image on its own, and then one of each place.

    Parameters
    ----------
    filters : int
        the channels that it makes
    kernel_size : int or tuple of two
        how large the kernel is: one number for both, or height and width
    depth_multiplier : int
        how many channels are made of each one in between
    """

    def __init__(
            self, filters: int, kernel_size: Sizes, strides: Sizes = 1, padding: str = "valid", *,
            depth_multiplier: int = 1, activation: Optional[str] = None, use_bias: bool = True,
            name: Optional[str] = None) -> None:
        Layer.__init__(self, name)
        self._config["filters"] = _shapes.positive(self._label(), "filters", filters)
        self._convolve(kernel_size, strides, padding, depth_multiplier, activation, use_bias)

    def _shape(self, label: str, given: Shape) -> Shape:
        return (*super()._shape(label, given)[:-1], self._config["filters"])

    def _trained(self, given: Shape) -> int:
        filters: int = self._config["filters"]
        made = self._channels(given)
        return (product(self._config["kernel_size"]) + filters) * made + (filters if self._config["use_bias"] else 0)
