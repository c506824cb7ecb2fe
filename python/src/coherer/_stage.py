"""What all estimators and models have in common: Java objects, errors, training, scoring."""
from __future__ import annotations

from contextlib import nullcontext
from typing import Any, ClassVar, ContextManager, Dict, List, Optional, Sequence, Tuple, Type, TypeVar, Union

from pyspark.ml.param import Param
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaParams
from pyspark.sql import DataFrame
from pyspark.sql.utils import is_remote

from coherer import _deletion, _java, _tracking, export, progress
from coherer._params import ParamAccess
from coherer._saving import Path, StageReader, StageWriter
from coherer.errors import IllegalArgumentException, UnsupportedOperationException, explained
from coherer.summary import TrainingSummary

ParamMap = Dict[Param[Any], Any]
T = TypeVar("T", bound="Stage")
E = TypeVar("E", bound="TrainableStage")


def checked_data(data: Any, what: str) -> DataFrame:
    """Returns a DataFrame of Spark, or says how to get one."""
    if isinstance(data, DataFrame):
        return data
    kind = f"{type(data).__module__.split('.')[0]}.{type(data).__name__}"
    remedy = "call its to_spark()" if hasattr(data, "to_spark") else "make one of it by spark.createDataFrame(data)"
    raise TypeError(f"Cannot {what} a {kind} (must be a DataFrame of Spark; {remedy})")


class Stage(ParamAccess, JavaParams, JavaMLReadable, JavaMLWritable):
    """An estimator or a model of Coherer."""

    _java_class: ClassVar[str]
    _java_obj: Any = None  # PySpark asks for it when a stage is deleted whose constructor has failed
    _defaults: ClassVar[Dict[str, Any]]
    _over_connect: ClassVar[Tuple[str, ...]] = ()  # what Spark Connect's server lets clients call

    def _take_defaults(self) -> None:
        self._defaultParamMap.clear()  # of PySpark's own classes, such as a seed that differs from process to process
        self._setDefault(**self._defaults)

    def _ask(self, name: str, *arguments: Any) -> Any:
        """Calls a method of the Java object."""
        if is_remote():
            if name not in self._over_connect:
                raise UnsupportedOperationException(
                    f"Cannot call {name} of {type(self).__name__} over Spark Connect, whose server lets clients call only"
                    " methods of Spark's own classes (save it and load it in a session with a JVM)")
            with explained(self._doc_of):
                return self._call_java(name, *arguments)
        self._check_java(name)
        with explained(self._doc_of):
            self._transfer_params_to_java()
            return _java.call(self._java_obj, name, *arguments)

    def _check_java(self, name: str) -> None:
        if self._java_obj is None:
            raise IllegalArgumentException(
                f"Cannot call {name} of a {type(self).__name__} without a network (fit an estimator, or load a saved model)")

    def write(self) -> StageWriter:  # type: ignore[override]
        """Returns what saves this stage: write().overwrite().save(path)."""
        self._check_java("write")
        with explained(self._doc_of):
            return StageWriter(super().write())

    def save(self, path: Path) -> None:
        """Saves this stage at a path where there is nothing yet; write().overwrite().save(path) replaces what is there."""
        self.write().save(path)

    @classmethod
    def read(cls) -> StageReader:  # type: ignore[override]
        """Returns what loads saved stages of this class."""
        return StageReader(cls)

    @classmethod
    def load(cls: Type[T], path: Path) -> T:
        """Loads the stage of this class that is saved at a path."""
        loaded: T = cls.read().load(path)
        return loaded


