package org.coherer.ml.stages

import java.lang.reflect.Modifier
import java.util.ServiceLoader

import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.ml.param._
import org.apache.spark.ml.{Estimator, PipelineStage, Transformer}
import org.coherer.ml.WithBlobs
import org.coherer.ml.param.KnownParams
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** What every stage's Params must do; the stages are found by reflection, so that no new one is forgotten. */
class AllStagesSuite extends AnyFunSuite with WithSpark with WithBlobs with StageCases with StageClasses {

  private def instance(kind: Class[_]): PipelineStage =
    kind.getConstructor().newInstance().asInstanceOf[PipelineStage]

  private def own(stage: PipelineStage): Seq[Param[_]] =
    stage.params.toSeq.filter(param => param.name != "thresholds")

  private def camel(name: String): String = s"${name.head.toUpper}${name.tail}"

  private def getter(stage: PipelineStage, param: Param[_]): AnyRef =
    stage.getClass.getMethod("get" + camel(param.name)).invoke(stage)

  /** Some value that a Param takes, other than its default. */
  private def sample(stage: PipelineStage, param: Param[_]): Any = {
    val candidates: Seq[Any] = param match {
      case _: IntParam => Seq(3, 2, 1, 0)
      case _: LongParam => Seq(12345678901L)
      case _: DoubleParam => Seq(0.25)
      case _: BooleanParam => Seq(true, false)
      case _: StringArrayParam => Seq(Array("a", "b"))
      case _: IntArrayParam => Seq(Array(7, 5))
      case _: DoubleArrayParam => Seq(Array(0.5, 1.5))
      case _ if param.name == "initialWeights" => Seq(Vectors.dense(1, 2))
      case _ => Seq("text")
    }
    candidates
      .find { value =>
        !(stage.isDefined(param) && stage.getOrDefault(param) == value) &&
        scala.util.Try(stage.copy(new ParamMap().put(param.asInstanceOf[Param[Any]], value))).isSuccess
      }
      .getOrElse(fail(s"no value for ${param.name}"))
  }

  private def text(value: Any): String = value match {
    case array: Array[_] => array.mkString("[", ",", "]")
    case other => other.toString
  }

  test("every estimator and its model is known to the generic suites") {
    val known = stageCases.map(_.make().getClass.getName) ++ stageCases.map(_.model.getName)
    assert(stages.map(_.getName).toSet == known.toSet)
    assert(stages.size == 8)
  }

  test("the Params that a setting may name are those of all stages") {
    assert(KnownParams.names().toArray.toSet == stages.flatMap(instance(_).params.map(_.name)).toSet)
  }

  stages.foreach { kind =>
    val name = kind.getSimpleName

    test(s"$name: is made with and without a uid") {
      assert(instance(kind).uid.startsWith(name.head.toLower.toString + name.tail))
      val named = kind.getConstructor(classOf[String]).newInstance("mine").asInstanceOf[PipelineStage]
      assert(named.uid == "mine")
      assert(named.params.forall(_.parent == "mine"))
    }

    test(s"$name: every Param has a getter and a setter, which returns the stage, and is explained") {
      val stage = instance(kind)
      own(stage).foreach { param =>
        val value = sample(stage, param)
        val setters = kind.getMethods.filter { method =>
          method.getName == "set" + camel(param.name) && method.getParameterCount == 1 && !method.isBridge
        }
        // Spark's own models have no setter for what they took over from training.
        if (setters.isEmpty) assert(Set("labelCol").contains(param.name), param.name)
        // One Param may be set in several forms; the Param's own is one of them.
        val ofParam =
          setters.filter(each => setters.length == 1 || each.getParameterTypes.head.isInstance(value))
        assert(setters.isEmpty || ofParam.length == 1, param.name)
        ofParam.headOption.foreach { setter =>
          assert(setter.invoke(stage, value.asInstanceOf[AnyRef]).asInstanceOf[AnyRef] eq stage, param.name)
          assert(text(getter(stage, param)) == text(value), param.name)
        }
        assert(stage.explainParam(param).startsWith(s"${param.name}: "))
        assert(param.doc.length > 5, param.name)
      }
      assert(stage.explainParams().linesIterator.size >= stage.params.length)
    }

    test(s"$name: Params are of types that Spark Connect carries") {
      instance(kind).params.foreach {
        case _: IntParam | _: LongParam | _: DoubleParam | _: BooleanParam =>
        case _: StringArrayParam | _: IntArrayParam | _: DoubleArrayParam =>
        case param if param.name == "initialWeights" => // a vector
        case param =>
          val text = param.asInstanceOf[Param[Any]]
          assert(text.jsonDecode(text.jsonEncode("a")) == "a", param.name)
      }
    }

    test(s"$name: Spark Connect finds it in the list of its kind") {
      val service =
        if (classOf[Estimator[_]].isAssignableFrom(kind)) classOf[Estimator[_]] else classOf[Transformer]
      // Only their types: some of Spark's own models cannot be made from outside of it.
      val listed = ServiceLoader.load(service).stream().map[Class[_]](provider => provider.`type`())
      assert(listed.filter(_ == kind).count() == 1)
      assert(Modifier.isStatic(kind.getMethod("load", classOf[String]).getModifiers))
    }

    test(s"$name: PySpark finds the methods that its classes call") {
      // As Py4J looks for them: of interfaces, only those that a class names itself.
      val seen = Iterator
        .iterate[Class[_]](kind)(_.getSuperclass)
        .takeWhile(_ != null)
        .flatMap(declaring => declaring +: declaring.getInterfaces.toSeq)
        .flatMap(_.getDeclaredMethods.toSeq)
        .map(_.getName)
        .toSet
      val common = Set("uid", "params", "getParam", "hasParam", "isSet", "set", "copy", "write")
      val own = if (classOf[Estimator[_]].isAssignableFrom(kind)) Set("fit") else Set("transform", "summary")
      assert((common ++ own -- seen).isEmpty)
    }

    test(s"$name: a copy has the Params, with the extra ones, and a life of its own") {
      val stage = instance(kind)
      own(stage).foreach { param =>
        val value = sample(stage, param)
        val copied = stage.copy(new ParamMap().put(param.asInstanceOf[Param[Any]], value))
        assert(copied.uid == stage.uid && copied.getClass == kind)
        assert(text(copied.getOrDefault(copied.getParam(param.name))) == text(value), param.name)
        assert(!stage.isSet(param), param.name)
      }
    }

    test(s"$name: bad values are refused by message") {
      val stage = instance(kind)
      own(stage).foreach { param =>
        val bad: Option[Any] = param match {
          case _: IntParam => Some(-1)
          // The size of a bucket is checked with the plan, by a message of ours.
          case _: LongParam if param.name != "seed" && param.name != "bucketSize" => Some(-1L)
          case _: DoubleParam if param.name != "inputOffset" && param.name != "inputScale" => Some(-1.0)
          case _ => None
        }
        bad.foreach { value =>
          val thrown =
            intercept[IllegalArgumentException](stage.set(param.asInstanceOf[Param[Any]], value))
          assert(thrown.getMessage.contains(param.name) && thrown.getMessage.contains(value.toString))
        }
      }
    }
  }
}
