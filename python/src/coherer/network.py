"""Networks, with Keras's names: what ``network`` of the estimators takes.

    from coherer.layers import Dense, Dropout, Input
    from coherer.network import Model, Sequential

    Sequential([Dense(128, "relu"), Dropout(0.2), Dense(10, "softmax")])

    image = Input((8, 8, 3), name="image")
    ...
    Model(image, output)

``to_json()`` writes a network as Keras 3 does, so ``keras.models.model_from_json`` reads it, too.
"""
from __future__ import annotations

import abc
import json
import re
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence, Set, Union

from coherer import _shapes
from coherer._ruled_table import ruled_table
from coherer.layers import Flatten, Layer, Tensor
from coherer.layers._base import InputLayer
from coherer.layers._merge import Merge

__all__ = ["Model", "Sequential"]


class _Node(NamedTuple):
    """A layer at its place in a network."""

    name: str
    inputs: List[str]
    output: Tensor

    @property
    def trained(self) -> int:
        given = self.output.inputs[0].sizes if self.output.inputs else None
        return 0 if given is None else self.output.layer._trained(given)

    @property
    def untrained(self) -> int:
        given = self.output.inputs[0].sizes if self.output.inputs else None
        return 0 if given is None else self.output.layer._untrained(given)


class _Network(abc.ABC):
    """What both kinds of network have in common."""

    def __init__(self, name: str) -> None:
        if not isinstance(name, str) or not name.strip() or "/" in name:
            raise _shapes.invalid("layer Network", "name", _shapes.shown(name), "must have letters, and no /")
        self.name = name

    @abc.abstractmethod
    def _nodes(self) -> List[_Node]:
        """The layers, in an order in which each is behind its inputs."""

    @abc.abstractmethod
    def _json(self) -> Dict[str, Any]:
        """The network as Keras 3 has it."""

    def _shown(self) -> List[_Node]:
        """The nodes that a summary shows."""
        return self._nodes()

    def count_params(self) -> int:
        """The number of weights; of layers whose input is not known yet, 0."""
        return sum(node.trained + node.untrained for node in self._nodes())

    def to_json(self) -> str:
        """The network as Keras 3 writes it."""
        return json.dumps(self._json())

    def summary(self, print_fn: Optional[Callable[[str], Any]] = None) -> None:
        """Prints a table of the layers, their shapes and weights, as Keras does; print_fn gets it instead, as one text."""
        nodes = self._nodes()
        rows = [["Layer (type)", "Output Shape", "Param #", "Connected to"]] + [_row(node) for node in self._shown()]
        columns = 3 if _is_chain(nodes) else 4
        trained = sum(node.trained for node in nodes)
        untrained = sum(node.untrained for node in nodes)
        text = "".join([
            f'Model: "{self.name}"\n', ruled_table([row[:columns] for row in rows], right=2),
            _total("Total params: ", trained + untrained), _total("Trainable params: ", trained),
            _total("Non-trainable params: ", untrained)])
        (print_fn or (lambda shown: print(shown, end="")))(text)

    def __repr__(self) -> str:
        layers = sum(1 for node in self._nodes() if not node.output.is_input)
        return f"<{type(self).__name__} '{self.name}' of {layers} layers, {self.count_params()} weights>"