class TrainableStage(Stage, JavaEstimator):
    """An estimator: fit trains a network."""

    _model: ClassVar[Type[TrainedStage]]
    _place: Any = None  # where it was made, to whom follows fits

    def __init__(self) -> None:
        super().__init__()
        self._java_obj = _java.new_stage(self._java_class, self.uid)
        self._take_defaults()

    def fit(
            self, dataset: DataFrame, params: Optional[Union[ParamMap, List[ParamMap], Tuple[ParamMap]]] = None, *,
            callbacks: Sequence[Any] = ()) -> Any:
        """Trains a network on the rows of a DataFrame and returns the model.

        Parameters
        ----------
        dataset : pyspark.sql.DataFrame
            the rows
        params : dict or list of dicts, optional
            values of Params in place of those of this estimator; a list gives a list of models
        callbacks : sequence, optional
            functions that are called with the report of each epoch, or objects with any of the methods on_epoch,
            on_progress and on_end, on another thread; see coherer.progress

        Raises
        ------
        IllegalArgumentException
            if a Param, a column, a label or the cluster does not fit; before training starts
        TrainingFailedException
            if the training diverges, or fails on the executors after all retries
        """
        checked_data(dataset, "fit to")
        with explained(self._doc_of), self._called_back(dataset, callbacks):
            return super().fit(dataset, params)

    def _called_back(self, dataset: DataFrame, callbacks: Sequence[Any]) -> ContextManager[None]:
        if not callbacks:
            return nullcontext()
        return progress.live(self, callbacks, dataset.sparkSession, "none")

    def copy(self: E, extra: Optional[ParamMap] = None) -> E:
        """Returns a copy of this estimator, with other values of Params if they are given."""
        that: E = super().copy(extra)
        that._place = _tracking.place() or self._place  # CrossValidator copies in its caller's thread, and fits in others
        return that

    def _fit(self, dataset: DataFrame) -> Any:
        with _tracking.following(self, dataset, self._place) as told:
            with progress.fitting(self, dataset.sparkSession):
                model = super()._fit(dataset)
            told(model)
            return model

    def _create_model(self, java_model: Any) -> Any:
        model = self._model(java_model)
        if not is_remote():
            model._transfer_params_from_java()  # values that come from settings of the session
        return model

    def estimateModelSize(self, dataset: DataFrame) -> int:
        """Returns about how many bytes of memory the model will take. Not over Spark Connect."""
        return int(self._ask("estimateModelSize", checked_data(dataset, "estimate the size of a model of")))


class TrainedStage(Stage, JavaModel):
    """A model: transform scores rows."""

    _over_connect: ClassVar[Tuple[str, ...]] = ("hasSummary", "toString")

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        if is_remote():
            _deletion.prepare()
        self._take_defaults()

    def __del__(self) -> None:
        try:
            remote = is_remote()
        except Exception:  # Python is about to end
            return
        if remote:
            _deletion.later(self._java_obj)
        else:
            super().__del__()

    def __repr__(self) -> str:
        return self.uid if self._java_obj is None else str(super().__repr__())

    def transform(self, dataset: DataFrame, params: Optional[ParamMap] = None) -> DataFrame:
        """Returns the DataFrame with the columns that this model adds; works on streams, too.

        Parameters
        ----------
        dataset : pyspark.sql.DataFrame
            the rows
        params : dict, optional
            values of Params in place of those of this model

        Raises
        ------
        IllegalArgumentException
            if a column is missing or of another type
        """
        checked_data(dataset, "transform")
        self._check_java("transform")
        with explained(self._doc_of):
            return super().transform(dataset, params)

    def describe(self) -> str:
        """Returns a table of the network's layers, with shapes and numbers of parameters. Not over Spark Connect."""
        return str(self._ask("describe"))

    def estimatedSize(self) -> int:
        """Returns about how many bytes of memory the model takes. Not over Spark Connect."""
        return int(self._ask("estimatedSize"))

    def to_onnx(self, path: Path, overwrite: bool = False) -> Path:
        """Writes the model as an ONNX file, with all that transform does to a row, and returns the path.

        Parameters
        ----------
        path : str
            where to write, on any Hadoop file system; over Spark Connect it is the server's
        overwrite : bool
            whether what is there already is replaced
        """
        export.to_onnx(self, path, overwrite)
        return path

    def to_dl4j(self, path: Path, overwrite: bool = False) -> Path:
        """Writes the model as a zip file that Deeplearning4j's ModelSerializer restores, and returns the path.

        Parameters
        ----------
        path : str
            where to write, on any Hadoop file system; over Spark Connect it is the server's
        overwrite : bool
            whether what is there already is replaced
        """
        export.to_dl4j(self, path, overwrite)
        return path

    def to_keras(self, path: Optional[Path] = None) -> Any:
        """Returns the model as a keras.Model of Keras 3, which takes rows as transform does.

        Parameters
        ----------
        path : str, optional
            where to write the file that it is built from, and where Python finds it; a temporary file, unless the
            driver runs on another machine
        """
        return export.to_keras(self, path)

    @property
    def hasSummary(self) -> bool:
        """Whether the model knows how its training went."""
        return bool(self._ask("hasSummary"))

    @property
    def summary(self) -> TrainingSummary:
        """How the training went, with a page for notebooks; a loaded model knows it, too."""
        self._check_java("summary")
        if not self.hasSummary:
            raise UnsupportedOperationException(
                f"The {type(self).__name__} has no summary: its file does not say how the training went (fit it anew)")
        return TrainingSummary.of(self)
