package org.coherer.docs

/** A command as a page shows it.
  *
  * @param words
  *   without quotes; variables stay as they are
  */
case class ShellCommand(snippet: Snippet, words: Seq[String]) {

  /** What is called, without its folder. */
  def name: String = words.head.split('/').last

  /** The options, without what follows a `=`. */
  def options: Seq[String] = words.tail.filter(_.matches("-{1,2}[A-Za-z].*")).map(_.takeWhile(_ != '='))

  /** What follows an option, wherever it is. */
  def after(option: String): Seq[String] =
    words.zip(words.drop(1)).collect { case (`option`, value) => value }

  override def toString: String = s"$snippet: ${words.mkString(" ")}"
}

object ShellCommand {

  private val Assignment = "[A-Za-z_]\\w*=.*"
  private val Word = """(?:"(?:\$\([^)]*\)|[^"])*"|'[^']*'|[^\s"'])+""".r

  /** Returns the commands of a block: one for each line and each part of a pipe or a list. */
  def of(snippet: Snippet): Seq[ShellCommand] =
    withoutTexts(snippet.text.replaceAll("\\\\\n\\s*", " ").split("\n").toList)
      .map(_.replaceAll("(^|\\s)#.*", "").trim)
      .flatMap(split)
      .map(_.dropWhile(_.matches(Assignment)).map(word => word.replaceAll("[\"']", "")))
      .filter(_.nonEmpty)
      .map(ShellCommand(snippet, _))

  /** Leaves texts away that a command reads from the lines behind it (`<<END`). */
  private def withoutTexts(lines: List[String]): List[String] = lines match {
    case Nil => Nil
    case line :: rest =>
      "<<-?'?(\\w+)'?".r.findFirstMatchIn(line) match {
        case None => line :: withoutTexts(rest)
        case Some(text) =>
          line.take(text.start) :: withoutTexts(rest.dropWhile(_.trim != text.group(1)).drop(1))
      }
  }

  private def split(line: String): Seq[Seq[String]] = {
    val words = Word.findAllIn(line).toList
    words
      .foldLeft(List(List[String]())) {
        case (done, "&&" | "||" | "|" | ";" | "&") => Nil :: done
        case (current :: done, word) => (current :+ word) :: done
        case (Nil, word) => List(List(word))
      }
      .reverse
  }
}
