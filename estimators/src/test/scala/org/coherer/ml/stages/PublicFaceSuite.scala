package org.coherer.ml.stages

import java.lang.reflect.{
  GenericArrayType,
  Method,
  Modifier,
  ParameterizedType,
  Type,
  TypeVariable,
  WildcardType
}

import org.apache.spark.ml.PipelineStage
import org.apache.spark.ml.param.Param
import org.scalatest.funsuite.AnyFunSuite

/** What a user sees of a stage: Params, getters, setters, what Spark asks of a stage, and a model's own
  * methods.
  */
class PublicFaceSuite extends AnyFunSuite with StageClasses {

  /** What models offer beyond what Spark asks of them. */
  private val ofModels = Set(
    "anomalyScore",
    "artifact",
    "describe",
    "evaluate",
    "evaluateLabels",
    "evaluateLevels",
    "numFeatures",
    "numTargets",
    "predictAll",
    "predictLabels",
    "reconstruct"
  )

  /** What Spark Connect's server calls, and Spark 3.5 does not know; and how a stage is read. */
  private val ofSpark = Set("estimatedSize", "estimateModelSize", "saveSummary", "read", "load")

  private def supertypes(kind: Class[_]): Set[Class[_]] =
    (Option[Class[_]](kind.getSuperclass).toSeq ++ kind.getInterfaces).toSet[Class[_]].flatMap { above =>
      supertypes(above) + above
    }

  private def isOurs(kind: Class[_]): Boolean = kind.getName.startsWith("org.coherer.")

  /** The public methods that ours declare and Spark's do not. */
  private def added(kind: Class[_]): Seq[Method] = {
    val asked = supertypes(kind).filterNot(isOurs).flatMap(_.getMethods.toSeq).map(_.getName)
    kind.getMethods.toSeq.filter { method =>
      isOurs(method.getDeclaringClass) && !method.isSynthetic && !asked.contains(method.getName)
    }
  }

  private def isOfParam(stage: PipelineStage, method: Method): Boolean = {
    def named(prefix: String) =
      stage.hasParam(method.getName.drop(prefix.length).take(1).toLowerCase + method.getName.drop(4))
    if (method.getName.startsWith("get")) method.getParameterCount == 0 && named("get")
    else if (method.getName.startsWith("set")) method.getParameterCount == 1 && named("set")
    else classOf[Param[_]].isAssignableFrom(method.getReturnType) && stage.hasParam(method.getName)
  }

  /** The classes that a type mentions. */
  private def mentioned(shown: Type, seen: Set[Type] = Set.empty): Set[Class[_]] =
    if (seen.contains(shown)) Set.empty
    else {
      def all(types: Seq[Type]) = types.flatMap(mentioned(_, seen + shown)).toSet
      shown match {
        case kind: Class[_] if kind.isArray => mentioned(kind.getComponentType, seen + shown)
        case kind: Class[_] => Set(kind)
        case generic: ParameterizedType => all(generic.getRawType +: generic.getActualTypeArguments.toSeq)
        case array: GenericArrayType => mentioned(array.getGenericComponentType, seen + shown)
        case wild: WildcardType => all((wild.getUpperBounds ++ wild.getLowerBounds).toSeq)
        case variable: TypeVariable[_] => all(variable.getBounds.toSeq)
        case _ => Set.empty
      }
    }

  private def isPublic(kind: Class[_]): Boolean =
    Iterator
      .iterate[Class[_]](kind)(_.getEnclosingClass)
      .takeWhile(_ != null)
      .forall(one => Modifier.isPublic(one.getModifiers))

  /** Each public member with the types of its signature, erased and generic. */
  private def signatures(kind: Class[_]): Seq[(String, Seq[Type])] = {
    val methods = kind.getMethods.toSeq.filter(method => isOurs(method.getDeclaringClass)).map { method =>
      val erased = method.getReturnType +: (method.getParameterTypes ++ method.getExceptionTypes).toSeq
      method.toString -> (erased ++ method.getGenericParameterTypes.toSeq :+ method.getGenericReturnType)
    }
    val constructors = kind.getConstructors.toSeq.map { made =>
      made.toString -> (made.getParameterTypes.toSeq ++ made.getGenericParameterTypes.toSeq)
    }
    val fields = kind.getFields.toSeq.map(field => field.toString -> Seq[Type](field.getGenericType))
    methods ++ constructors ++ fields
  }

  test("there are stages to look at") {
    assert(stages.size == 8)
  }

  stages.foreach { kind =>
    test(s"${kind.getSimpleName}: shows Params, getters, setters and a model's methods, nothing else") {
      val stage = kind.getConstructor().newInstance().asInstanceOf[PipelineStage]
      val others = added(kind).filterNot { method =>
        isOfParam(stage, method) || ofModels(method.getName) || ofSpark(method.getName)
      }
      assert(others.isEmpty, others.mkString("\n"))
    }

    test(s"${kind.getSimpleName}: no public signature mentions a type that is not public") {
      signatures(kind).foreach { case (member, types) =>
        val hidden = types.flatMap(mentioned(_)).filter(isOurs).filterNot(isPublic)
        assert(hidden.isEmpty, member)
      }
      val above = supertypes(kind).filter(isOurs).filterNot(isPublic)
      assert(above.isEmpty)
    }
  }
}
