package org.coherer.docs

import org.scalatest.funsuite.AnyFunSuite

/** Looks for every command on the pages, its options, and what of this repository it names. */
class ShellSnippetsSuite extends AnyFunSuite {

  /** Programs of others, of which only names of settings are known here (python/tests/test_settings.py). */
  private val others =
    Set("aws", "docker", "gcloud", "gsutil", "kubectl", "databricks", "helm", "tensorboard")
  private val general =
    Set(
      "apt-get",
      "cat",
      "cd",
      "cp",
      "curl",
      "export",
      "hdfs",
      "jupyter",
      "ls",
      "mkdir",
      "paste",
      "python",
      "python3",
      "source"
    )
  private val spark = Set("pyspark", "spark-shell", "spark-sql", "spark-submit", "start-connect-server.sh")
  private val daemons = Set("start-master.sh", "start-worker.sh", "stop-master.sh", "stop-worker.sh")
  private val goals =
    Set("clean", "compile", "deploy", "install", "package", "spotless:apply", "test", "verify")

  private lazy val commands = Snippets.of("sh").flatMap(ShellCommand.of)

  /** What is wrong with a command, if anything is. */
  private def problem(command: ShellCommand): Option[String] = command.name match {
    case _ if command.words.head.matches("(?:bin|\\.ci)/.*") => ofOurs(command)
    case name if spark(name) => ofSpark(command)
    case "mvn" => ofMaven(command)
    case "pip" => command.after("-r").find(!Snippets.isInRepository(_)).map(file => s"there is no $file")
    case name if general(name) || others(name) || daemons(name) => None
    case name => Some(s"'$name' is not known")
  }

  private def ofOurs(command: ShellCommand): Option[String] = {
    val script = command.words.head
    if (!Snippets.isInRepository(script)) Some(s"there is no $script")
    else {
      val text = Snippets.text(script)
      command.options.find(option => !text.contains(option)).map(option => s"$script has no $option")
    }
  }

  private def ofSpark(command: ShellCommand): Option[String] = {
    // What is behind the application's jar or file is the application's own.
    val own =
      command.words.takeWhile(word => !word.matches("\\S*(?:\\.jar|\\.py)") || word.contains("*.jar |"))
    ShellCommand(command.snippet, own).options
      .find(!SparkOptions.all(_))
      .map(option => s"spark-submit has no $option")
  }

  private def ofMaven(command: ShellCommand): Option[String] = {
    val pom = Snippets.text("pom.xml")
    val modules = command.after("-pl").flatMap(_.split(","))
    val profiles = command.words.filter(_.startsWith("-P")).flatMap(_.drop(2).split(","))
    modules
      .find(module => !pom.contains(s"<module>$module</module>"))
      .map(module => s"no module $module") orElse
      profiles
        .find(profile => !pom.contains(s"<id>$profile</id>"))
        .map(profile => s"no profile $profile") orElse
      command.words.tail
        .filterNot(_.startsWith("-"))
        .filterNot(command.after("-pl").contains(_))
        .find(!goals(_))
        .map(goal => s"no goal $goal")
  }

  private def problems(all: Seq[ShellCommand]): Seq[String] =
    all.flatMap(command => problem(command).map(what => s"$command ($what)"))

  test("every command on a page, and every option of those that are known here, exists") {
    assert(commands.size > 10)
    assert(problems(commands).isEmpty, problems(commands).mkString("\n", "\n", ""))
  }

  test("an option, a script and a module that are not there are found") {
    val wrong = Seq(
      "bin/docs --fast # builds",
      "bin/nothing",
      "$SPARK_HOME/bin/spark-submit --master yarn \\\n  --cores 3 app.jar --rows 3",
      "cd folder && mvn -pl estimator package",
      "mvn -Pspark-2 package",
      "sparksubmit app.jar"
    )
    val found = wrong.flatMap(text => problems(ShellCommand.of(Snippet("a.md", 1, "sh", text))))
    assert(
      found.map(_.replaceAll(".*\\((.*)\\)", "$1")) == Seq(
        "bin/docs has no --fast",
        "there is no bin/nothing",
        "spark-submit has no --cores",
        "no module estimator",
        "no profile spark-2",
        "'sparksubmit' is not known"
      )
    )
  }
}
