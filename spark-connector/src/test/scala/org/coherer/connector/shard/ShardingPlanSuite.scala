package org.coherer.connector.shard

import java.lang.{Double => JavaDouble}
import java.util.{Arrays, Collections, List => JavaList}

import org.coherer.connector.column.{
  FeatureBinding,
  FeatureKind,
  InvalidPolicy,
  TargetBinding,
  TrainingColumns
}
import org.coherer.connector.profile.Profiling
import org.coherer.training.data.{FeatureType, RecordLayout}
import org.coherer.training.encoding.{Rescaling, TargetEncoding}
import org.scalatest.funsuite.AnyFunSuite

class ShardingPlanSuite extends AnyFunSuite {

  private def input(kind: FeatureKind, columns: String*) =
    new FeatureBinding(Arrays.asList(columns: _*), kind, Collections.emptyList())

  private def number(column: String) =
    new TargetBinding(Collections.singletonList(column), FeatureKind.COLUMNS)

  private val vector = input(FeatureKind.VECTOR, "v")
  private val image = input(FeatureKind.IMAGE, "image")

  private def plan(
      inputs: Seq[FeatureBinding] = Seq(vector),
      lengths: Seq[Int] = Seq(4),
      targets: Seq[TargetBinding] = Seq(number("label")),
      target: TargetEncoding = new TargetEncoding.ClassIndex(3),
      stratified: Boolean = false,
      classWeights: Seq[Double] = Nil,
      type_ : FeatureType = FeatureType.FLOAT32
  ): ShardingPlan = new ShardingPlan(
    new TrainingColumns(Arrays.asList(inputs: _*), Arrays.asList(targets: _*), null, null),
    Arrays.asList(lengths.map(length => Integer.valueOf(length)): _*),
    new RecordLayout(lengths.sum, type_, Rescaling.NONE, target),
    new Reading(InvalidPolicy.ERROR, Profiling.NONE),
    weights(classWeights),
    new ShardBalance(2, 1, stratified),
    ValidationSplit.NONE
  )

  private def weights(values: Seq[Double]): JavaList[JavaDouble] =
    Arrays.asList(values.map(value => JavaDouble.valueOf(value)): _*)

  private def refusal(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("there must be as many inputs and targets as the network has") {
    val two = new TargetEncoding.Joined(
      Arrays.asList[TargetEncoding](new TargetEncoding.ClassIndex(3), new TargetEncoding.Values(1))
    )
    plan(Seq(vector, image), Seq(4, 12), Seq(number("a"), number("b")), two)
    assert(refusal(plan(Seq(vector, image), Seq(4))) == "Cannot train with 2 inputs (the network has 1)")
    assert(refusal(plan(target = two)) == "Cannot train with 1 target (the network has 2 outputs)")
    assert(
      refusal(plan(targets = Seq(number("a"), number("b")))) ==
        "Cannot train with 2 targets (the network has 1 output)"
    )
    val none = "No inputs or no targets are named (must be at least one each)"
    assert(refusal(plan(inputs = Nil)) == none && refusal(plan(targets = Nil)) == none)
  }

  test("each input is checked against its own length") {
    val columns = input(FeatureKind.COLUMNS, "a", "b")
    plan(Seq(vector, columns), Seq(4, 2))
    assert(
      refusal(plan(Seq(columns, vector), Seq(4, 2))) ==
        "featuresCols names 2 columns (the network takes 4 values)"
    )
  }

  test("inputs are stored as bytes only if all of them are") {
    plan(Seq(image, input(FeatureKind.BYTES, "b")), Seq(12, 3), type_ = FeatureType.UINT8)
    assert(
      refusal(plan(Seq(image, vector), Seq(12, 4), type_ = FeatureType.UINT8)) ==
        "Cannot store inputs of 16 values of type FLOAT32 in records of 16 of type UINT8 (must be the same)"
    )
  }

  test("rows are stratified by class only if the target is one") {
    plan(stratified = true)
    assert(
      refusal(plan(target = new TargetEncoding.Values(1), stratified = true)) ==
        "Cannot stratify rows by class: the target is no class (set stratified to false)"
    )
  }

  test("there is at least one shard and a row per batch, and a validation set is not everything") {
    assert(refusal(new ShardBalance(0, 1, false)) == "Invalid workers 0 (must be at least 1)")
    assert(refusal(new ShardBalance(1, -1, false)) == "Invalid batchSize -1 (must be at least 1)")
    for (bad <- Seq(-0.1, 1.0, Double.NaN))
      assert(
        refusal(new ValidationSplit(bad, 1)) == s"Invalid validationFraction $bad (must be in [0, 1))"
      )
  }

  test("weights of classes are finite, not negative, one for each, and not all zero") {
    plan(classWeights = Seq(0, 1, 2.5))
    assert(
      refusal(plan(target = new TargetEncoding.Values(1), classWeights = Seq(1, 2))) ==
        "Cannot weigh classes: the target is no class (clear classWeights)"
    )
    assert(
      refusal(plan(classWeights = Seq(1, 2))) ==
        "classWeights has 2 values (must be one for each of the network's 3 classes)"
    )
    for (bad <- Seq(-1.0, Double.NaN, Double.PositiveInfinity, 1e300))
      assert(
        refusal(plan(classWeights = Seq(1, bad, 1))) ==
          s"Invalid value $bad in classWeights (must be a finite number of at least 0)"
      )
    assert(
      refusal(plan(classWeights = Seq(0, 0, 0))) ==
        "Invalid classWeights [0.0, 0.0, 0.0] (at least one must be above 0)"
    )
  }
}