class Sequential(_Network):
    """Layers in a row.

    The first may be an Input. Without one, the network takes what the rows of the data are (or featureShape says), and is
    checked when that is known.

    Parameters
    ----------
    layers : list, optional
        the layers; ``add`` adds more
    name : str
        the network's name
    """

    def __init__(self, layers: Optional[Sequence[Union[Layer, Tensor]]] = None, name: str = "sequential") -> None:
        super().__init__(name)
        self._layers: List[Layer] = []
        for layer in layers or []:
            self._append(layer)
        if self._layers:
            self._place()

    def add(self, layer: Union[Layer, Tensor]) -> None:
        """Adds a layer behind the others."""
        self._append(layer)
        try:
            self._place()
        except ValueError:
            self._layers.pop()._used = False
            raise

    def _append(self, layer: Union[Layer, Tensor]) -> None:
        if isinstance(layer, Tensor) and layer.is_input:
            layer = layer.layer
        if not isinstance(layer, Layer):
            raise TypeError(
                f"Invalid element {layer!r} of a Sequential (must be a layer, such as Dense(10), or the first an Input)")
        if not isinstance(layer, InputLayer):
            layer._use()
        self._layers.append(layer)

    def _place(self) -> List[_Node]:
        """Checks all layers and returns them at their places."""
        tensors: List[Tensor] = []
        names = _names(self._layers)
        for place, (name, layer) in enumerate(zip(names, self._layers)):
            label = layer._label(name)
            if isinstance(layer, Merge):
                raise ValueError(
                    f"Invalid {label} in a sequential network (must take one input; make a network of tensors, with"
                    " inputs and outputs)")
            if isinstance(layer, InputLayer) and place > 0:
                raise ValueError(f"Invalid {label} in a sequential network (must be the first one)")
            if place == 0 and not isinstance(layer, InputLayer):
                tensors.append(Tensor(layer, [], None))
            else:
                before = tensors[-1:]
                tensors.append(Tensor(layer, before, layer._made(label, before)))
        return [_Node(name, names[place - 1:place] if place else [], tensor)
                for place, (name, tensor) in enumerate(zip(names, tensors))]

    def _nodes(self) -> List[_Node]:
        if all(isinstance(layer, InputLayer) for layer in self._layers):
            raise ValueError("Invalid network: there are no layers (must have at least one beside the input)")
        return self._place()

    def _shown(self) -> List[_Node]:
        return [node for node in self._nodes() if not node.output.is_input]

    def _json(self) -> Dict[str, Any]:
        nodes = self._nodes()
        # Not before: more layers may be added.
        _check_output(nodes[-1].output.layer._label(nodes[-1].name), nodes[-1].output)
        config = {"name": self.name, "trainable": True, "layers": [_layer(node) for node in nodes]}
        return _shapes.keras_object("keras", "Sequential", config)


class Model(_Network):
    """The network between inputs and outputs.

    Columns of data are assigned to inputs, and targets to outputs, in this order.

    Parameters
    ----------
    inputs : Tensor or list of Tensor
        what Input has returned
    outputs : Tensor or list of Tensor
        what layers have returned
    name : str
        the network's name
    """

    def __init__(
            self, inputs: Union[Tensor, Sequence[Tensor]], outputs: Union[Tensor, Sequence[Tensor]],
            name: str = "functional") -> None:
        super().__init__(name)
        self.inputs: List[Any] = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
        self.outputs: List[Any] = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        tensors = _between(self.inputs, self.outputs)
        names = dict(zip(map(id, tensors), _names([tensor.layer for tensor in tensors])))
        self._all = [
            _Node(names[id(tensor)], [names[id(given)] for given in tensor.inputs], tensor) for tensor in tensors]

    def _nodes(self) -> List[_Node]:
        return self._all

    def _json(self) -> Dict[str, Any]:
        by_tensor = {id(node.output): node for node in self._all}
        config = {
            "name": self.name,
            "trainable": True,
            "layers": [
                {**_layer(node), "name": node.name, "inbound_nodes": _uses(node, by_tensor)} for node in self._all],
            "input_layers": [[by_tensor[id(tensor)].name, 0, 0] for tensor in self.inputs],
            "output_layers": [[by_tensor[id(tensor)].name, 0, 0] for tensor in self.outputs]}
        network = _shapes.keras_object("keras.src.models.functional", "Functional", config)
        return {**network, "registered_name": "Functional"}


def _names(layers: Sequence[Layer]) -> List[str]:
    """The layers' own names, or numbered ones as Keras makes them of its classes."""
    taken: Set[str] = set()
    for layer in layers:
        if layer.name is not None and layer.name in taken:
            raise _shapes.invalid(layer._label(), "name", f"'{layer.name}'", "another layer has it; rename one")
        if layer.name is not None:
            taken.add(layer.name)
    counts: Dict[str, int] = {}
    names = []
    for layer in layers:
        name = layer.name
        base = re.sub("([a-z])([A-Z])", r"\1_\2", re.sub("(.)([A-Z][a-z]+)", r"\1_\2", layer.kind)).lower()
        while name is None or (layer.name is None and name in taken):
            count = counts.get(base, 0)
            counts[base] = count + 1
            name = f"{base}_{count}" if count else base
        taken.add(name)
        names.append(name)
    return names


