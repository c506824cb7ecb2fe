package org.coherer.docs

/** What snippets may use without declaring it, so that a page needs no import in each of its programs. */
object Prelude {

  private val packages = Seq(
    "org.apache.spark.ml",
    "org.apache.spark.ml.classification",
    "org.apache.spark.ml.evaluation",
    "org.apache.spark.ml.feature",
    "org.apache.spark.ml.linalg",
    "org.apache.spark.ml.param",
    "org.apache.spark.ml.tuning",
    "org.apache.spark.sql",
    "org.apache.spark.sql.streaming",
    "org.coherer.examples.digits",
    "org.coherer.ml",
    "org.coherer.training.embedding"
  )

  /** Packages that another part of the project may not have yet, or no longer. */
  private val optional = Seq("org.coherer.ml.network")

  /** The rows that pages speak of. */
  private val rows = Seq("clicks", "df", "images", "incoming", "rows", "series", "test", "texts", "train")

  /** Strings: folders, and networks as JSON. */
  private val strings = Seq("folder", "json")

  private def imported: Seq[String] = packages ++ optional.filter(hasClasses)

  private def hasClasses(name: String) =
    getClass.getClassLoader.getResource(name.replace('.', '/') + "/package-info.class") != null ||
      getClass.getClassLoader.getResource(name.replace('.', '/')) != null

  /** Returns a Java class of this name whose only method is a snippet. */
  def java(name: String, snippet: String): String = {
    val (imports, body) = snippet.linesIterator.toSeq.partition(_.startsWith("import "))
    s"""${imports.distinct.mkString("\n")}
       |import java.util.*;
       |${imported.map(each => s"import $each.*;").mkString("\n")}
       |import static org.apache.spark.sql.functions.*;
       |class $name {
       |  SparkSession spark;
       |  Dataset<Row> ${rows.mkString(", ")};
       |  String ${strings.mkString(", ")};
       |  NeuralNetworkClassifier classifier;
       |  NeuralNetworkClassificationModel model;
       |  void run() throws Exception {
       |${body.mkString("\n")}
       |  }
       |}
       |""".stripMargin
  }

  /** Returns a Scala object of this name with a method that is a snippet. */
  def scala(name: String, snippet: String): String = {
    val (imports, body) = snippet.linesIterator.toSeq.partition(_.startsWith("import "))
    s"""package org.coherer.docs.snippets
       |${imported.map(each => s"import $each._").mkString("\n")}
       |import org.apache.spark.sql.functions._
       |abstract class $name {
       |  val spark: SparkSession
       |  val ${rows.mkString(", ")}: DataFrame
       |  val ${strings.mkString(", ")}: String
       |  val classifier: NeuralNetworkClassifier
       |  val model: NeuralNetworkClassificationModel
       |  import spark.implicits._
       |  def run(): Unit = {
       |${imports.distinct.map("    " + _).mkString("\n")}
       |${body.map("    " + _).mkString("\n")}
       |  }
       |}
       |""".stripMargin
  }
}
