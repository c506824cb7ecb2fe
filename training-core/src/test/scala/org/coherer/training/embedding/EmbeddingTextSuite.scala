package org.coherer.training.embedding

import org.scalatest.funsuite.AnyFunSuite

class EmbeddingTextSuite extends AnyFunSuite {

  private val inputs = Seq(
    EmbeddingInput.of("user", 16),
    EmbeddingInput
      .of("a \\;b=c.d", 3)
      .withMostIds(50)
      .withTable(
        new EmbeddingSpec(
          "items",
          3,
          Combiner.SQRTN,
          new RowInitializer.Normal(0.5f, 1e-7f),
          new RowOptimizer.LazyAdam(0.001f, 0.9f, 0.999f, 1e-8f),
          new RowLifetime(1000, new RowAdmission(3, 77, Unstored.ZEROS), 12, WhenFull.EVICT),
          -5
        )
      ),
    EmbeddingInput
      .of("x", 2)
      .withTable(
        EmbeddingSpec
          .of("x", 2)
          .withInitializer(new RowInitializer.Constant(0.25f))
          .withOptimizer(new RowOptimizer.Sgd(0.1f))
          .withCombiner(Combiner.MEAN)
      ),
    EmbeddingInput
      .of("x", 2)
      .withTable(EmbeddingSpec.of("x", 2).withOptimizer(new RowOptimizer.AdaGrad(0.1f, 1e-6f)))
  )

  test("what is written is read") {
    inputs.foreach(input => assert(EmbeddingText.parse(EmbeddingText.of(input)) == input))
  }

  test("every combination of parts is the same after a round") {
    val all = for {
      combiner <- Combiner.values.toSeq
      initializer <- Seq(
        new RowInitializer.Constant(0.5f),
        new RowInitializer.Uniform(-1f, 3f),
        new RowInitializer.Normal(0.1f, 2f)
      )
      optimizer <- Seq(
        new RowOptimizer.Sgd(0.1f),
        new RowOptimizer.AdaGrad(0.2f, 1e-8f),
        new RowOptimizer.RowWiseAdaGrad(0.3f, 1e-7f),
        new RowOptimizer.LazyAdam(0.4f, 0.8f, 0.99f, 1e-6f)
      )
      whenFull <- WhenFull.values.toSeq
      unstored <- Unstored.values.toSeq
    } yield {
      val lifetime =
        new RowLifetime(RowLifetime.UNBOUNDED - 1, new RowAdmission(3, 77, unstored), 12, whenFull)
      val spec = new EmbeddingSpec("t.a-b_9", 17, combiner, initializer, optimizer, lifetime, -5)
      new EmbeddingInput("Straße \u4e2d", 65536, spec)
    }
    assert(all.distinct.size == 3 * 3 * 4 * 2 * 2)
    all.foreach(input => assert(EmbeddingText.parse(EmbeddingText.of(input)) == input))
  }

  test("arguments may have commas between them") {
    val text = "column=a;width=2;initializer=normal(0, 0.1);admission=(2,10,zeros)"
    assert(EmbeddingText.parse(text) == EmbeddingText.parse(text.replace(",", " ")))
    assert(inputs.forall(!EmbeddingText.of(_).contains(",")))
  }

  test("two keys are enough") {
    assert(EmbeddingText.parse("column=user; width=16;") == EmbeddingInput.of("user", 16))
    assert(EmbeddingInput.of("a b.c", 4).table().name() == "a_b.c")
    assert(EmbeddingInput.of("x" * 101, 4).table().name() == "x" * 100)
  }

  for (
    (text, message) <- Seq(
      "" -> "Invalid part of an embedding '' (must be key=value, with one of the keys column,",
      "width=3" -> "Invalid embedding 'width=3' (must have column=...)",
      "column=a" -> "Invalid embedding 'column=a' (must have width=...)",
      "column=a;width=x" -> "Invalid width of an embedding 'x' (must be a whole number)",
      "column=a;width=0" -> "Invalid width of an embedding 0 (must be from 1 to 16384)",
      "column=a;width=3;width=4" -> "Invalid embedding 'column=a;width=3;width=4' (must have width= once)",
      "column=a;width=3;size=4" -> "Invalid part of an embedding 'size=4' (must be key=value",
      "column=a;width=3;combiner=max" -> "Invalid combiner 'max' (must be one of sum, mean, sqrtn)",
      "column=a;width=3;whenFull=x" -> "Invalid whenFull 'x' (must be one of fail, evict)",
      "column=a;width=3;optimizer=adam" -> "Invalid optimizer of an embedding 'adam' (must be name(number ...))",
      "column=a;width=3;optimizer=sgd(1,2)" ->
        "Invalid optimizer of an embedding 'sgd(1,2)' (must be sgd with 1 number)",
      "column=a;width=3;optimizer=sgd(x)" -> "Invalid optimizer of an embedding 'sgd(x)' (must be sgd with 1",
      "column=a;width=3;optimizer=sgd(-1)" -> "Invalid rate of SGD -1.0 (must be finite and at least 0)",
      "column=a;width=3;initializer=he(1)" -> "Invalid initializer of an embedding 'he(1)' (must be constant(c)",
      "column=a;width=3;admission=(1,2)" -> "Invalid admission of an embedding '(1,2)' (must be (pushes window ",
      "column=a;width=3;admission=(200,2,zeros)" -> "Invalid number of pushes before an id is admitted 200"
    )
  )
    test(s"'$text' is refused") {
      val refused = intercept[IllegalArgumentException](EmbeddingText.parse(text))
      assert(refused.getMessage.startsWith(message), refused.getMessage)
    }
}
