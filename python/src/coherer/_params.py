"""How values of Params come to a stage: checked, explained, and not set where they are None."""
from __future__ import annotations

import difflib
import functools
import inspect
import re
from typing import Any, Callable, Dict, Iterable, List, Protocol, TypeVar, cast

from pyspark.ml.linalg import DenseVector, Vector
from pyspark.ml.param import Param, Params, TypeConverters

from coherer import keras

F = TypeVar("F", bound=Callable[..., Any])
S = TypeVar("S", bound="ParamAccess")

_SYNONYMS = {
    "maxIter": ["epochs", "nepochs", "numepochs", "maxepochs", "iterations", "niter"],
    "learningRate": ["lr", "eta", "rate"],
    "hiddenLayers": ["hidden", "hiddenlayersizes", "hiddensizes", "hiddenunits", "units"],
    "featuresCol": ["features", "inputcol", "x"],
    "featuresCols": ["inputcols", "columns"],
    "labelCol": ["label", "target", "targetcol", "y"],
    "numWorkers": ["workers", "njobs", "numtasks"],
    "earlyStoppingPatience": ["patience", "earlystopping"],
    "validationFraction": ["validationsplit", "validation"],
    "seed": ["randomstate", "randomseed"],
    "verbosity": ["verbose"],
    "gradientClippingNorm": ["clipnorm"],
    "gradientClippingValue": ["clipvalue"],
    "optimizer": ["solver"],
    "network": ["model", "net", "architecture"],
}
_KINDS = {
    "toBoolean": "True or False", "toFloat": "a number", "toInt": "a whole number", "toString": "a text",
    "toListFloat": "a list of numbers", "toListInt": "a list of whole numbers", "toListString": "a list of texts",
    "toVector": "a vector or a list of numbers", "to_network": "a network as JSON, or an object with to_json()"}


class Network(Protocol):
    """A network that an object describes, such as a model of Keras."""

    def to_json(self) -> str:
        """Returns the network as JSON."""


def to_network(value: Any) -> str:
    """Returns a network as JSON: a text, what an object makes of itself by to_json(), or a model of Keras."""
    if keras.is_keras_model(value):
        return keras.network_json(value)
    return TypeConverters.toString(value.to_json() if hasattr(value, "to_json") else value)


def to_vector(value: Any) -> Vector:
    """Returns a row's features as a vector."""
    return value if isinstance(value, Vector) else DenseVector(TypeConverters.toListFloat(value))


def likely(name: str, known: Iterable[str]) -> str:
    """Returns which of the known names is meant by one that is not known, as a part of a message."""
    names = list(known)
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    meant: List[str] = [other for other in names if other.lower() == plain]
    meant = meant or [other for other in names if plain in _SYNONYMS.get(other, ())]
    meant = meant or difflib.get_close_matches(name, names, 1, 0.7)
    return f"did you mean {meant[0]}?" if meant else "explainParams() lists those that there are"


def keywords(function: F) -> F:
    """Lets a method have, as self._input_kwargs, which of its keywords were given, and explains those that it lacks."""
    known = [name for name, one in inspect.signature(function).parameters.items() if one.kind == one.KEYWORD_ONLY]

    @functools.wraps(function)
    def checked(self: Any, *values: Any, **given: Any) -> Any:
        owner = type(self).__name__
        if values:
            raise TypeError(f"{owner} takes its Params by name, not {_short(values[0])} alone (write name=value)")
        for name in given:
            if name not in known:
                raise TypeError(f"{owner} has no Param '{name}' ({likely(name, known)})")
        self._input_kwargs = given
        return function(self, **given)

    return cast(F, checked)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def value_in_fit(stage: Any, name: str, spark: Any, otherwise: Any) -> Any:
    """Returns the value of a Param as a fit will see it: of the estimator, of the session as a text, or otherwise."""
    param = stage.getParam(name)
    if stage.isSet(param):
        return stage.getOrDefault(param)
    return spark.conf.get(f"spark.coherer.{name}", None) or otherwise


class ParamAccess(Params):
    """Reads and sets Params; None means that one is not set."""

    _input_kwargs: Dict[str, Any]

    def _value(self, param: Param[Any]) -> Any:
        return self.getOrDefault(param) if self.isDefined(param) else None

    def _set(self: S, **values: Any) -> S:
        for name, value in values.items():
            if not self.hasParam(name):
                known = [param.name for param in self.params]
                raise TypeError(f"{type(self).__name__} has no Param '{name}' ({likely(name, known)})")
            param = self.getParam(name)
            if value is None:
                self._paramMap.pop(param, None)
            else:
                self._paramMap[param] = self._converted(param, value)
        return self

    @staticmethod
    def _converted(param: Param[Any], value: Any) -> Any:
        try:
            return param.typeConverter(value)
        except (TypeError, ValueError):
            kind = _KINDS.get(param.typeConverter.__name__, "of another type")
            raise TypeError(
                f"Invalid {param.name} {_short(value)} of type {type(value).__name__} (must be {kind}: {param.doc})"
            ) from None

    def set(self, param: Param[Any], value: Any) -> None:
        self._shouldOwn(param)
        self._set(**{param.name: value})

    def _doc_of(self, name: str) -> str:
        return str(self.getParam(name).doc) if self.hasParam(name) else "see docs/params.md"
