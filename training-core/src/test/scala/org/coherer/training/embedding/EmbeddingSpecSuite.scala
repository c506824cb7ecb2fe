package org.coherer.training.embedding

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

import org.scalatest.funsuite.AnyFunSuite

class EmbeddingSpecSuite extends AnyFunSuite {

  private val spec = EmbeddingSpec.of("user", 16)

  private def refused(make: => Any): String = intercept[IllegalArgumentException](make).getMessage

  test("a table has defaults, and each of them can be replaced") {
    assert((spec.name, spec.width, spec.combiner, spec.seed) == (("user", 16, Combiner.SUM, 0L)))
    assert(spec.initializer == new RowInitializer.Uniform(-0.05f, 0.05f))
    assert(spec.optimizer == new RowOptimizer.RowWiseAdaGrad(0.05f, 1e-8f))
    assert(spec.lifetime == RowLifetime.FOREVER)
    val normal = RowInitializer.normal(0.1f)
    val sgd = new RowOptimizer.Sgd(0.1f)
    val lifetime = new RowLifetime(10, RowAdmission.atPush(2), 5, WhenFull.EVICT)
    val changed = spec
      .withCombiner(Combiner.MEAN)
      .withInitializer(normal)
      .withOptimizer(sgd)
      .withLifetime(lifetime)
      .withSeed(7)
    assert(changed == new EmbeddingSpec("user", 16, Combiner.MEAN, normal, sgd, lifetime, 7))
  }

  test("a table is serializable") {
    val bytes = new ByteArrayOutputStream
    new ObjectOutputStream(bytes).writeObject(spec)
    assert(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray)).readObject() == spec)
  }

  test("names and widths that no table can have are refused") {
    for (name <- Seq("", "a b", "a/b", "ü", "x" * 101))
      assert(
        refused(EmbeddingSpec.of(name, 1)) ==
          s"Invalid name of an embedding table '$name' (must be 1 to 100 letters, digits, _, - and .)"
      )
    intercept[IllegalArgumentException](EmbeddingSpec.of(null, 1))
    for (width <- Seq(0, -1, 16385))
      assert(
        refused(EmbeddingSpec.of("t", width)) ==
          s"Invalid width of embedding table 't' $width (must be from 1 to 16384)"
      )
    assert(refused(spec.withOptimizer(null)) == "Invalid optimizer null (must not be null)")
  }

  test("numbers that no optimizer can have are refused") {
    assert(
      refused(new RowOptimizer.Sgd(-1f)) == "Invalid rate of SGD -1.0 (must be finite and at least 0)"
    )
    assert(
      refused(new RowOptimizer.AdaGrad(1f, 0f)) ==
        "Invalid epsilon of AdaGrad 0.0 (must be finite and greater than 0)"
    )
    assert(
      refused(new RowOptimizer.LazyAdam(1f, 1f, 0.9f, 1e-8f)) ==
        "Invalid beta1 of Adam 1.0 (must be at least 0 and less than 1)"
    )
    for (rate <- Seq(Float.NaN, Float.PositiveInfinity))
      intercept[IllegalArgumentException](new RowOptimizer.RowWiseAdaGrad(rate, 1e-8f))
  }

  test("numbers that no lifetime, initializer or step can have are refused") {
    def lifetime(rows: Long, age: Int) =
      new RowLifetime(rows, RowAdmission.AT_ONCE, age, WhenFull.FAIL)
    assert(refused(lifetime(0, 1)).startsWith("Invalid most rows of an embedding table 0 (must be from 1"))
    assert(refused(lifetime(1, 0)).startsWith("Invalid most age of a row 0 (must be from 1"))
    assert(
      refused(RowAdmission.atPush(101)) ==
        "Invalid number of pushes before an id is admitted 101 (must be from 1 to 100)"
    )
    assert(
      refused(new RowInitializer.Uniform(1f, 0f)) ==
        "Invalid range of an initializer 1.0 to 0.0 (must be finite, the first not above the second)"
    )
    intercept[IllegalArgumentException](new RowInitializer.Normal(0f, -1f))
    intercept[IllegalArgumentException](new RowInitializer.Constant(Float.NaN))
    intercept[IllegalArgumentException](new RowStep(0f, 1f, 1))
    intercept[IllegalArgumentException](new RowStep(1f, -1f, 1))
    assert(refused(new RowStep(1f, 1f, 1L << 31)) == "Invalid step 2147483648 (must be from 0 to 2147483647)")
    assert(
      refused(new IdPartition(0)) ==
        "Invalid number of shards of an embedding table 0 (must be from 1 to 65536)"
    )
  }

  test("combiners divide by nothing, the number, or its square root") {
    assert(Combiner.SUM.factor(4) == 1f)
    assert(Combiner.MEAN.factor(4) == 0.25f)
    assert(Combiner.SQRTN.factor(4) == 0.5f)
    for (combiner <- Combiner.values) assert(combiner.factor(0) == 0f)
  }

  test("shards have equal parts of the most rows, rounded up") {
    val lifetime = new RowLifetime(10, RowAdmission.AT_ONCE, RowLifetime.NEVER, WhenFull.FAIL)
    assert(Seq(1, 2, 3, 10, 11).map(lifetime.maxRowsOf) == Seq(10, 5, 4, 1, 1))
    assert(RowLifetime.FOREVER.maxRowsOf(3) == RowLifetime.UNBOUNDED)
  }
}
