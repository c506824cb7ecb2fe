package org.coherer.ml.stages

import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.ml.tuning.{CrossValidator, CrossValidatorModel, ParamGridBuilder}
import org.apache.spark.ml.util.{MLWritable, MLWriter}
import org.apache.spark.ml.{Estimator, Model, Pipeline, PipelineModel, PipelineStage}
import org.apache.spark.sql.functions.{col, udf, when}
import org.apache.spark.sql.streaming.Trigger
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.ml.param.TrainingParams
import org.coherer.ml.persistence.{ModelReader, ModelWriter}
import org.coherer.ml.{TrainedModel, WithBlobs}
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.scalatest.funsuite.AnyFunSuite

/** What every estimator must do with data, and its model: one table of tests for all of them. */
class FittedStagesSuite extends AnyFunSuite with WithSpark with WithBlobs with WithTempDir with StageCases {

  private lazy val data = blobs(60).cache()

  private def scored(model: Model[_], rows: DataFrame): Seq[Row] =
    model.transform(rows).drop("features").orderBy("id").collect().toSeq

  private def reasons(thrown: Throwable): String =
    Iterator.iterate(thrown)(_.getCause).takeWhile(_ != null).map(_.getMessage).mkString("\n")

  private def copyOf(stage: PipelineStage, param: String, value: Any): PipelineStage =
    stage.copy(
      new ParamMap().put(stage.getParam(param).asInstanceOf[org.apache.spark.ml.param.Param[Any]], value)
    )

  private def withDefaultFileSystem[T](address: String)(body: => T): T = {
    val settings = spark.sparkContext.hadoopConfiguration
    val before = settings.get("fs.defaultFS")
    settings.set("fs.defaultFS", address)
    try body
    finally settings.set("fs.defaultFS", before)
  }

  private val sparse = udf((vector: Vector) => vector.toSparse: Vector)

