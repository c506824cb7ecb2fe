"""Python has what Java has: Params with their docs and defaults, methods, figures. Both are walked, and nothing differs."""
import dataclasses
import inspect
import re

import pytest

import coherer
from coherer import evaluation, stages, summary

STAGES = [getattr(stages, name) for name in stages.__all__]
EVALUATIONS = {
    "ClassificationEvaluation": evaluation.ClassificationEvaluation,
    "ConfusionMatrix": evaluation.ConfusionMatrix,
    "LabelsEvaluation": evaluation.LabelsEvaluation,
    "LabelsEvaluation$Label": evaluation.LabelEvaluation,
    "RegressionEvaluation": evaluation.RegressionEvaluation,
    "RegressionEvaluation$Target": evaluation.TargetEvaluation,
    "LevelsEvaluation": evaluation.LevelsEvaluation,
    "AnomalyEvaluation": evaluation.AnomalyEvaluation,
}

# Methods of Java that are of no use in Python, and why.
JAVA_ONLY = {
    "artifact": "the engine's own objects; write().option() saves them",
    "raw2probabilityInPlace": "changes a vector of Java's",
    "findSummaryModel": "Scala's",
    "saveSummary": "for the server of Spark Connect",
    "trainingSummary": "an Option of Scala's; summary and hasSummary",
    "train": "of Spark's own base class; fit",
    "transformSchema": "PySpark has none",
    "trainingHistory": "objects of Java that history() has as rows",
}
# What only Python has.
PYTHON_ONLY = {
    "setParams", "set", "save", "load", "read", "write",
    "predictProbability",  # of Spark's own in Java
    "to_dl4j", "to_keras", "to_onnx"}  # write().option("format", ...) in Java


def java_stage(spark, stage):
    name = stage._java_class.rsplit(".", 1)[1]
    return getattr(spark._jvm.org.coherer.ml, name)("uid")


def java_class(spark, name):
    loader = java_stage(spark, coherer.NeuralNetworkClassifier).getClass().getClassLoader()
    return loader.loadClass(name)


def methods(java_type):
    """Returns the public methods of a class that Coherer declares, with their numbers of arguments."""
    found = {}
    for method in java_type.getMethods():
        flags = method.getModifiers()
        if method.getDeclaringClass().getName().startswith("org.coherer.") and not method.isSynthetic() and not flags & 8:
            found.setdefault(method.getName(), set()).add(method.getParameterCount())
    return {name: counts for name, counts in found.items() if "$" not in name}


def plain(text):
    return re.sub(r"\s+", " ", text).strip().removesuffix(".")


@pytest.mark.parametrize("stage", STAGES, ids=lambda one: one.__name__)
def test_params_are_those_of_java(spark, stage):
    java, python = java_stage(spark, stage), stage()
    assert {param.name: param.doc for param in python.params} == {
        param.name(): plain(param.doc()) for param in java.params()}
    for param in java.params():
        name = param.name()
        ours = python.getParam(name)
        assert python.hasDefault(ours) == java.hasDefault(param), name
        if java.hasDefault(param):
            default = java.getOrDefault(param)
            default = default if isinstance(default, (str, int, float, bool)) else list(default)
            assert python.getOrDefault(ours) == default, name
            assert type(python.getOrDefault(ours)) is type(default), name


@pytest.mark.parametrize("stage", STAGES, ids=lambda one: one.__name__)
def test_methods_are_those_of_java(spark, stage):
    java = set(methods(java_stage(spark, stage).getClass())) - set(JAVA_ONLY)
    missing = {name for name in java if not hasattr(stage, name) and name != "uid"}
    assert not missing
    ours = {name for one in stage.__mro__ if one.__module__.startswith("coherer") for name in vars(one)
            if not name.startswith("_")}
    assert {name for name in ours if name not in java} <= PYTHON_ONLY | {
        f"{verb}{name[0].upper()}{name[1:]}" for verb in ("get", "set") for name in {one.name for one in stage().params}
    } | {one.name for one in stage().params}


@pytest.mark.parametrize("name", EVALUATIONS)
def test_figures_are_those_of_java(spark, name):
    java = methods(java_class(spark, "org.coherer.ml.evaluation." + name))
    java = set(java) - {"equals", "hashCode", "toString"}
    ours = {field.name for field in dataclasses.fields(EVALUATIONS[name])} | ({"count"} if name == "ConfusionMatrix" else set())
    assert ours == java | ({"counts"} if name == "ConfusionMatrix" else set())


def test_a_summary_is_that_of_java(spark):
    java = set(methods(java_class(spark, "org.coherer.ml.summary.TrainingSummary"))) - set(JAVA_ONLY) - {"toString"}
    ours = {name for name in vars(summary.TrainingSummary) if not name.startswith("_")} - {"of"}
    assert ours == java


def test_everything_is_documented():
    for stage in STAGES:
        for name, member in inspect.getmembers(stage):
            if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
                assert inspect.getdoc(member), (stage, name)
    for name in coherer.__all__:
        if name != "__version__":
            assert inspect.getdoc(getattr(coherer, name)), name
