package org.coherer.architecture

import scala.collection.mutable.ArrayBuffer

import com.tngtech.archunit.core.domain.{JavaClass, JavaCodeUnit, JavaField, JavaModifier, JavaType}
import org.scalatest.funsuite.AnyFunSuite

/** Whoever sees a public type can name every type that it shows. */
class PublicFaceSuite extends AnyFunSuite with WithArrows {

  private def isOurs(c: JavaClass) = c.getPackageName.startsWith("org.coherer")

  private def isVisible(c: JavaClass): Boolean = {
    val around = c.getEnclosingClass
    c.getModifiers.contains(JavaModifier.PUBLIC) && (!around.isPresent || isVisible(around.get))
  }

  /** The types of ours that a signature names and that are not public. */
  private def hidden(types: Iterable[JavaType]): Seq[String] = {
    val found = ArrayBuffer[JavaClass]()
    types.foreach(_.getAllInvolvedRawTypes.forEach(raw => found += raw.getBaseComponentType))
    found.toSeq.distinct.filter(c => isOurs(c) && !isVisible(c)).map(_.getSimpleName)
  }

  private def list[A](all: java.lang.Iterable[_ <: A]): Seq[A] = {
    val copied = ArrayBuffer[A]()
    all.forEach(one => copied += one)
    copied.toList
  }

  private def isShown(modifiers: java.util.Set[JavaModifier]) =
    modifiers.contains(JavaModifier.PUBLIC) && !modifiers.contains(JavaModifier.SYNTHETIC)

  private def ofType(c: JavaClass): Seq[String] = {
    val above: Seq[JavaType] =
      (if (c.getSuperclass.isPresent) Seq(c.getSuperclass.get) else Seq()) ++ list[JavaType](
        c.getInterfaces
      ) ++
        list[JavaType](c.getTypeParameters)
    val codeUnits =
      list[JavaCodeUnit](c.getCodeUnits).filter(unit => isShown(unit.getModifiers)).flatMap { unit =>
        val types = unit.getReturnType +: (list[JavaType](unit.getParameterTypes) ++
          list[JavaType](unit.getTypeParameters) ++ list[JavaType](unit.getExceptionTypes))
        hidden(types).map(shown => s".${unit.getName}: $shown")
      }
    val fields = list[JavaField](c.getFields)
      .filter(field => isShown(field.getModifiers))
      .flatMap(field => hidden(Seq(field.getType)).map(shown => s".${field.getName}: $shown"))
    (hidden(above).map(shown => s": $shown") ++ codeUnits ++ fields).map(c.getSimpleName + _)
  }

  test("no public type shows one that is not public") {
    val visible = list[JavaClass](shipped).filter(isVisible)
    assert(visible.size > 400)
    assert(visible.flatMap(ofType).toSet == Set())
  }
}
