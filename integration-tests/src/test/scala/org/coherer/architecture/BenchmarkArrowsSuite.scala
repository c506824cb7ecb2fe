package org.coherer.architecture

import org.scalatest.funsuite.AnyFunSuite

/** Holds the layers of the benchmarks: what all share, what several share, one package for each. */
class BenchmarkArrowsSuite extends AnyFunSuite with WithArrows {

  private val Jmh = Seq("org.openjdk.jmh..")

  private val harness = "benchmarks.harness"
  private val process = "benchmarks.process"
  private val ranks = "benchmarks.ranks"
  private val raw = "benchmarks.raw"
  private val networks = "benchmarks.networks"
  private val spark = "benchmarks.spark"
  private val barrier = "benchmarks.barrier"

  private val each =
    Seq(
      "accuracy",
      "allreduce",
      "augmentation",
      "checkpoint",
      "clicks",
      "datasource",
      "inference",
      "ingest",
      "kernel",
      "memory",
      "monitoring",
      "ps",
      "quality",
      "recovery",
      "scaling",
      "startup",
      "step"
    ).map(name => s"benchmarks.$name")

  arrows("benchmarks", each :+ harness: _*)

  arrows(harness)
  arrows(process, harness)
  arrows(raw, harness, process)
  arrows(networks, "training.engine")
  arrows(spark, harness, process)
  arrows(barrier, harness, process, networks, spark, "training.engine", "training.vector", "ml..")
  arrows(
    ranks,
    harness,
    process,
    "training.collective",
    "training.sync",
    "training.transport",
    "training.transport.auth",
    "training.transport.mesh"
  )

  arrows(
    "benchmarks.accuracy",
    harness,
    process,
    networks,
    spark,
    "training.engine",
    "ml..",
    "examples.digits"
  )
  arrows(
    "benchmarks.allreduce",
    harness,
    process,
    ranks,
    raw,
    "training.collective",
    "training.transport",
    "training.vector"
  )
  arrows(
    "benchmarks.augmentation",
    harness,
    process,
    spark,
    "training.augmentation",
    "training.event",
    "ml..",
    "examples.digits"
  )
  arrows(
    "benchmarks.checkpoint",
    harness,
    process,
    "training.checkpoint",
    "training.checkpoint.format",
    "training.vector"
  )
  arrows("benchmarks.clicks", harness, process, spark, "training.event", "ml..", "examples.clicks")
  arrows("benchmarks.datasource", harness, process, spark, "datasource.image")
  arrows(
    "benchmarks.inference",
    harness,
    process,
    networks,
    spark,
    "ml..",
    "training.engine",
    "training.vector"
  )
  arrows(
    "benchmarks.ingest",
    harness,
    process,
    spark,
    "connector..",
    "training.data",
    "training.encoding",
    "training.engine",
    "training.vector"
  )
  arrows("benchmarks.kernel", harness, "training.vector")
  arrows("benchmarks.memory", harness, process, spark, "ml..")
  arrows("benchmarks.monitoring", harness, process, spark, "ml..", "connector.report")
  arrows(
    "benchmarks.ps",
    harness,
    process,
    raw,
    networks,
    "training.data",
    "training.embedding..",
    "training.encoding",
    "training.engine",
    "training.loop",
    "training.plan",
    "training.rpc",
    "training.rpc.channel",
    "training.server..",
    "training.sync",
    "training.transport",
    "training.transport.auth",
    "training.vector"
  )
  arrows("benchmarks.quality", harness, process, spark, "ml..")
  arrows("benchmarks.recovery", harness, process, spark, barrier)
  arrows("benchmarks.scaling", harness, process, ranks, networks, "training..")
  arrows("benchmarks.startup", harness, process, spark, barrier)
  arrows("benchmarks.step", harness, process, networks, "training.engine")

  independent(each: _*)

  imports("JMH", Jmh, "benchmarks.kernel")

  arrows("testkit..", "training..")
}
