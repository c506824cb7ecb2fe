"""The base of all layers, tensors between them, and inputs."""
from __future__ import annotations

from typing import Any, ClassVar, Dict, List, Optional, Sequence, Tuple, Union

from coherer import _shapes
from coherer._shapes import Shape

Sizes = Union[int, Sequence[int]]


class Layer:
    """A layer: its class, its name, and its settings, all as Keras has them.

    Parameters
    ----------
    name : str, optional
        the layer's name, unique in its network; without one it gets a numbered one of its class: dense, dense_1
    """

    _KIND: ClassVar[str] = ""
    _KEEPS_ORDER: ClassVar[bool] = False  # whether its numbers are in the places of those of its input
    _FLATTENS: ClassVar[bool] = False  # whether it makes a vector of all numbers of its input
    _MAKES_ROW: ClassVar[bool] = False  # whether its numbers are in Keras's order in any engine

    def __init__(self, name: Optional[str] = None) -> None:
        if name is not None and (not isinstance(name, str) or not name.strip() or "/" in name):
            raise _shapes.invalid(f"layer {self.kind}", "name", _shapes.shown(name), "must have letters, and no /")
        self._name = name
        self._config: Dict[str, Any] = {}
        self._used = False

    @property
    def kind(self) -> str:
        """The name of Keras's class."""
        return self._KIND or type(self).__name__

    @property
    def name(self) -> Optional[str]:
        """The name, if it was chosen."""
        return self._name

    def __call__(self, inputs: Union[Tensor, Sequence[Tensor]]) -> Tensor:
        """Applies the layer to a tensor; Add and Concatenate to a list of them."""
        given: List[Any] = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
        for each in given:
            if not isinstance(each, Tensor):
                raise TypeError(
                    f"Invalid input of type {type(each).__name__} to {self._label()}"
                    " (must be what Input or a layer has returned)")
        self._use()
        return Tensor(self, given, self._made(self._label(), given))

    def __repr__(self) -> str:
        settings = {**self._config, **({"name": self._name} if self._name else {})}
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in settings.items())})"

    def _use(self) -> None:
        if self._used:
            raise ValueError(
                f"Invalid second use of {self._label()} (layers with common weights are not supported; make a second"
                " layer)")
        self._used = True

    def _label(self, name: Optional[str] = None) -> str:
        """What messages call the layer."""
        known = name or self._name
        return f"layer {self.kind}" if known is None else f"layer '{known}', {self.kind}"

    def _made(self, label: str, inputs: Sequence[Tensor]) -> Optional[Shape]:
        """The shape of what it makes of inputs, checked; None where only data can tell."""
        if any(each.sizes is None for each in inputs):
            return None
        shape = self._joined(label, inputs)
        if product(shape) > _shapes.MOST:
            raise _shapes.invalid(label, "output shape", _shapes.text(shape), f"its numbers must be at most {_shapes.MOST}")
        if inputs and self._trained(known(inputs[0])) > _shapes.MOST:
            raise _shapes.refused(
                label, known(inputs[0]), f"the weights of the layer must be at most {_shapes.MOST}")
        return shape

    def _joined(self, label: str, inputs: Sequence[Tensor]) -> Shape:
        """The shape of what it makes of inputs, of which most layers take one."""
        if len(inputs) != 1:
            raise ValueError(f"Invalid {len(inputs)} inputs of {label} (must be one)")
        return self._shape(label, known(inputs[0]))

    def _shape(self, label: str, given: Shape) -> Shape:
        """The shape of what it makes of an input; where it changes numbers alone, it is the same."""
        return given

    def _trained(self, given: Shape) -> int:
        """The number of weights that training changes by gradients."""
        return 0

    def _untrained(self, given: Shape) -> int:
        """The number of weights beside those."""
        return 0


class Tensor:
    """What a layer makes of its inputs. Two tensors are the same if they are the same object."""

    def __init__(self, layer: Layer, inputs: List[Tensor], sizes: Optional[Shape]) -> None:
        self.layer = layer
        self.inputs = inputs
        self.sizes = sizes

    @property
    def shape(self) -> Optional[Tuple[Optional[int], ...]]:
        """The shape as Keras has it, with None for the number of rows."""
        return None if self.sizes is None else (None, *self.sizes)

    @property
    def is_input(self) -> bool:
        """Whether it is an input of a network."""
        return isinstance(self.layer, InputLayer)

    @property
    def is_row(self) -> bool:
        """Whether its numbers are in Keras's order in any engine, which may have an image's channels in another place."""
        given = self
        while given.keeps_order or given.layer._FLATTENS:
            given = given.inputs[0]
        return given.is_input or given.layer._MAKES_ROW

    @property
    def keeps_order(self) -> bool:
        """Whether its numbers are in the places of those of its input."""
        return self.layer._KEEPS_ORDER

    def __repr__(self) -> str:
        return f"<Tensor of shape {'?' if self.sizes is None else _shapes.text(self.sizes)} of {self.layer._label()}>"


class InputLayer(Layer):
    """What Input puts in front of a network."""

    def __init__(self, shape: Sizes, name: Optional[str] = None) -> None:
        super().__init__(name)
        self._sizes = tuple(_shapes.all_sizes(
            self._label(), "shape", shape,
            "must be 1 to 3 sizes of at least 1: values; steps and values; or height, width and channels"))
        if product(self._sizes) > _shapes.MOST:
            raise _shapes.invalid(
                self._label(), "shape", _shapes.text(self._sizes), f"its numbers must be at most {_shapes.MOST}")

    def _joined(self, label: str, inputs: Sequence[Tensor]) -> Shape:
        if inputs:
            raise ValueError(f"Invalid {len(inputs)} inputs of {label} (must be none: it is an input itself)")
        return self._sizes

    def __repr__(self) -> str:
        return f"Input({self._sizes})"


def Input(shape: Sizes, name: Optional[str] = None) -> Tensor:
    """An input of a network.

    Parameters
    ----------
    shape : int or tuple of int
        the sizes of a row: values; steps and values; or height, width and channels
    name : str, optional
        the input's name
    """
    layer = InputLayer(shape, name)
    return Tensor(layer, [], layer._made(layer._label(), []))


def known(tensor: Tensor) -> Shape:
    assert tensor.sizes is not None
    return tensor.sizes


def product(shape: Sequence[int]) -> int:
    product = 1
    for size in shape:
        product *= size
    return product