  stageCases.foreach { one =>
    lazy val model: Model[_] = one.fit(data)
    def written(stage: Any): MLWriter = stage.asInstanceOf[MLWritable].write

    test(s"${one.name}: the model knows its parent and has its Params; its copy scores alike") {
      val estimator = one.estimator()
      val fitted = estimator.fit(data).asInstanceOf[Model[_]]
      assert(fitted.getClass == one.model && fitted.parent == estimator && fitted.uid == estimator.uid)
      val copied = fitted.copy(ParamMap.empty).asInstanceOf[Model[_]]
      assert(copied.uid == fitted.uid && copied.parent == estimator)
      assert(scored(copied, data) == scored(fitted, data))
    }

    test(s"${one.name}: transform keeps all columns and adds those that transformSchema promises") {
      val result = model.transform(data)
      assert(result.schema == model.transformSchema(data.schema))
      assert(result.columns.take(data.columns.length).toSeq == data.columns.toSeq)
      assert(result.columns.length > data.columns.length)
      val promised = one.estimator().transformSchema(data.schema)
      assert(
        promised.map(field => (field.name, field.dataType)) == result.schema.map(f => (f.name, f.dataType))
      )
    }

    test(s"${one.name}: the estimator is saved and loaded") {
      withTempDir { folder =>
        val estimator = one.make().asInstanceOf[PipelineStage]
        written(estimator).save(folder.resolve("stage").toString)
        val loaded = one.read().load(folder.resolve("stage").toString)
        assert(loaded.uid == estimator.uid && loaded.getClass == estimator.getClass)
        val again = loaded.asInstanceOf[Estimator[_]].fit(data).asInstanceOf[Model[_]]
        assert(scored(again, data) == scored(model, data))
      }
    }

    test(s"${one.name}: the model is saved, overwritten, loaded and scores alike, with its summary") {
      withTempDir { folder =>
        val path = folder.resolve("model").toString
        written(model).save(path)
        intercept[java.io.IOException](written(model).save(path))
        written(model).overwrite().save(path)
        val loaded = one.readModel().load(path)
        assert(loaded.uid == model.uid && scored(loaded, data) == scored(model, data))
        val summary = loaded.asInstanceOf[TrainedModel[_]].summary
        assert(summary.objectiveHistory.length == 3 && summary.totalIterations == 3)
        assert(loaded.asInstanceOf[TrainedModel[_]].describe().contains("total"))
        assert(loaded.asInstanceOf[TrainedModel[_]].artifact().provenance().data().trainingRows == 60)
      }
    }

    test(s"${one.name}: Spark Connect's server caches the model on its disk, with its summary") {
      withTempDir { folder =>
        val path = folder.resolve("cached model").toString
        val writer = written(model).asInstanceOf[ModelWriter]
        val loaded: Model[_] = withDefaultFileSystem("elsewhere:///") {
          writer.saveToLocal(path)
          model.asInstanceOf[TrainedModel[_]].saveSummary(s"$path/summary")
          one.readModel().asInstanceOf[ModelReader[_ <: Model[_]]].loadFromLocal(path)
        }
        assert(loaded.uid == model.uid && scored(loaded, data) == scored(model, data))
        assert(loaded.asInstanceOf[TrainedModel[_]].summary.objectiveHistory.length == 3)
      }
    }

    test(
      s"${one.name}: the size of the model is known before the fit, without a look at rows, and after it"
    ) {
      // Spark 3.5 does not ask, so there is nothing to override.
      def size(stage: PipelineStage, method: String, arguments: AnyRef*): Long =
        stage.getClass.getMethods
          .find(found => found.getName == method && found.getParameterCount == arguments.size)
          .get
          .invoke(stage, arguments: _*)
          .asInstanceOf[Long]
      val network = model.asInstanceOf[TrainedModel[_]].artifact().network()
      val expected = 2L * network.network().text().length + 8L * network.parameters().length()
      assert(size(model, "estimatedSize") == expected)
      // The network's text has numbers that follow the rows: some digits more or less.
      assert(math.abs(size(one.estimator(), "estimateModelSize", data.where("id < 0")) - expected) <= 40)
    }

    test(s"${one.name}: a pipeline of it is fitted, saved, loaded and scores alike") {
      withTempDir { folder =>
        val fitted = new Pipeline().setStages(Array(one.make().asInstanceOf[PipelineStage])).fit(data)
        fitted.save(folder.resolve("pipeline").toString)
        val loaded = PipelineModel.load(folder.resolve("pipeline").toString)
        assert(loaded.transform(data).collect().toSeq == fitted.transform(data).collect().toSeq)
      }
    }

    test(s"${one.name}: a cross-validated pipeline chooses, is saved and loaded") {
      withTempDir { folder =>
        val estimator = one.make().asInstanceOf[PipelineStage with TrainingParams[_]]
        val fitted = new CrossValidator()
          .setEstimator(new Pipeline().setStages(Array(estimator)))
          .setEstimatorParamMaps(
            new ParamGridBuilder().addGrid(estimator.learningRate(), Array(1e-8, 0.05)).build()
          )
          .setEvaluator(one.evaluator())
          .setNumFolds(2)
          .setParallelism(2)
          .setSeed(3)
          .fit(data)
        val better = if (one.evaluator().isLargerBetter) fitted.avgMetrics.max else fitted.avgMetrics.min
        assert(fitted.avgMetrics(1) == better)
        fitted.save(folder.resolve("validated").toString)
        val loaded = CrossValidatorModel.load(folder.resolve("validated").toString)
        assert(loaded.transform(data).collect().toSeq == fitted.transform(data).collect().toSeq)
      }
    }

    test(s"${one.name}: a missing column is refused by its name and Param, at fit and at transform") {
      val without = data.drop("features")
      for (body <- Seq[() => Any](() => one.fit(without), () => model.transform(without))) {
        val message = intercept[IllegalArgumentException](body()).getMessage
        assert(message.startsWith("Column 'features' does not exist"), message)
      }
      one.label.foreach { label =>
        val message = intercept[IllegalArgumentException](one.fit(data.drop(label))).getMessage
        assert(message.startsWith(s"Column '$label' does not exist"), message)
      }
    }

    test(s"${one.name}: an empty DataFrame cannot be learned from, and scores to an empty one") {
      val empty = data.where("id < 0")
      assert(
        intercept[IllegalArgumentException](one.fit(empty)).getMessage ==
          "Cannot train on an empty DataFrame (it has no rows)"
      )
      assert(model.transform(empty).count() == 0)
    }

    test(s"${one.name}: nulls and NaN are refused, left out or taken for 0, as handleInvalid says") {
      val bad = udf((vector: Vector) => Vectors.dense(Double.NaN +: vector.toArray.tail): Vector)
      val holes = data.withColumn(
        "features",
        when(col("id") === 7, bad(col("features"))).when(col("id") =!= 8, col("features"))
      )
      val refused = intercept[IllegalArgumentException](one.fit(holes)).getMessage
      assert(refused.startsWith("Invalid ") && refused.contains("in column 'features'"), refused)
      assert(reasons(intercept[Exception](model.transform(holes).collect())).contains("in column 'features'"))

      val skipping = copyOf(one.make().asInstanceOf[PipelineStage], "handleInvalid", "skip")
      val skipped = skipping.asInstanceOf[Estimator[_]].fit(holes).asInstanceOf[Model[_]]
      val clean = one.fit(data.where("id != 7 and id != 8"))
      assert(scored(skipped, holes) == scored(clean, data.where("id != 7 and id != 8")))
      val keeping = copyOf(model, "handleInvalid", "keep").asInstanceOf[Model[_]]
      assert(keeping.transform(holes).count() == 60)
    }

    test(s"${one.name}: features score alike as dense and sparse vectors and as arrays") {
      val expected = scored(model, data)
      val forms = Seq(
        sparse(col("features")),
        vector_to_array(col("features")),
        vector_to_array(col("features"), "float32")
      )
      forms.foreach { form =>
        val other = data.withColumn("features", form)
        assert(scored(model, other) == expected)
        assert(scored(one.fit(other), other) == expected)
      }
    }

    test(s"${one.name}: a stream is scored like a batch") {
      withTempDir { folder =>
        val input = folder.resolve("input")
        val arrays = data.select(vector_to_array(col("features")).as("features"), col("id"))
        arrays.write.json(input.toString)
        val name = s"scored${one.name}"
        val query = model
          .transform(spark.readStream.schema(arrays.schema).json(input.toString))
          .writeStream
          .format("memory")
          .queryName(name)
          .option("checkpointLocation", folder.resolve("checkpoint").toString)
          .trigger(Trigger.AvailableNow())
          .start()
        assert(query.awaitTermination(60000))
        assert(spark.table(name).drop("features").orderBy("id").collect().toSeq == scored(model, arrays))
      }
    }

    test(s"${one.name}: a model without a network says so") {
      val empty = one.model.getConstructor().newInstance()
      val message = intercept[IllegalStateException](empty.transform(data)).getMessage
      assert(message.endsWith("has no network (fit an estimator, or load a saved model)"), message)
      assert(!empty.asInstanceOf[TrainedModel[_]].hasSummary)
    }
  }
}
