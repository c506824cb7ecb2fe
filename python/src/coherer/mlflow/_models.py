"""Models in MLflow's Spark flavor."""
from __future__ import annotations

import re
import warnings
from typing import Any, List, Optional

import mlflow
import pyspark
from pyspark.sql import DataFrame

from coherer._version import __version__


def log_model(model: Any, artifact_path: str = "model", *, rows: Optional[DataFrame] = None, **options: Any) -> Any:
    """Stores a model, or a pipeline that has one, in the active run, by mlflow.spark.log_model.

    What is needed to load it is written down without a trial, which MLflow would make in a session without Coherer's jars.

    Parameters
    ----------
    model : pyspark.ml.Model
        the model
    artifact_path : str
        where in the run's artifacts
    rows : pyspark.sql.DataFrame, optional
        rows that the model can score, of which the signature is made: columns and types, none of them is read
    options
        further arguments of mlflow.spark.log_model
    """
    if rows is not None and "signature" not in options:
        options["signature"] = _signature(model, rows)
    if "pip_requirements" not in options and "conda_env" not in options:
        options["pip_requirements"] = [f"pyspark=={pyspark.__version__}", f"coherer=={__version__}"]
    return mlflow.spark.log_model(model, artifact_path, **options)


def _inputs(stage: Any) -> List[str]:
    """Returns the columns that a model of ours reads."""
    names = stage.getFeaturesCols() if stage.hasParam("featuresCols") else None
    found = list(names) if names else [stage.getFeaturesCol()] if stage.hasParam("featuresCol") else []
    for text in (stage.getEmbeddings() if stage.hasParam("embeddings") else None) or ():
        found += re.findall(r"(?:^|;)\s*column=([^;]+)", text)
    return found


def _signature(model: Any, rows: DataFrame) -> Any:
    """Returns the signature of a model, by the types of its columns; None if they cannot be told."""
    try:
        names = _inputs(model) if hasattr(model, "getFeaturesCol") else rows.columns
        inputs = rows.select([f"`{name}`" for name in names if name in rows.columns])
        scored = model.transform(inputs)
        outputs = scored.select("prediction") if "prediction" in scored.columns else None  # MLflow returns no other
        return mlflow.models.infer_signature(inputs, outputs)
    except Exception as problem:
        warnings.warn(f"The model has no signature, since its columns cannot be told: {problem}")
        return None