def _between(inputs: List[Tensor], outputs: List[Tensor]) -> List[Tensor]:
    """All tensors, each after those that it is made of: the inputs, then what each output needs."""
    _check_tensors("inputs", inputs, False, "is not an input")
    _check_tensors("outputs", outputs, True, "is an input itself")
    for output in outputs:
        _check_output(output.layer._label(), output)
    done = {id(tensor): tensor for tensor in inputs}
    used: Set[int] = set()
    for output in outputs:
        unfinished = [output]
        while unfinished:
            tensor = unfinished[-1]
            used.update(map(id, tensor.inputs))
            missing = [given for given in tensor.inputs if id(given) not in done]
            if missing:
                unfinished.append(missing[0])
                continue
            if tensor.is_input and id(tensor) not in done:
                raise ValueError(
                    f"Invalid inputs of a network: the {_tensor_text(tensor)} is not among them, and an output needs it"
                    " (add it)")
            done[id(tensor)] = tensor
            unfinished.pop()
    for tensor in inputs:
        if id(tensor) not in used:
            raise ValueError(
                f"Invalid inputs of a network: no output needs the {_tensor_text(tensor)} (use it, or remove it from the"
                " inputs)")
    return list(done.values())


def _check_output(label: str, output: Tensor) -> None:
    """Checks that an output is one row of numbers, in the same order in any engine."""
    if output.sizes is not None and (len(output.sizes) != 1 or _is_flattened(output)):
        raise ValueError(
            f"Invalid output of shape {_shapes.text(output.sizes)} from {label} (must be a vector from a layer such as"
            " Dense; put one behind it)")


def _is_flattened(output: Tensor) -> bool:
    seen: Set[int] = set()
    unseen = [output]
    while unseen:
        tensor = unseen.pop()
        if isinstance(tensor.layer, Flatten) and not tensor.is_row:
            return True
        if (tensor.keeps_order or isinstance(tensor.layer, Merge)) and id(tensor) not in seen:
            unseen += tensor.inputs
        seen.add(id(tensor))
    return False


def _check_tensors(what: str, tensors: List[Tensor], wrong: bool, problem: str) -> None:
    if not tensors or len(set(map(id, tensors))) < len(tensors):
        raise ValueError(
            f"Invalid {what} of a network: {'one is there twice' if tensors else 'there are none'} (must be different"
            " ones, at least one)")
    for tensor in tensors:
        if not isinstance(tensor, Tensor):
            raise TypeError(
                f"Invalid {what} of a network: {tensor!r} (must be what Input or a layer has returned when called)")
        if tensor.is_input == wrong:
            raise ValueError(f"Invalid {what} of a network: the {_tensor_text(tensor)} {problem}")


def _tensor_text(tensor: Tensor) -> str:
    return f"tensor of shape {_shapes.text(tensor.sizes or ())} of {tensor.layer._label()}"


def _layer(node: _Node) -> Dict[str, Any]:
    config: Dict[str, Any] = {"name": node.name}
    if node.output.is_input:
        config.update({"batch_shape": [None, *(node.output.sizes or ())], "dtype": "float32"})
    config.update(node.output.layer._config)
    return _shapes.keras_object("keras.layers", node.output.layer.kind, config)


def _uses(node: _Node, by_tensor: Dict[int, _Node]) -> List[Dict[str, Any]]:
    """The only use of a layer; a layer of several inputs is called with a list of them."""
    given = [
        {"class_name": "__keras_tensor__", "config": {
            "shape": [None, *(tensor.sizes or ())], "dtype": "float32",
            "keras_history": [by_tensor[id(tensor)].name, 0, 0]}}
        for tensor in node.output.inputs]
    args: List[Any] = [given] if len(given) > 1 else given
    return [{"args": args, "kwargs": {}}] if given else []


def _row(node: _Node) -> List[str]:
    sizes = node.output.sizes
    return [
        f"{node.name} ({node.output.layer.kind})",
        "?" if sizes is None else f"(None, {', '.join(map(str, sizes))})",
        "0 (unbuilt)" if sizes is None else f"{node.trained + node.untrained:,}",
        ", ".join(f"{name}[0][0]" for name in node.inputs) or "-"]


def _is_chain(nodes: List[_Node]) -> bool:
    given = [name for node in nodes for name in node.inputs]
    inputs = sum(1 for node in nodes if node.output.is_input)
    return inputs <= 1 and all(len(node.inputs) <= 1 for node in nodes) and len(set(given)) == len(given)


def _total(what: str, weights: int) -> str:
    size, unit = 4.0 * weights, 0
    while size >= 1024 and unit < 3:
        size, unit = size / 1024, unit + 1
    return f" {what}{weights:,} ({size:.2f} {('B', 'KB', 'MB', 'GB')[unit]})\n"
