package org.coherer.architecture

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.{JavaClass, JavaClasses}
import com.tngtech.archunit.core.importer.{ClassFileImporter, ImportOption}
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.{classes, noClasses}
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices
import org.scalatest.funsuite.AnyFunSuite

/** Holds docs/architecture.md against the classes: who may know whom. */
class ArchitectureSuite extends AnyFunSuite {

  private lazy val house: JavaClasses = new ClassFileImporter()
    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
    .importPackages("org.coherer")

  private val Spark = Seq("org.apache.spark..", "scala..")
  private val Hadoop = Seq("org.apache.hadoop..")
  private val Dl4j = Seq("org.deeplearning4j..", "org.nd4j..")
  private val Hdf5 = Seq("io.jhdf..")
  private val JavaCpp = Seq("org.bytedeco..")
  private val Jna = Seq("com.sun.jna..")
  private val Netty = Seq("io.netty..", "org.sparkproject..")

  test("the suite sees every module") {
    val modules = Seq("training.barrier", "connector.data", "datasource.idx", "ml", "examples")
    modules.foreach(name => assert(house.containPackage(s"org.coherer.$name"), name))
  }

  test("there is no package cycle") {
    slices().matching("org.coherer.(**)").should().beFreeOfCycles().check(house)
  }

  /** Packages of a part of the house may use these packages of the house and no others. */
  private def arrows(from: String, to: String*): Unit =
    test(s"$from uses of the house only ${to.mkString(", ")}") {
      val allowed = (from +: to).map(name => s"org.coherer.$name")
      classes()
        .that()
        .resideInAPackage(s"org.coherer.$from")
        .should()
        .onlyDependOnClassesThat(
          JavaClass.Predicates
            .resideInAnyPackage(allowed: _*)
            .or(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("org.coherer..")))
        )
        .check(house)
    }

  arrows("training..")
  arrows("connector..", "training..")
  arrows("datasource..")
  arrows("ml..", "connector..", "training..")
  arrows("ml.param")
  arrows("ml.persistence", "training.engine", "training.vector", "training.event")
  arrows("ml.summary", "training.event")
  arrows("ml.evaluation")
  arrows("examples..", "ml..", "datasource..")

  arrows("training.vector")
  arrows("training.event")
  arrows("training.crypto")
  arrows("training.data", "training.vector", "training.crypto")
  arrows("training.engine", "training.vector", "training.data")
  arrows("training.optimizer", "training.vector")
  arrows("training.network")
  arrows(
    "training.engine.dl4j",
    "training.engine.dl4j.keras",
    "training.engine",
    "training.network",
    "training.optimizer",
    "training.vector",
    "training.data"
  )
  arrows("training.engine.dl4j.keras")
  arrows("training.transport", "training.vector", "training.transport.auth")
  arrows("training.transport.auth", "training.crypto")
  arrows("training.collective", "training.transport", "training.vector")
  arrows(
    "training.loop",
    "training.collective",
    "training.transport",
    "training.engine",
    "training.data",
    "training.event",
    "training.vector"
  )

  /** Only these packages may import a library. */
  private def imports(library: String, packages: Seq[String], allowed: String*): Unit =
    test(s"only ${allowed.mkString(", ")} import $library") {
      noClasses()
        .that()
        .resideOutsideOfPackages(allowed.map(name => s"org.coherer.$name"): _*)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages: _*)
        .check(house)
    }

  imports("Spark", Spark, "training.barrier", "connector..", "ml..", "datasource..", "examples..")
  imports("Hadoop", Hadoop, "ml.persistence", "datasource..", "examples..")
  imports("DL4J", Dl4j, "training.engine.dl4j", "training.engine.dl4j.keras", "examples..")
  imports("jHDF", Hdf5, "training.engine.dl4j.keras")
  imports("JavaCPP", JavaCpp, "training.network", "training.engine.dl4j")
  imports("JNA", Jna, "training.engine.dl4j")

  test("nobody imports Netty or what Spark shades") {
    noClasses().should().dependOnClassesThat().resideInAnyPackage(Netty: _*).check(house)
  }
}
