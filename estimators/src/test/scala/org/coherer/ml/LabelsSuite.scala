package org.coherer.ml

import org.apache.spark.ml.classification.LogisticRegression
import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator
import org.apache.spark.ml.functions.{array_to_vector, vector_to_array}
import org.apache.spark.ml.linalg.{SQLDataTypes, Vector, Vectors}
import org.apache.spark.ml.param.ParamMap
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions._
import org.coherer.testkit.{WithSpark, WithTempDir}
import org.nd4j.linalg.activations.Activation
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction
import org.scalatest.funsuite.AnyFunSuite

/** Classification by several labels, of which a row can have any. */
class LabelsSuite extends AnyFunSuite with WithSpark with WithTempDir with WithBlobs with WithDrawnTargets {

  private val labels = 3

  private lazy val train = drawnLabels(3000, 1).cache()
  private lazy val unseen = drawnLabels(2000, 2).cache()

  private def labelled(): NeuralNetworkClassifier = new NeuralNetworkClassifier().setLabelCol("labels")

  private lazy val model = labelled().fit(train)

  private lazy val brief = train.limit(200).cache()

  private def quick(): NeuralNetworkClassifier =
    labelled().setHiddenLayers(6).setMaxIter(3).setBatchSize(16).setNumWorkers(1)

