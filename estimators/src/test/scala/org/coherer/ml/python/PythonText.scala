package org.coherer.ml.python

/** Text of Python sources: literals, and paragraphs that are as wide as a line. */
private[python] object PythonText {

  private val Width = 118

  /** Returns a Python literal of a value of a Param. */
  def literal(value: Any): String = value match {
    case text: String => "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
    case flag: Boolean => if (flag) "True" else "False"
    case array: Array[_] if array.length == 1 => "(" + literal(array.head) + ",)"
    case array: Array[_] => array.map(literal).mkString("(", ", ", ")")
    case number => number.toString
  }

  /** Returns lines of words, each behind the same spaces. */
  def paragraph(text: String, spaces: Int): String = {
    val margin = " " * spaces
    val lines = text.split("\\s+").foldLeft(List.empty[String]) {
      case (line :: before, word) if spaces + line.length + 1 + word.length <= Width =>
        (line + " " + word) :: before
      case (lines, word) => word :: lines
    }
    lines.reverse.map(margin + _).mkString("\n")
  }

  /** Returns a Python literal of a text in as many lines as it needs, each behind the same spaces. */
  def longLiteral(text: String, spaces: Int): String =
    paragraph(text, spaces + 3)
      .split("\n")
      .map(_.trim)
      .map(line => " " * spaces + literal(line + " "))
      .mkString("\n") match {
      case lines => lines.stripSuffix(" \"") + "\""
    }

  /** Returns a docstring of one sentence, behind so many spaces. */
  def docstring(sentence: String, spaces: Int): String = {
    val quoted = "\"\"\"" + sentence.stripSuffix(".").replace("\\", "\\\\") + "."
    val line = " " * spaces + quoted + "\"\"\""
    if (line.length <= Width) line else paragraph(quoted, spaces) + "\n" + " " * spaces + "\"\"\""
  }

  /** Returns elements behind each other, separated by commas, in lines that begin with the same spaces. */
  def listed(elements: Seq[String], spaces: Int): String = {
    val margin = " " * spaces
    val lines = elements.zipWithIndex.foldLeft(List.empty[String]) { case (lines, (element, index)) =>
      val text = element + (if (index < elements.size - 1) "," else "")
      lines match {
        case line :: before if line.length + 1 + text.length <= Width => (line + " " + text) :: before
        case _ => (margin + text) :: lines
      }
    }
    lines.reverse.mkString("\n")
  }
}
