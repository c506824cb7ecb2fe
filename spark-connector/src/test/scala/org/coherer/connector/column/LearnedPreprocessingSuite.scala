package org.coherer.connector.column

import java.util.Arrays.asList
import java.util.Collections.{emptyList, emptyMap}

import org.apache.spark.sql.types._
import org.coherer.training.encoding.{Rescaling, Standardization}
import org.coherer.training.engine.NetworkShape
import org.scalatest.funsuite.AnyFunSuite

/** What a training learns of its rows beside the network. */
class LearnedPreprocessingSuite extends AnyFunSuite {

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  private def values(kind: DataType, texts: String*) = ClassLabels.values(kind, asList(texts: _*))

  private def shape(inputs: Int, outputs: Int) = new NetworkShape(
    asList(new NetworkShape.Input("in", inputs)),
    asList(new NetworkShape.Output("out", outputs)),
    1,
    emptyList(),
    null
  )

  test("labels: types are those that a column of labels may have, and have names") {
    val kinds = Seq(
      StringType,
      BooleanType,
      ByteType,
      ShortType,
      IntegerType,
      LongType,
      FloatType,
      DoubleType,
      DecimalType(1, 0),
      DecimalType(38, 38)
    )
    kinds.foreach(kind => assert(ClassLabels.typeNamed(kind.simpleString) == kind))
    Seq("date", "", "decimal(0,0)", "decimal(3,4)", "array<int>", "decimal(10)").foreach { name =>
      assert(refusal(ClassLabels.typeNamed(name)).startsWith(s"Invalid type '$name' of labels (must be "))
    }
    assert(
      refusal(values(DateType, "2026-01-01")) ==
        "Invalid type date of labels (must be string, boolean or numeric)"
    )
    assert(
      refusal(ClassLabels.indices(StringType, emptyList())) ==
        "Invalid type string of indices of classes (must be numeric)"
    )
  }

  test("labels: no two are alike, numbers by their values, and there is one") {
    assert(
      refusal(values(StringType, "a", "b", "a")) ==
        "Invalid label 'a' of class 2 (is that of class 0 already)"
    )
    assert(refusal(values(DoubleType, "1", "1.0")).startsWith("Invalid label '1.0' of class 1"))
    assert(values(StringType, "1", "1.0").texts.size == 2)
    assert(refusal(values(StringType)) == "Invalid labels without a class (must be at least one)")
  }

  test("labels: texts are those of Spark's casts, whatever they are made of") {
    assert(values(DoubleType, "1", "1e10", "-0").texts == asList("1.0", "1.0E10", "-0.0"))
    assert(values(FloatType, "0.1").texts == asList("0.1"))
    assert(values(DecimalType(4, 2), "1", "-0.5").texts == asList("1.00", "-0.50"))
    assert(values(IntegerType, "+7").texts == asList("7"))
  }

  test("labels: the class of a label, by value or by index") {
    val texts = new ClassIndex(values(StringType, "no", "yes"), 2)
    assert(Seq("no", "yes", "Yes", "", null).map(texts.of) == Seq(0, 1, -1, -1, -1))
    val numbers = new ClassIndex(values(FloatType, "0.1", "3"), 2)
    val found = Seq[Any](0.1f, 0.1, 3, 3L, 3.toByte, new java.math.BigDecimal("3.00"), 0.10001, Double.NaN)
    assert(found.map(numbers.of) == Seq(0, 0, 1, 1, 1, 1, -1, -1))
    val indices = new ClassIndex(ClassLabels.indices(IntegerType, asList("x", "y")), 2)
    assert(
      Seq[Any](0, 1, 1.0, 2, -1, 0.5, Double.NaN, null).map(indices.of) == Seq(0, 1, 1, -1, -1, -1, -1, -1)
    )
    assert(indices.names == asList("x", "y") && indices.constraint == "must be an integer in [0, 2)")
    assert(new ClassIndex(ClassLabels.NONE, 3).names == asList("0", "1", "2"))
  }

  test("labels: of many, messages have the first ones, and the start of long ones") {
    val many = values(StringType, (0 until 1000).map(i => s"class $i"): _*)
    assert(many.text.startsWith("class 0, class 1, ") && many.text.endsWith("class 19 and 980 more"))
    assert(values(StringType, "a" * 5000, "b\n").text == "a" * 20 + "..., b?")
    val pairs = "\ud83d\ude00" * 30
    assert(values(StringType, pairs).text == "\ud83d\ude00" * 20 + "...")
  }

  test("the facts name what was learned, and nothing else") {
    assert(LearnedPreprocessing.NONE.facts == emptyMap())
    val two = new Standardization(Array(0f, 1f), Array(1f, 1f))
    val target = new Standardization(Array(12.3f), Array(1 / 4.5f))
    val facts = new LearnedPreprocessing(two, target, values(StringType, "setosa", "versicolor")).facts
    assert(
      facts.get("preprocessing") ==
        "2 features standardized, targets standardized (mean 12.3, standard deviation 4.5)"
    )
    assert(facts.get("classes") == "setosa, versicolor")
    val one = new Standardization(Array(120f), Array(0f))
    val others = new LearnedPreprocessing(one, two, ClassLabels.NONE).facts
    assert(others.get("preprocessing") == "1 feature standardized, 2 targets standardized")
    assert(!others.containsKey("classes"))
    val same = new LearnedPreprocessing(Rescaling.NONE, one, ClassLabels.NONE).facts
    assert(same.get("preprocessing") == "targets standardized (mean 120, standard deviation 0)")
  }

  test("it is of a network with as many inputs, outputs and classes") {
    val three = new Standardization(Array(0f, 0f, 0f), Array(1f, 1f, 1f))
    val labels = values(StringType, "a", "b")
    new LearnedPreprocessing(three, Rescaling.NONE, labels).checkFits(shape(3, 2))
    new LearnedPreprocessing(Rescaling.NONE, three, ClassLabels.NONE).checkFits(shape(7, 3))
    assert(
      refusal(LearnedPreprocessing.NONE.withLabels(labels).checkFits(shape(3, 4))) ==
        "Invalid labels of 2 classes (must be 4, one for each output of the network)"
    )
    val features = new LearnedPreprocessing(three, three, labels)
    assert(refusal(features.checkFits(shape(4, 3))).startsWith("Cannot standardize rows of 4 numbers"))
    assert(features.ofFeatures == new LearnedPreprocessing(three, Rescaling.NONE, ClassLabels.NONE))
    assert(
      refusal(new LearnedPreprocessing(new Rescaling(2, 0), Rescaling.NONE, ClassLabels.NONE)).endsWith(
        "of features (must be a standardization, or none; a Param is not learned)"
      )
    )
  }
}