  private def messageOf(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  /** The log loss of each label, by a classifier of MLlib's for each. */
  private def separate: Seq[Double] = (0 until labels).map { i =>
    def one(rows: DataFrame) = rows.withColumn("label", col("labels")(i).cast("double"))
    val scored = new LogisticRegression().fit(one(train)).transform(one(unseen))
    logLoss(scored.select(vector_to_array(col("probability"))(1), col("label")))
  }

  private def logLoss(rows: DataFrame): Double = {
    val losses = rows.collect().map { case Row(p: Double, label: Double) =>
      -math.log(if (label == 1) p else 1 - p)
    }
    losses.sum / losses.length
  }

  test(
    "nothing is set: each label is predicted about as well as can be, and none worse than by its own model"
  ) {
    val scored = model.transform(unseen)
    val best = unseen.collect().map { row =>
      val x = row.getAs[Vector](0).toArray
      labelProbabilities(x).zip(row.getSeq[Int](1)).map { case (p, y) => -math.log(if (y == 1) p else 1 - p) }
    }
    val alone = separate
    (0 until labels).foreach { i =>
      val found =
        logLoss(scored.select(vector_to_array(col("probability"))(i), col("labels")(i).cast("double")))
      val least = best.map(_(i)).sum / best.length
      assert(
        found < alone(i) + 0.02 && found < least + 0.06,
        s"label $i: $found, alone ${alone(i)}, least $least"
      )
    }
    // MLlib's is a line, and can say nothing of a product.
    assert(alone(2) > 0.6 && model.evaluateLabels(unseen).labels.get(2).f1 > 0.7)
  }

  test("the columns: logits, probabilities, and 1 for each label that is more likely than not") {
    val schema = model.transformSchema(unseen.schema)
    val before = labelled().transformSchema(unseen.schema)
    assert(before.map(f => (f.name, f.dataType)) == schema.map(f => (f.name, f.dataType)))
    val scored = model.transform(unseen)
    assert(scored.schema == schema && schema("prediction").dataType == SQLDataTypes.VectorType)
    scored.select("features", "rawPrediction", "probability", "prediction").limit(50).collect().foreach {
      case Row(features: Vector, raw: Vector, probability: Vector, prediction: Vector) =>
        assert(Seq(raw, probability, prediction).forall(_.size == labels))
        (0 until labels).foreach { i =>
          assert(math.abs(1 / (1 + math.exp(-raw(i))) - probability(i)) < 1e-6)
          assert(prediction(i) == (if (probability(i) > 0.5) 1 else 0))
          assert(math.abs(model.predictProbability(features)(i) - probability(i)) < 1e-5)
        }
        assert(model.predictLabels(features) == prediction)
    }
    assert(model.numClasses == labels && model.numFeatures == DrawnFeatures)
    assert(
      intercept[UnsupportedOperationException](model.predict(Vectors.zeros(DrawnFeatures))).getMessage ==
        "Cannot predict: a row can have several labels (call predictLabels)"
    )
  }

  test("a label counts as predicted above its threshold") {
    val strict = model.copy(ParamMap.empty).setThresholds(Array(0.9, 0.5, 0.0))
    strict.transform(unseen).select("probability", "prediction").collect().foreach {
      case Row(probability: Vector, prediction: Vector) =>
        assert(prediction(0) == (if (probability(0) > 0.9) 1 else 0) && prediction(2) == 1)
    }
    val two = model.copy(ParamMap(model.thresholds -> Array(0.9, 0.5)))
    val message = "thresholds has 2 values (must be one for each of the network's 3 labels)"
    assert(
      messageOf(two.transform(unseen)) == message && messageOf(two.transformSchema(unseen.schema)) == message
    )
    assert(messageOf(quick().setThresholds(Array(0.1, 0.2)).fit(brief)) == message)
  }

  /** The labels that are 1, as Spark's evaluator takes them. */
  private def sets(name: String) =
    expr(s"transform(filter(sequence(0, ${labels - 1}), i -> $name[i] = 1), i -> cast(i as double))")

  test("the figures are those of Spark's evaluator, for rows that have a label") {
    val some = unseen.where("array_contains(labels, 1)")
    val found = model.evaluateLabels(some)
    val scored = model
      .transform(some)
      .withColumn("indicators", vector_to_array(col("prediction")))
      .withColumn("found", sets("indicators"))
      .withColumn("wanted", sets("labels"))
    def theirs(metric: String, label: Int = 0) = new MultilabelClassificationEvaluator()
      .setLabelCol("wanted")
      .setPredictionCol("found")
      .setMetricName(metric)
      .setMetricLabel(label.toDouble)
      .evaluate(scored)
    Seq(
      "subsetAccuracy" -> found.subsetAccuracy,
      "accuracy" -> found.accuracy,
      "hammingLoss" -> found.hammingLoss,
      "microPrecision" -> found.microPrecision,
      "microRecall" -> found.microRecall,
      "microF1Measure" -> found.microF1
    ).foreach { case (metric, ours) => assert(math.abs(theirs(metric) - ours) < 1e-12, metric) }
    (0 until labels).foreach { i =>
      val label = found.labels.get(i)
      assert(math.abs(theirs("precisionByLabel", i) - label.precision) < 1e-12)
      assert(math.abs(theirs("recallByLabel", i) - label.recall) < 1e-12)
      assert(math.abs(theirs("f1MeasureByLabel", i) - label.f1) < 1e-12)
      assert(label.name == s"labels[$i]")
    }
    val macroF1 = (0 until labels).map(theirs("f1MeasureByLabel", _)).sum / labels
    assert(math.abs(macroF1 - found.macroF1) < 1e-12)
    assert(found.rows == some.count() && found.text.contains("micro") && found.text.contains("labels[2]"))
  }

  test("rows without a label count; those that have no 0 or 1 are refused") {
    val none = unseen.withColumn("labels", array(lit(0), lit(0), lit(0)))
    val found = model.setThresholds(Array(1.0, 1.0, 1.0)).evaluateLabels(none)
    model.clear(model.thresholds)
    assert(found.subsetAccuracy == 1 && found.accuracy == 1 && found.hammingLoss == 0 && found.microF1 == 0)
    assert(
      messageOf(model.evaluateLabels(unseen.withColumn("labels", array(lit(0), lit(2), lit(0))))) ==
        "Invalid value 2.0 of target 'labels[1]' (must be 0 or 1; filter out such rows)"
    )
    assert(
      intercept[UnsupportedOperationException](model.evaluate(unseen)).getMessage ==
        "Cannot evaluate: a row can have several labels (call evaluateLabels)"
    )
    assert(
      intercept[UnsupportedOperationException](
        classifier().fit(blobs(30)).evaluateLabels(blobs(9))
      ).getMessage ==
        "Cannot evaluateLabels: a row has one class (call evaluate)"
    )
  }

  test("labels of every type lead to the same bits") {
    def probabilities(rows: DataFrame) =
      quick().fit(rows).transform(brief).orderBy("id").select("probability").collect().toSeq
    val expected = probabilities(brief)
    val doubles = col("labels").cast("array<double>")
    Seq(
      doubles,
      col("labels").cast("array<float>"),
      col("labels").cast("array<boolean>"),
      array_to_vector(doubles)
    )
      .foreach(labels => assert(probabilities(brief.withColumn("labels", labels)) == expected))
    val flags = brief.withColumn("labels", col("labels").cast("array<boolean>"))
    assert(quick().fit(flags).evaluateLabels(flags).text == quick().fit(brief).evaluateLabels(brief).text)
  }

  test("rows whose labels are no 0 and 1 of one number are refused with column and row, before training") {
    def refusal(labels: String) =
      messageOf(quick().fit(brief.withColumn("labels", expr(s"if(id = 7, $labels, labels)"))))
    assert(
      refusal("array(0, 1, 2)").contains("Invalid label 2.0 at index 2 in column 'labels' (must be 0 or 1)")
    )
    assert(refusal("array(0, cast(null as int), 1)").contains("Invalid null at index 1 in column 'labels'"))
    assert(refusal("cast(null as array<int>)").contains("Invalid null in column 'labels'"))
    assert(
      refusal("array(0, 1)").contains(
        "Invalid target of 2 values in column 'labels' (the network's output has 3)"
      )
    )
    val words = brief.withColumn("labels", array(lit("a")))
    assert(
      messageOf(
        quick().fit(words)
      ) == "Column 'labels' has type array<string> (expected a numeric type, string or boolean)"
    )
    val kept = quick()
      .setHandleInvalid("skip")
      .fit(brief.withColumn("labels", expr("if(id = 7, array(3, 1, 1), labels)")))
    assert(kept.artifact.provenance.data.trainingRows == 199)
  }

  test("Params of classes are refused by name") {
    def refusal(stage: NeuralNetworkClassifier) = messageOf(stage.fit(brief))
    Seq[(String, NeuralNetworkClassifier)](
      "balanceClasses" -> quick().setBalanceClasses(true),
      "classWeights" -> quick().setClassWeights(1, 2, 3),
      "labelSmoothing" -> quick().setLabelSmoothing(0.1),
      "calibration" -> quick().setCalibration("temperature"),
      "stratified" -> quick().setStratified(true),
      "predictedLabelCol" -> quick().setPredictedLabelCol("name")
    ).foreach { case (name, stage) =>
      assert(
        refusal(
          stage
        ) == s"$name is set and column 'labels' has several labels for each row (clear it: it is for " +
          "classes, of which a row has one)"
      )
    }
    val named = model.copy(ParamMap(model.predictedLabelCol -> "name"))
    assert(
      messageOf(
        named.transform(unseen)
      ) == "predictedLabelCol is set and a row can have several labels (clear it)"
    )
  }

  test("a network of one's own has a sigmoid for each label, and one of classes is refused") {
    val own = network(
      inputs = DrawnFeatures,
      outputs = labels,
      activation = Activation.SIGMOID,
      loss = LossFunction.XENT
    )
    val fitted = quick().setNetwork(own)
    fitted.clear(fitted.hiddenLayers)
    assert(fitted.fit(brief).evaluateLabels(brief).rows == 200)
    val other = fitted.setNetwork(network(inputs = DrawnFeatures))
    assert(
      messageOf(other.fit(brief))
        .startsWith("The network's output is no probability for each label (end it with")
    )
    val classes = classifier().setNetwork(network(activation = Activation.SIGMOID, loss = LossFunction.XENT))
    assert(
      messageOf(classes.fit(blobs(30))).startsWith("The network's output is no probability distribution")
    )
  }

  test("training stops by the metrics of labels") {
    def stopped(monitor: String) = {
      val stage =
        quick().setMaxIter(30).setValidationFraction(0.3).setEarlyStoppingPatience(2).setRestoreBest(true)
      val summary = stage.setMonitor(monitor).fit(brief).summary
      var measured = Seq.empty[Double]
      summary.trainingHistory.epochs.forEach(epoch => measured :+= epoch.metrics.get(monitor).doubleValue)
      (measured, summary.bestEpoch)
    }
    val (subsets, mostRight) = stopped("subsetAccuracy")
    assert(mostRight == subsets.indexOf(subsets.max) + 1)
    val (losses, leastWrong) = stopped("hammingLoss")
    assert(leastWrong == losses.indexOf(losses.min) + 1)
    assert(
      messageOf(quick().setValidationFraction(0.3).setMonitor("accuracy").setRestoreBest(true).fit(brief))
        .contains("hammingLoss")
    )
  }

  test("a saved model is the same, scores streams, and is a warm start") {
    withTempDir { folder =>
      val path = folder.resolve("model").toString
      val first = quick().fit(brief)
      first.write.save(path)
      val loaded = NeuralNetworkClassificationModel.load(path)
      def probabilities(of: NeuralNetworkClassificationModel, rows: DataFrame = brief) =
        of.transform(rows).orderBy("id").select("probability", "prediction").collect().toSeq
      assert(probabilities(loaded) == probabilities(first))
      assert(loaded.evaluateLabels(brief).text == first.evaluateLabels(brief).text)
      val resumed = quick().setInitialModelPath(path)
      resumed.clear(resumed.hiddenLayers)
      val again = resumed.setMaxIter(1).fit(brief)
      assert(again.evaluateLabels(brief).logLoss < first.evaluateLabels(brief).logLoss + 0.05)
      val fewer = resumed.setOutputSize(2).fit(brief.withColumn("labels", slice(col("labels"), 1, 2)))
      assert(
        fewer.numClasses == 2 && fewer
          .evaluateLabels(brief.withColumn("labels", slice(col("labels"), 1, 2)))
          .rows == 200
      )

      val arrays = brief.select(vector_to_array(col("features")).as("features"), col("id"))
      arrays.write.json(folder.resolve("input").toString)
      val query = loaded
        .transform(spark.readStream.schema(arrays.schema).json(folder.resolve("input").toString))
        .writeStream
        .format("memory")
        .queryName("labels")
        .start()
      try {
        query.processAllAvailable()
        val found = spark.table("labels").orderBy("id").select("probability", "prediction").collect().toSeq
        assert(found == probabilities(first))
      } finally query.stop()
    }
  }

  test("columns of a table, the preset for tables and another engine") {
    val table = brief
      .withColumn("a", vector_to_array(col("features"))(0))
      .withColumn("b", when(vector_to_array(col("features"))(2) > 0, "high").otherwise("low"))
    val stage = quick().setFeaturesCols("a", "b").setMaxIter(20).setLearningRate(0.05)
    assert(stage.fit(table).evaluateLabels(table).labels.get(0).f1 > 0.6)
    assert(stage.setPreset("tabular").fit(table).numClasses == labels)
    val staged = labelled().setEngine("staged").setLayers(DrawnFeatures, 6, labels).setLearningRate(0.05)
    staged.setMaxIter(20).setBatchSize(16)
    assert(staged.fit(brief).evaluateLabels(brief).labels.get(0).f1 > 0.6)
  }

  test("the size is known before the fit, and a label alone has one output") {
    val stage = quick()
    val known = stage.estimateModelSize(brief)
    val fitted = stage.fit(brief)
    assert(known >= fitted.estimatedSize && known < 4 * fitted.estimatedSize)
    val one = brief.withColumn("labels", slice(col("labels"), 1, 1))
    assert(stage.fit(one).evaluateLabels(one).labels.size == 1)
  }
}
