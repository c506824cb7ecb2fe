package org.coherer.ml.python

import java.lang.reflect.Modifier
import java.nio.charset.StandardCharsets.UTF_8

import org.apache.spark.ml.param.{Param, Params}

import PythonText.listed

/** The Python classes of the stages, made of their Params by reflection: what Java has as an interface for a
  * group of Params is a base class in Python, and what a class says of itself is in the resources of this
  * package.
  */
private[python] object PythonSources {

  private val Groups = "org.coherer.ml.param."

  /** PySpark's own classes with a Param, for which some of its code asks. */
  val Mixins: Set[String] = Set(
    "HasBlockSize",
    "HasFeaturesCol",
    "HasHandleInvalid",
    "HasInputCols",
    "HasLabelCol",
    "HasLoss",
    "HasMaxIter",
    "HasOutputCols",
    "HasPredictionCol",
    "HasProbabilityCol",
    "HasRawPredictionCol",
    "HasSeed",
    "HasStandardization",
    "HasStepSize",
    "HasThresholds",
    "HasValidationIndicatorCol",
    "HasWeightCol"
  )

  /** The Params that are looked for most, which come first; the others come by name. */
  private val First = Seq(
    "featuresCol",
    "featuresCols",
    "inputCols",
    "labelCol",
    "labelCols",
    "targetCols",
    "hiddenLayers",
    "layers",
    "network",
    "initialModelPath",
    "maxIter",
    "batchSize",
    "learningRate",
    "optimizer",
    "loss",
    "validationFraction",
    "earlyStoppingPatience",
    "numWorkers",
    "trainer",
    "seed"
  )

  private val Note = "Generated from the Java classes, as docs/python.md says; not to be edited."

  private def isGroup(type_ : Class[_]): Boolean =
    type_.getName.startsWith(Groups) && type_.getName.endsWith("Params")

  /** The groups that a class or an interface names, or that those name which are none. */
  private def groupsOf(type_ : Class[_]): Seq[Class[_]] = {
    val found = type_.getInterfaces.toSeq.flatMap { one =>
      if (isGroup(one)) Seq[Class[_]](one)
      else if (one.getName.startsWith("org.coherer.ml.")) groupsOf(one)
      else Seq()
    }.distinct
    found.filterNot(one => found.exists(other => other != one && one.isAssignableFrom(other)))
  }

  private def closure(group: Class[_]): Seq[Class[_]] = groupsOf(group).flatMap(closure) :+ group

  /** The names of the Params of an interface and of those that it extends. */
  private def namesIn(type_ : Class[_]): Set[String] =
    type_.getMethods.toSeq
      .filter(one => classOf[Param[_]].isAssignableFrom(one.getReturnType) && one.getParameterCount == 0)
      .filterNot(one => Modifier.isStatic(one.getModifiers))
      .map(_.getName)
      .toSet

  /** The Params of a class or an interface that none of its groups has, by name. */
  private def own(type_ : Class[_], all: Set[String]): Seq[String] =
    (all -- groupsOf(type_).flatMap(namesIn)).toSeq.sorted

  private def mixins(params: Seq[PythonParam]): Seq[String] = params.map(_.mixin).filter(Mixins.contains)

  private def header(title: String, classes: Seq[String]): String =
    s"""\"\"\"$title
       |
       |$Note
       |\"\"\"
       |from typing import List, Optional, Sequence, TypeVar, Union
       |
       |from pyspark.ml.linalg import Vector
       |from pyspark.ml.param import Param, Params, TypeConverters
       |from pyspark.ml.param.shared import (
       |${listed(Mixins.toSeq.sorted.filter(one => classes.exists(_.contains(one))), 4)})
       |""".stripMargin

  /** The module of the groups. */
  def groups(stages: Seq[Params]): String = {
    val classes = stages.flatMap(stage => groupsOf(stage.getClass).flatMap(closure)).distinct.map { group =>
      val stage = stages.find(group.isInstance).get
      val params = own(group, namesIn(group)).map(PythonParam(stage, _))
      val above = groupsOf(group).map(_.getSimpleName)
      val bases = (if (above.isEmpty) Seq("ParamAccess") else above) ++ mixins(params)
      s"""
         |
         |class ${group.getSimpleName}(
         |${listed(bases, 8)}):
         |    \"\"\"Params that several stages have: ${listed(params.map(_.name), 0)
          .replace("\n", " ")}.\"\"\"
         |
         |${params.map(_.members).mkString("\n")}""".stripMargin
    }
    header("Params of several stages.", classes) +
      """
        |from coherer._params import Network, ParamAccess, to_network
        |
        |S = TypeVar("S", bound=ParamAccess)
        |_OWNER = Params._dummy()
        |""".stripMargin + classes.mkString
  }

  private def text(stage: Params): String = {
    val name = stage.getClass.getSimpleName + ".txt"
    val resource = getClass.getResourceAsStream(name)
    try new String(resource.readAllBytes(), UTF_8).trim
    finally resource.close()
  }

  /** A class of a stage; its methods beside those of Params are in a class that Python has by hand. */
  private def stageClass(stage: Params, base: String, model: Option[String]): String = {
    val name = stage.getClass.getSimpleName
    val names = stage.params.toSeq.map(_.name).sorted
    val all = (First.filter(names.contains) ++ names.filterNot(First.contains)).map(PythonParam(stage, _))
    val params = own(stage.getClass, all.map(_.name).toSet).map(PythonParam(stage, _))
    val bases = Seq(base) ++ groupsOf(stage.getClass).map(_.getSimpleName) ++ mixins(params)
    val keywords = listed("self" +: "*" +: all.map(_.keyword), 12)
    val setKeywords = keywords.replaceFirst("self,", "self: S,")
    s"""
       |
       |class $name(
       |${listed(bases, 8)}):
       |    \"\"\"${text(stage).replace("\n", "\n    ").replaceAll("(?m)^ +$", "")}
       |
       |    Parameters
       |    ----------
       |${all.map(_.explained).mkString("\n")}
       |    \"\"\"
       |
       |    _java_class = "org.coherer.ml.$name"
       |    _defaults = {
       |${listed(all.flatMap(_.entry), 8)}}
       |${model.fold("")(one => s"    _model = $one\n")}
       |${if (model.isDefined) constructor(keywords) else ""}    @keywords
       |    def setParams(
       |$setKeywords) -> S:
       |        \"\"\"Sets Params by name, as the class explains them, and returns this stage; None has one not set.\"\"\"
       |        return self._set(**self._input_kwargs)
       |
       |${params.map(_.members).mkString("\n")}""".stripMargin.stripSuffix("\n") + "\n"
  }

  private def constructor(keywords: String): String =
    s"""    @keywords
       |    def __init__(
       |$keywords) -> None:
       |        \"\"\"Creates the estimator; a Param that is not given keeps its default, or what the session says.\"\"\"
       |        given = self._input_kwargs
       |        super().__init__()
       |        self._set(**given)
       |
       |""".stripMargin

  /** The module of the stages. */
  def stages(models: Seq[(Params, String)], estimators: Seq[(Params, Params)]): String = {
    val all = models.map(_._1) ++ estimators.map(_._1)
    val used = all.flatMap(stage => groupsOf(stage.getClass)).map(_.getSimpleName).distinct.sorted
    val classes = models.map { case (model, base) => stageClass(model, base, None) } ++
      estimators.map { case (estimator, model) =>
        stageClass(estimator, "TrainableStage", Some(model.getClass.getSimpleName))
      }
    header("Coherer's estimators and models.", classes) +
      s"""
         |from coherer._models import ${models.map(_._2).sorted.mkString(", ")}
         |from coherer._params import Network, ParamAccess, keywords
         |from coherer._stage import TrainableStage
         |from coherer.params import (
         |${listed(used, 4)})
         |
         |__all__ = [
         |${listed(all.map(one => "\"" + one.getClass.getSimpleName + "\"").sorted, 4)}]
         |
         |S = TypeVar("S", bound=ParamAccess)
         |_OWNER = Params._dummy()
         |""".stripMargin + classes.mkString
  }
}
