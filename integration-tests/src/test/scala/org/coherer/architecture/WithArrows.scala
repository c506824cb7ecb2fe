package org.coherer.architecture

import com.tngtech.archunit.base.DescribedPredicate
import com.tngtech.archunit.core.domain.{JavaClass, JavaClasses}
import com.tngtech.archunit.core.importer.{ClassFileImporter, ImportOption, Location}
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition.{classes, noClasses}
import org.scalatest.funsuite.AnyFunSuite

/** Tests that say which packages use which, named without `org.coherer`. */
trait WithArrows { this: AnyFunSuite =>

  /** Every class that is shipped. */
  protected def shipped: JavaClasses = WithArrows.shipped

  private def ours(packages: Seq[String]): Seq[String] = packages.map(name => s"org.coherer.$name")

  /** Of Coherer's packages, these may use those of `to` and no others. */
  protected def arrows(from: String, to: String*): Unit =
    test(s"$from uses ${if (to.isEmpty) "no other package" else "only " + to.mkString(", ")}") {
      val allowed = ours(from +: to)
      classes()
        .that()
        .resideInAPackage(s"org.coherer.$from")
        .should()
        .onlyDependOnClassesThat(
          JavaClass.Predicates
            .resideInAnyPackage(allowed: _*)
            .or(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("org.coherer..")))
        )
        .check(shipped)
    }

  /** Only these packages may import a library. */
  protected def imports(library: String, packages: Seq[String], allowed: String*): Unit =
    test(s"only ${allowed.mkString(", ")} import $library") {
      noClasses()
        .that()
        .resideOutsideOfPackages(ours(allowed): _*)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages: _*)
        .check(shipped)
    }

  /** Packages none of which uses another one. */
  protected def independent(packages: String*): Unit =
    test(s"none of ${packages.mkString(", ")} uses another") {
      packages.foreach { from =>
        noClasses()
          .that()
          .resideInAPackage(s"org.coherer.$from")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ours(packages.filterNot(_ == from)): _*)
          .check(shipped)
      }
    }
}

object WithArrows {

  /** What JMH generates is not written by anybody. */
  private val written = new ImportOption {
    override def includes(location: Location): Boolean = !location.contains("jmh_generated")
  }

  private lazy val shipped: JavaClasses = new ClassFileImporter()
    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
    .withImportOption(written)
    .importPackages("org.coherer")
}
