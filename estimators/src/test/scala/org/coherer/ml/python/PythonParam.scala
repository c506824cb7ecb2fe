package org.coherer.ml.python

import org.apache.spark.ml.linalg.Vector
import org.apache.spark.ml.param.Params

import PythonText.{docstring, literal, longLiteral, paragraph}

/** A Param of a stage, as Python has it. */
private[python] final case class PythonParam(stage: Params, name: String) {

  private val param = stage.getParam(name)
  private val capital = name.head.toUpper.toString + name.tail

  /** PySpark's class with a Param of this name. */
  val mixin: String = "Has" + capital

  private val doc = param.doc.replaceAll("\\s+", " ").stripSuffix(".")

  /** The default, if there is one. */
  val default: Option[Any] = if (stage.hasDefault(param)) Some(stage.getOrDefault(param)) else None

  /** The Python types of what a getter gives and of what a setter takes, and the converter between them. */
  private val (gotten, taken, converter) = {
    val getter =
      stage.getClass.getMethods.find(one => one.getName == "get" + capital && one.getParameterCount == 0).get
    val types: Map[Class[_], (String, String, String)] = Map(
      classOf[Int] -> (("int", "int", "TypeConverters.toInt")),
      classOf[Long] -> (("int", "int", "TypeConverters.toInt")),
      classOf[Double] -> (("float", "float", "TypeConverters.toFloat")),
      classOf[Boolean] -> (("bool", "bool", "TypeConverters.toBoolean")),
      classOf[String] -> (("str", "str", "TypeConverters.toString")),
      classOf[Array[String]] -> (("List[str]", "Sequence[str]", "TypeConverters.toListString")),
      classOf[Array[Int]] -> (("List[int]", "Sequence[int]", "TypeConverters.toListInt")),
      classOf[Array[Double]] -> (("List[float]", "Sequence[float]", "TypeConverters.toListFloat")),
      classOf[Vector] -> (("Vector", "Union[Vector, Sequence[float]]", "TypeConverters.toVector"))
    )
    if (name == "network") ("str", "Union[str, Network]", "to_network") else types(getter.getReturnType)
  }

  /** The keyword of a constructor. */
  def keyword: String = default match {
    case Some(value) => s"$name: $taken = ${literal(value)}"
    case None => s"$name: Optional[$taken] = None"
  }

  /** An element of a dictionary of defaults. */
  def entry: Option[String] = default.map(value => s""""$name": ${literal(value)}""")

  /** The entry in the list of parameters of a class. */
  def explained: String = {
    val shown = default match {
      case Some(value) => s"default ${literal(value)}"
      case None => "optional"
    }
    s"    $name : $taken, $shown\n${paragraph(doc, 8)}"
  }

  /** The Param, its getter and its setter. */
  def members: String = {
    val type_ = if (default.isEmpty) s"Optional[$gotten]" else gotten
    val other = if (default.isEmpty && PythonSources.Mixins(mixin)) "  # type: ignore[override]" else ""
    s"""    $name: Param[$gotten] = Param(
       |        _OWNER, "$name",
       |${longLiteral(doc, 8)},
       |        typeConverter=$converter)
       |
       |    def get$capital(self) -> $type_:$other
       |${docstring(s"Returns $name: $doc", 8)}
       |        return self._value(self.$name)  # type: ignore[no-any-return]
       |
       |    def set$capital(self: S, value: $taken) -> S:
       |${docstring(s"Sets $name: $doc", 8)}
       |        return self._set($name=value)
       |""".stripMargin
  }
}
