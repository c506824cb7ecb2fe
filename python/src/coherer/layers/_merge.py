"""Layers of several inputs."""
from __future__ import annotations

from typing import Any, List, Optional, Sequence

from coherer import _shapes
from coherer._shapes import Shape
from coherer.layers._base import known, Layer, Tensor


class Merge(Layer):
    """A layer of several inputs."""

    def _joined(self, label: str, inputs: Sequence[Tensor]) -> Shape:
        shapes = [known(each) for each in inputs]
        self._check_count(label, len(shapes))
        if len({self._compared(shape) for shape in shapes}) > 1:
            raise ValueError(
                f"Invalid inputs of shapes {' and '.join(map(_shapes.text, shapes))} to {label} ({self._constraint()})")
        return self._of(shapes)

    def _check_count(self, label: str, count: int) -> None:
        if count < 2:
            raise ValueError(f"Invalid {count} inputs of {label} (must be at least 2)")

    def _compared(self, shape: Shape) -> Any:
        """What has to be the same of all inputs."""
        return shape

    def _constraint(self) -> str:
        return "must be alike; bring them to one shape by a Dense or a Conv2D"

    def _of(self, shapes: List[Shape]) -> Shape:
        return shapes[0]


class Add(Merge):
    """The sum of several inputs of one shape: ``Add()([x, y])``."""


class Subtract(Merge):
    """The difference of two inputs: ``Subtract()([x, y])``."""

    def _check_count(self, label: str, count: int) -> None:
        if count != 2:
            raise ValueError(f"Invalid {count} inputs of {label} (must be 2)")


class Multiply(Merge):
    """The product of several inputs, number by number."""


class Average(Merge):
    """The mean of several inputs, number by number."""


class Maximum(Merge):
    """The largest of several inputs, number by number."""


class Concatenate(Merge):
    """Several inputs one behind the other, in the last of their sizes: ``Concatenate()([x, y])``."""

    def __init__(self, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._config["axis"] = -1

    def _compared(self, shape: Shape) -> Any:
        return len(shape), shape[:-1]

    def _constraint(self) -> str:
        return "must be alike in all sizes but the last"

    def _of(self, shapes: List[Shape]) -> Shape:
        return (*shapes[0][:-1], sum(shape[-1] for shape in shapes))


def add(inputs: Sequence[Tensor]) -> Tensor:
    """The sum of several tensors of one shape."""
    return Add()(inputs)


def concatenate(inputs: Sequence[Tensor]) -> Tensor:
    """Several tensors one behind the other, in the last of their sizes."""
    return Concatenate()(inputs)
