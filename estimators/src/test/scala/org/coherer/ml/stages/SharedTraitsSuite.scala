package org.coherer.ml.stages

import scala.util.Try

import org.apache.spark.ml.PipelineStage
import org.apache.spark.ml.classification.{LogisticRegression, OneVsRest}
import org.apache.spark.ml.linalg.Vectors
import org.apache.spark.ml.param.shared.HasWeightCol
import org.coherer.ml.NeuralNetworkClassifier
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Who asks a stage for one of Spark's own traits finds it. */
class SharedTraitsSuite extends AnyFunSuite with StageClasses with WithSpark {

  private def traitOf(param: String): Option[Class[_]] =
    Try[Class[_]](Class.forName("org.apache.spark.ml.param.shared.Has" + param.capitalize)).toOption

  stages.foreach { kind =>
    test(s"${kind.getSimpleName}: has Spark's trait for each Param that Spark has one for") {
      val stage = kind.getConstructor().newInstance().asInstanceOf[PipelineStage]
      val shared = stage.params.toSeq.map(_.name).flatMap(name => traitOf(name).map(name -> _))
      assert(shared.size >= 2)
      shared.foreach { case (name, asked) =>
        assert(asked.isInstance(stage), name)
        val getter = asked.getMethod("get" + name.capitalize)
        val param = asked.getMethod(name).invoke(stage)
        assert(param == stage.getParam(name), name)
        if (stage.hasDefault(stage.getParam(name))) {
          val value = getter.invoke(stage)
          assert(value == stage.getOrDefault(stage.getParam(name)), name)
        }
      }
    }
  }

  test("OneVsRest hands weights on") {
    val session = spark
    import session.implicits._
    val data = Seq
      .tabulate(500)(i =>
        (Vectors.dense(1, 1), if (i % 5 == 0) 1.0 else 0.0, if (i % 5 == 0) 100.0 else 0.01)
      )
      .toDF("features", "label", "w")
    def predicted(rest: OneVsRest): Seq[Double] =
      rest
        .setWeightCol("w")
        .fit(data)
        .transform(data)
        .select("prediction")
        .distinct()
        .as[Double]
        .collect()
        .toSeq
    val ours = new NeuralNetworkClassifier().setLayers(2, 2).asInstanceOf[NeuralNetworkClassifier]
    assert(ours.isInstanceOf[HasWeightCol])
    assert(predicted(new OneVsRest().setClassifier(new LogisticRegression())) == Seq(1.0))
    assert(predicted(new OneVsRest().setClassifier(ours)) == Seq(1.0))
  }
}
