package org.coherer.datasource.table

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path, Paths}
import java.util.ServiceLoader
import javax.tools.ToolProvider

import scala.collection.mutable.ArrayBuffer

import org.apache.spark.sql.sources.DataSourceRegister
import org.apache.spark.sql.{DataFrame, SparkSession}
import org.coherer.datasource.Resources
import org.coherer.datasource.cifar.CifarDataSource
import org.coherer.datasource.idx.WithIdxFiles
import org.coherer.datasource.option.OptionSpec
import org.coherer.datasource.read.ReadSource
import org.coherer.datasource.write.WriteTarget
import org.scalatest.funsuite.AnyFunSuite

/** Compares the pages of data sources with the code, and runs the programs on them. */
class FormatPagesSuite extends AnyFunSuite with WithIdxFiles {

  private val docs = Paths.get(System.getProperty("coherer.repository"), "docs")

  private def page(name: String): Seq[String] =
    new String(Files.readAllBytes(docs.resolve(name)), UTF_8).linesIterator.toList

  /** The rows of the tables of options on a page. */
  private def options(page: Seq[String]): Set[String] = {
    val tables = page.zipWithIndex.filter(_._1.startsWith("| option |")).map(_._2 + 2)
    tables.flatMap(first => page.drop(first).takeWhile(_.startsWith("|"))).toSet
  }

  private lazy val formats = {
    val found = ArrayBuffer[FormatProvider]()
    ServiceLoader.load(classOf[DataSourceRegister]).forEach {
      case format: FormatProvider if format.shortName != "lines" => found += format
      case _ =>
    }
    found.toList.map(_.fileFormat)
  }

  private def rows(specs: java.util.List[OptionSpec[_]]): Set[String] = {
    val found = ArrayBuffer[String]()
    specs.forEach(spec => found += spec.markdown)
    found.toSet
  }

  test("the page of all formats has the options of all formats, and names each format") {
    val common = page("datasource.md")
    val lines = new org.coherer.datasource.lines.LinesDataSource().fileFormat
    val own = rows(lines.readOptions) ++ rows(lines.writeOptions)
    assert(options(common) == (rows(ReadSource.options(lines)) ++ rows(WriteTarget.options(lines))) -- own)
    assert(formats.map(_.name).toSet.contains("cifar"))
    formats.foreach { format =>
      val writes = if (format.isWritable) "yes" else "no"
      val link = s"| [`${format.name}`](datasource-${format.name}.md) |"
      assert(common.exists(line => line.startsWith(link) && line.endsWith(s"| yes | $writes |")), format.name)
    }
  }

  test("the page of a format has its options and no other") {
    formats.foreach { format =>
      val own = rows(format.readOptions) ++ rows(format.writeOptions)
      assert(options(page(s"datasource-${format.name}.md")) == own, format.name)
    }
  }

  /** Compiles and runs the Java program of a page, and returns what it calls `train`. */
  private def run(format: String, folder: Path): DataFrame = {
    val text = page(s"datasource-$format.md")
    val body = text.drop(text.indexOf("```java") + 1).takeWhile(_ != "```")
    val name = s"Page_$format"
    val source = s"""import org.apache.spark.sql.*;
                    |public class $name {
                    |  public static Dataset<Row> run(SparkSession spark, String folder) {
                    |${body.mkString("\n")}
                    |    return train;
                    |  }
                    |}""".stripMargin
    val file = Files.write(folder.resolve(s"$name.java"), source.getBytes(UTF_8))
    val classPath = System.getProperty("java.class.path")
    val code = ToolProvider.getSystemJavaCompiler.run(
      null,
      null,
      null,
      Seq("-proc:none", "-cp", classPath, "-d", folder.toString, file.toString): _*
    )
    assert(code == 0)
    val loader = new java.net.URLClassLoader(Array(folder.toUri.toURL), getClass.getClassLoader)
    loader
      .loadClass(name)
      .getMethod("run", classOf[SparkSession], classOf[String])
      .invoke(null, spark, folder.toString)
      .asInstanceOf[DataFrame]
  }

  test("the programs on the pages run") {
    withTempDir { dir =>
      writeMnist(dir, "train", 5)
      val digits = run("idx", dir)
      assert(digits.columns.toSeq == Seq("image", "label") && digits.count() == 5)
      write(dir.resolve("data_batch_1.bin"), Array.ofDim[Byte](3073 * 4))
      assert(run("cifar", dir).count() == 4)
      assert(new CifarDataSource().shortName == "cifar")
      assert(run("tfrecord", dir).count() == 100)
      assert(run("safetensors", dir).count() == 1)
      for (name <- Seq("cat/a.jpg", "dog/b.jpg")) {
        Files.createDirectories(dir.resolve("pets/" + name).getParent)
        write(dir.resolve("pets/" + name), Resources.bytes("imagefolder/baseline.jpg"))
      }
      val pets = run("imagefolder", dir).collect()
      assert(pets.toSeq.map(_.getAs[Array[Byte]]("features").length) == Seq(3072, 3072))
      for (format <- Seq("npy", "npz", "webdataset")) assert(run(format, dir).count() == 4, format)
    }
  }
}
