package org.coherer.ml

import org.apache.spark.ml.Model
import org.apache.spark.ml.functions.vector_to_array
import org.apache.spark.ml.linalg.{Vector, Vectors}
import org.apache.spark.ml.param.{Param, ParamMap}
import org.apache.spark.ml.util.{MLReader, MLWritable}
import org.apache.spark.sql.expressions.UserDefinedFunction
import org.apache.spark.sql.functions.{array, col, udf}
import org.apache.spark.sql.streaming.Trigger
import org.apache.spark.sql.{DataFrame, Row}
import org.coherer.connector.column.LearnedPreprocessing
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.coherer.training.encoding.Standardization
import org.scalatest.funsuite.AnyFunSuite

/** A model that standardizes does what its network does with rows that are standardized by hand, and gives
  * back the units of the rows.
  */
class StandardizedModelsSuite
    extends AnyFunSuite
    with WithSpark
    with WithBlobs
    with WithLearned
    with WithTempDir {

  import StandardizedModelsSuite._

  private val features = new Standardization(means, factors)

  /** Where a value is negative, it is 0: so that there are sparse vectors of the same rows. */
  private lazy val data: DataFrame = {
    val rows = blobs(60).withColumn("features", dense(sparse(col("features"))))
    columns(rows.withColumn("pair", array(col("label"), col("weight")))).cache()
  }

  private def columns(rows: DataFrame): DataFrame = {
    val numbers = (0 until Features).foldLeft(rows) { (all, i) =>
      all.withColumn(s"f$i", vector_to_array(col("features"))(i))
    }
    numbers
      .withColumn("left", half(0)(col("features")))
      .withColumn("right", half(2)(col("features")))
  }

  private lazy val byHand = columns(data.withColumn("features", standardized(col("features")))).cache()

  /** A model, the same network without standardization, and what becomes of its outputs. */
  private case class Standardized(
      name: String,
      plain: Model[_],
      model: Model[_],
      read: () => MLReader[_ <: Model[_]],
      outputs: Seq[String],
      undone: (String, Any) => Any = (_, value) => value
  )

  private def regressor(targets: Standardization, label: String): Standardized = {
    val trained = new NeuralNetworkRegressor()
      .setLayers(Features, 6, targets.length)
      .setMaxIter(2)
      .setLabelCol(label)
      .fit(data)
    def model(what: LearnedPreprocessing) = new NeuralNetworkRegressionModel("r", network(trained, what))
    def original(i: Int, value: Double) = targets.mean(i) + value / targets.factor(i).toDouble
    Standardized(
      s"a regressor of ${targets.length}",
      model(learned()),
      model(learned(features, targets)),
      () => NeuralNetworkRegressionModel.read(),
      Seq("prediction"),
      (_, value) =>
        value match {
          case number: Double => original(0, number)
          case vector: Vector => Vectors.dense(Array.tabulate(vector.size)(i => original(i, vector(i))))
        }
    )
  }

  private lazy val cases: Seq[Standardized] = {
    val classes = classifier().fit(data)
    val coder = new Autoencoder().setLayers(Features, 2, Features).setMaxIter(2).fit(data)
    val general = new NeuralNetworkEstimator()
      .setNetwork(network())
      .setTargetCols("label")
      .setMaxIter(2)
      .fit(data)
    Seq(
      Standardized(
        "a classifier",
        withLearned(classes, learned()),
        withLearned(classes, learned(features)),
        () => NeuralNetworkClassificationModel.read(),
        Seq("rawPrediction", "probability", "prediction")
      ),
      regressor(new Standardization(Array(12.25f), Array(0.5f)), "label"),
      regressor(new Standardization(Array(-3f, 1000f), Array(7f, 0.001f)), "pair"),
      Standardized(
        "a general network",
        new NeuralNetworkModel("g", network(general, learned())),
        new NeuralNetworkModel("g", network(general, learned(features))),
        () => NeuralNetworkModel.read(),
        Seq("output")
      ),
      Standardized(
        "an autoencoder",
        new AutoencoderModel("a", network(coder, learned())),
        new AutoencoderModel("a", network(coder, learned(features))),
        () => AutoencoderModel.read(),
        Seq("reconstruction", "anomalyScore"),
        (column, value) =>
          if (column == "anomalyScore") value
          else {
            val scaled = value.asInstanceOf[Vector].toArray
            // What is the same in all rows is reconstructed as that.
            val original = scaled.zipWithIndex.map { case (y, i) =>
              means(i) + (if (factors(i) == 0) 0 else y / factors(i).toDouble)
            }
            Vectors.dense(original)
          }
      )
    )
  }

  private def scores(one: Standardized, model: Model[_], rows: DataFrame): Seq[Seq[Any]] = model
    .transform(rows)
    .orderBy("id")
    .select(one.outputs.map(col): _*)
    .collect()
    .toSeq
    .map(_.toSeq)

  private def expected(one: Standardized): Seq[Seq[Any]] =
    scores(one, one.plain, byHand).map(row => one.outputs.zip(row).map(one.undone.tupled))

  private def set(model: Model[_], param: String, value: Any): Model[_] =
    model
      .copy(new ParamMap().put(model.getParam(param).asInstanceOf[Param[Any]], value))
      .asInstanceOf[Model[_]]

  private def check(what: String)(body: Standardized => Unit): Unit =
    test(what)(cases.foreach(one => withClue(one.name)(body(one))))

  check("a DataFrame of dense or sparse vectors, or of arrays") { one =>
    val rows = expected(one)
    assert(rows.distinct.size > 10 && scores(one, one.plain, data) != rows)
    val forms = Seq(
      col("features"),
      sparse(col("features")),
      vector_to_array(col("features")),
      vector_to_array(col("features"), "float32")
    )
    forms.foreach(form => assert(scores(one, one.model, data.withColumn("features", form)) == rows))
  }

  check("columns of numbers") { one =>
    if (one.model.hasParam("featuresCols")) {
      val names = Array.tabulate(Features)(i => s"f$i")
      assert(scores(one, set(one.model, "featuresCols", names), data.drop("features")) == expected(one))
    }
  }

  check("a saved model, and what it says of itself") { one =>
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      one.model.asInstanceOf[MLWritable].save(path)
      val loaded = one.read().load(path)
      assert(scores(one, loaded, data) == expected(one))
      val said = loaded.asInstanceOf[TrainedModel[_]]
      assert(
        said.artifact().preprocessing() == one.model.asInstanceOf[TrainedModel[_]].artifact().preprocessing()
      )
      assert(said.describe().contains("preprocessing: 4 features standardized"))
      assert(said.summary.text.contains("preprocessing: 4 features standardized"))
      assert(said.summary.toHtml.contains("4 features standardized"))
      assert(!one.plain.asInstanceOf[TrainedModel[_]].describe().contains("preprocessing"))
    }
  }

  check("a stream") { one =>
    withTempDir { folder =>
      val input = folder.resolve("input").toString
      val arrays = data.select(vector_to_array(col("features")).as("features"), col("id"))
      arrays.write.json(input)
      val name = "standardized_" + one.model.uid + one.outputs.size + "_" + cases.indexOf(one)
      val query = one.model
        .transform(spark.readStream.schema(arrays.schema).json(input))
        .writeStream
        .format("memory")
        .queryName(name)
        .option("checkpointLocation", folder.resolve("checkpoint").toString)
        .trigger(Trigger.AvailableNow())
        .start()
      assert(query.awaitTermination(60000))
      val rows = spark.table(name).orderBy("id").select(one.outputs.map(col): _*).collect().map(_.toSeq)
      assert(rows.toSeq == expected(one))
    }
  }

  check("one row without Spark") { one =>
    val rows = data.orderBy("id").select("features").collect().map(_.getAs[Vector](0)).take(5)
    def alike(found: Seq[Double], wanted: Any): Unit = {
      val numbers = wanted match {
        case vector: Vector => vector.toArray.toSeq
        case number: Double => Seq(number)
      }
      found.zip(numbers).foreach { case (a, b) => assert(math.abs(a - b) <= 1e-5 * math.max(1, math.abs(b))) }
    }
    rows.zip(expected(one)).foreach { case (dense, wanted) =>
      for (row <- Seq(dense, dense.toSparse)) one.model match {
        case model: NeuralNetworkClassificationModel =>
          alike(model.predictRaw(row).toArray.toSeq, wanted.head)
          assert(model.predict(row) == wanted(2))
        case model: NeuralNetworkRegressionModel =>
          alike(model.predictAll(row).toArray.toSeq, wanted.head)
          if (model.numTargets == 1) alike(Seq(model.predict(row)), wanted.head)
        case model: AutoencoderModel =>
          alike(model.reconstruct(row).toArray.toSeq, wanted.head)
          alike(Seq(model.anomalyScore(row)), wanted(1))
        case _: NeuralNetworkModel => // has no such method
      }
    }
  }

  check("a scale of the Params beside it is refused, before any job") { one =>
    for ((param, value) <- Seq("inputScale" -> 2.0, "inputOffset" -> -1.0)) {
      val other = set(one.model, param, value)
      val message = intercept[IllegalArgumentException](other.transform(data)).getMessage
      assert(
        message.matches("Invalid inputScale .* of a model that standardizes its features \\(clear them\\)")
      )
      assert(message.contains(value.toString))
    }
  }

  test("evaluation: errors are in the units of the targets, anomaly scores those of the columns") {
    val one = cases(1)
    val model = one.model.asInstanceOf[NeuralNetworkRegressionModel]
    val labels = data.orderBy("id").select("label").collect().map(_.getDouble(0)).toSeq
    val errors = labels.zip(expected(one)).map { case (label, row) => row.head.asInstanceOf[Double] - label }
    val found = model.evaluate(data).targets.get(0)
    assert(math.abs(found.mae - errors.map(math.abs).sum / errors.size) < 1e-9)
    assert(math.abs(found.rmse - math.sqrt(errors.map(e => e * e).sum / errors.size)) < 1e-9)
    val coder = cases(4)
    val scored = expected(coder).map(_(1).asInstanceOf[Double]).zip(labels)
    val odd = data.withColumn("odd", (col("label") === 2).cast("int"))
    val anomalies = scored.collect { case (score, 2.0) => score }
    val mean = coder.model.asInstanceOf[AutoencoderModel].evaluate(odd, "odd").meanAnomalyScore
    assert(math.abs(mean - anomalies.sum / anomalies.size) < 1e-9)
  }

  test("evaluation: a classifier that standardizes") {
    val one = cases.head
    val found = one.model.asInstanceOf[NeuralNetworkClassificationModel].evaluate(data)
    val wanted = one.plain.asInstanceOf[NeuralNetworkClassificationModel].evaluate(byHand)
    assert(found.text == wanted.text && found.logLoss == wanted.logLoss)
  }

  test("what was learned of another number of features, targets or classes is refused") {
    val classes = cases.head.plain.asInstanceOf[TrainedModel[_]]
    def refusal(part: => Any): String = intercept[IllegalArgumentException](part).getMessage
    val three = new Standardization(Array(0f, 0f, 0f), Array(1f, 1f, 1f))
    assert(
      refusal(network(classes, learned(features = three))) ==
        "Cannot standardize rows of 4 numbers (the means are those of 3)"
    )
    val one = cases(1).plain.asInstanceOf[TrainedModel[_]]
    assert(
      refusal(network(one, learned(targets = three))) ==
        "Cannot standardize rows of 1 numbers (the means are those of 3)"
    )
  }

  test("two inputs are standardized as one behind the other") {
    val trained = new NeuralNetworkEstimator()
      .setNetwork(EstimatorSuite.twoInputs)
      .setInputCols("left", "right")
      .setTargetCols("label")
      .setMaxIter(1)
      .fit(data)
    def using(what: LearnedPreprocessing) =
      new NeuralNetworkModel("g", network(trained, what)).setInputCols("left", "right")
    val (plain, model) = (using(learned()), using(learned(features)))
    def outputs(model: NeuralNetworkModel, rows: DataFrame): Seq[Row] =
      model.transform(rows).orderBy("id").select("output").collect().toSeq
    assert(outputs(model, data) == outputs(plain, byHand))
    assert(outputs(model, data) != outputs(plain, data))
  }
}

/** What is done to vectors by hand. */
object StandardizedModelsSuite {

  val means: Array[Float] = Array(0.5f, -1f, 0.1f, 2f)
  val factors: Array[Float] = Array(2f, 0.3f, 1f, 0f)

  def half(from: Int): UserDefinedFunction =
    udf((v: Vector) => Vectors.dense(v.toArray.slice(from, from + 2)): Vector)

  val sparse: UserDefinedFunction =
    udf((v: Vector) => Vectors.dense(v.toArray.map(x => if (x < 0) 0 else x)).toSparse: Vector)

  val dense: UserDefinedFunction = udf((v: Vector) => v.toDense: Vector)

  val standardized: UserDefinedFunction = udf { (v: Vector) =>
    val values = v.toArray.zipWithIndex.map { case (x, i) => ((x.toFloat - means(i)) * factors(i)).toDouble }
    Vectors.dense(values): Vector
  }
}
