package org.coherer.datasource.imagefolder

import java.nio.file.{Files, Path}

import org.apache.spark.sql.DataFrame
import org.coherer.datasource.WithFormat
import org.coherer.datasource.image.Images
import org.scalatest.funsuite.AnyFunSuite

class ImageFolderSuite extends AnyFunSuite with WithFormat {

  override def format: String = "imagefolder"

  private def image(dir: Path, place: String, name: String): Path = {
    val file = dir.resolve(place)
    Files.createDirectories(file.getParent)
    write(file, Images.bytes(name))
  }

  /** Two of one class, one of which lies deeper, and one of another. */
  private def pets(dir: Path): Path = {
    image(dir, "dog/b.png", "rgb.png")
    image(dir, "cat/a.jpg", "baseline.jpg")
    image(dir, "cat/more/day=7/c.JPG", "grey.jpg")
    image(dir, "cat/.hidden.jpg", "grey.jpg")
    write(dir.resolve("cat/list.txt"), Array[Byte](1))
    dir
  }

  private def labels(frame: DataFrame): Seq[(Int, String)] =
    frame.select("label", "className").collect().toSeq.map(row => row.getInt(0) -> row.getString(1))

  private def names(frame: DataFrame): Seq[String] =
    frame.schema("label").metadata.getMetadata("ml_attr").getStringArray("vals").toSeq

  test("the directory below the path is the class, whatever is below it") {
    withTempDir { dir =>
      val frame = load(pets(dir))
      assert(frame.columns.toSeq == Seq("image", "label", "className"))
      assert(labels(frame) == Seq((0, "cat"), (0, "cat"), (1, "dog")))
      assert(names(frame) == Seq("cat", "dog"))
      assert(frame.schema("label").metadata.getMetadata("ml_attr").getString("type") == "nominal")
      assert(frame.count() == 3)
      val only = load(dir, "pathGlobFilter" -> "b*")
      assert(labels(only) == Seq((1, "dog")) && names(only) == Seq("cat", "dog"))
    }
  }

  test("images are Spark's: blue, green, red, or what the file has") {
    withTempDir { dir =>
      image(dir, "x/a.png", "grey.png")
      image(dir, "x/b.png", "rgb.png")
      image(dir, "x/c.png", "alpha.png")
      val struct = load(dir).select("image.*")
      assert(
        struct.schema.toDDL == "origin STRING,height INT NOT NULL,width INT NOT NULL,nChannels INT NOT NULL,mode INT NOT NULL,data BINARY NOT NULL"
      )
      assert(
        rows(struct.select("height", "width", "nChannels", "mode")) ==
          Seq(Seq(17, 23, 1, 0), Seq(17, 23, 3, 16), Seq(17, 23, 4, 24))
      )
      val Seq(grey, colour, translucent) =
        struct.select("data").collect().toSeq.map(_.getAs[Array[Byte]](0).toSeq.map(_ & 0xff))
      assert(grey == Images.ppm("grey.png")._3.grouped(3).map(_.head).toSeq)
      assert(colour == Images.ppm("rgb.png")._3.grouped(3).flatMap(_.reverse).toSeq)
      val visible = Images.ppm("alpha.png")._3.grouped(3).toSeq
      assert(translucent.grouped(4).map(_.take(3).reverse).toSeq == visible)
      assert(translucent.grouped(4).map(_.last).toSeq == grey)
      val coloured = load(dir, "channels" -> "bgr").select("image.nChannels", "image.mode")
      assert(rows(coloured).toSet == Set(Seq(3, 16)))
      assert(rows(load(dir, "channels" -> "grey").select("image.mode")).toSet == Set(Seq(0)))
      assert(load(dir).select("image.origin").head().getString(0).endsWith("x/a.png"))
    }
  }

  test("tensors: bytes or floats, channel by channel or pixel by pixel") {
    withTempDir { dir =>
      image(dir, "x/a.png", "rgb.png")
      val (_, _, expected) = Images.ppm("rgb.png.resized-9x7")
      val bytes = load(dir, "output" -> "uint8", "resize" -> "7x9", "layout" -> "hwc")
      assert(bytes.schema("features").dataType.sql == "BINARY")
      assert(bytes.head().getAs[Array[Byte]]("features").toSeq.map(_ & 0xff) == expected)
      val floats = load(dir, "output" -> "float", "resize" -> "7x9", "scale" -> "0.5")
      val planes = (0 until 3).flatMap(channel => expected.drop(channel).grouped(3).map(_.head / 2f))
      assert(floats.head().getSeq[Float](0) == planes)
      val blue = load(dir, "output" -> "uint8", "resize" -> "7x9", "channels" -> "bgr", "layout" -> "hwc")
      assert(
        blue.head().getAs[Array[Byte]](0).toSeq.map(_ & 0xff) == expected.grouped(3).flatMap(_.reverse).toSeq
      )
      val grey = load(dir, "output" -> "uint8", "resize" -> "8", "crop" -> "8", "channels" -> "grey")
      assert(grey.head().getAs[Array[Byte]](0).length == 64)
    }
  }

  test("classes that are given keep their labels, whatever directories there are") {
    withTempDir { dir =>
      val all = "dog,horse,cat"
      assert(labels(load(pets(dir), "classes" -> all)) == Seq((2, "cat"), (2, "cat"), (0, "dog")))
      assert(names(load(dir, "classes" -> all)) == Seq("dog", "horse", "cat"))
      val json = load(dir, "classes" -> """["dog","a, b","cat"]""")
      assert(names(json) == Seq("dog", "a, b", "cat") && labels(json).last == ((0, "dog")))
      val list = write(dir.resolve("classes.txt"), "dog\nhorse\ncat\n".getBytes("UTF-8")).toString
      assert(labels(load(dir, "classesFile" -> list)) == labels(load(dir, "classes" -> all)))
      val marked = write(dir.resolve("marked.txt"), "\ufeffdog\r\nhorse\r\ncat".getBytes("UTF-8")).toString
      assert(names(load(dir, "classesFile" -> marked)) == Seq("dog", "horse", "cat"))
      val unknown = refused(load(dir, "classes" -> "cat,horse"))
      assert(unknown.startsWith("Directory 'dog' of image 'file:") && unknown.contains("[cat, horse]"))
      assert(refused(load(dir, "classes" -> "cat,,dog")).contains("name '' of class 1 is empty"))
      assert(refused(load(dir, "classes" -> "cat,dog,cat")).contains("is there twice"))
      assert(refused(load(dir, "classes" -> "[1,")).contains("(must be names separated by commas"))
      assert(refused(load(dir, "classes" -> "a", "classesFile" -> list)).contains("must be one of the two"))
    }
  }

  test("paths that are in one another, which say two classes of an image, are refused") {
    withTempDir { dir =>
      image(pets(dir), "cat/more/day=8/d.jpg", "grey.jpg")
      def both(one: Path, other: Path) = reader().load(one.toString, other.toString)
      for ((one, other) <- Seq((dir, dir.resolve("cat/more")), (dir.resolve("cat/more"), dir))) {
        val said = refused(both(one, other))
        assert(
          said.contains("day=7/c.JPG' is of class '") && said.contains("(must be of one: load no path that")
        )
      }
      image(dir, "more/cat/e.jpg", "grey.jpg")
      assert(refused(both(dir, dir.resolve("cat"))).contains("is in no directory below"))
    }
  }

  test("filters on labels and names choose files") {
    withTempDir { dir =>
      val frame = load(pets(dir))
      assert(labels(frame.where("label = 1")) == Seq((1, "dog")))
      val scan = frame.where("className = 'dog' and label > 0").queryExecution.executedPlan.toString
      assert(scan.contains("where [") && scan.contains("className"))
      write(dir.resolve("cat/a.jpg"), Array[Byte](1))
      assert(frame.where("className = 'dog'").select("image.height").head().getInt(0) == 17)
      assert(failure(frame.select("image").collect()).contains("1 bytes are no image"))
      assert(labels(frame).size == 3)
    }
  }

  test("a schema may want another type of label") {
    withTempDir { dir =>
      val frame = reader()
        .schema(
          "label double, image struct<origin: string, height: int, width: int, nChannels: int, mode: int, data: binary>"
        )
        .load(pets(dir).toString)
      assert(frame.select("label").collect().toSeq.map(_.getDouble(0)) == Seq(0, 0, 1))
      assert(frame.schema("label").metadata.contains("ml_attr"))
    }
  }

  test("corrupt images fail the query, are null with their bytes, or are dropped") {
    withTempDir { dir =>
      image(pets(dir), "cat/damaged.jpg", "truncated.jpg")
      val message = failure(load(dir).select("image").collect())
      assert(
        message.contains("Cannot read image 'file:") && message.contains("cat/damaged.jpg': the jpeg is")
      )
      assert(load(dir, "mode" -> "DROPMALFORMED").collect().length == 3)
      val kept = reader("mode" -> "PERMISSIVE", "output" -> "uint8", "resize" -> "4x4")
        .schema("features binary, className string, _corrupt_record binary")
        .load(dir.toString)
        .where("_corrupt_record is not null")
      assert(rows(kept) == Seq(Seq(null, "cat", Images.bytes("truncated.jpg").toList)))
      val long = reader("mode" -> "PERMISSIVE", "maxFileBytes" -> "700").schema("_corrupt_record binary")
      assert(rows(long.load(dir.toString)).count(_ == Seq(Nil)) == 1)
      val few = failure(load(dir, "maxFileBytes" -> "700").select("image").collect())
      assert(few.contains("it has 843 bytes (must have at most 700: raise maxFileBytes)"))
      val small = failure(load(dir, "maxPixels" -> "390").select("image").collect())
      assert(small.contains("(must have 1 to 390 in all: raise maxPixels)"))
    }
  }

  test("images without labels") {
    withTempDir { dir =>
      image(pets(dir), "top.jpg", "baseline.jpg")
      val frame = load(dir, "labels" -> "none")
      assert(frame.columns.toSeq == Seq("image") && frame.count() == 4)
      assert(load(dir.resolve("top.jpg"), "labels" -> "none").select("image.width").head().getInt(0) == 23)
      val lost = "is in no directory below"
      assert(refused(load(dir)).contains(lost) && refused(load(dir.resolve("top.jpg"))).contains(lost))
      assert(refused(load(dir, "labels" -> "none", "classes" -> "a")).contains("omit classes"))
    }
  }

  test("options that do not go together, on the driver") {
    withTempDir { dir =>
      def said(options: (String, String)*) = refused(load(pets(dir), options: _*))
      assert(
        said(
          "output" -> "float"
        ) == "Invalid output 'float' of images of any size (must be of one: set crop, or resize to height x width such as 224x224)"
      )
      assert(said("output" -> "uint8", "resize" -> "32").contains("(must be of one: set crop"))
      assert(said("channels" -> "rgb").contains("(must be bgr or grey: Spark's images have blue first"))
      assert(
        said("layout" -> "hwc").contains(
          "Invalid layout 'hwc' with the output 'image' (must have the output float or uint8)"
        )
      )
      assert(said("scale" -> "2").contains("Invalid scale '2.0' with the output 'image'"))
      assert(
        said("scale" -> "2", "output" -> "uint8", "crop" -> "4").contains("(must have the output float)")
      )
      assert(
        said("resize" -> "10", "crop" -> "11").contains(
          "Invalid crop [11] of images that are resized to [10]"
        )
      )
      assert(
        said("resize" -> "10x0").contains("Invalid resize '10x0' (must be a number of pixels such as 224")
      )
      assert(
        said("crop" -> "100x100", "maxPixels" -> "9999").contains(
          "(must have at most 9999 pixels: raise maxPixels)"
        )
      )
    }
    withTempDir(dir => assert(refused(load(dir)).contains("Cannot find a class in")))
  }

  test("a stream wants a list of classes") {
    withTempDir { dir =>
      pets(dir.resolve("in"))
      def stream(options: (String, String)*) =
        options
          .foldLeft(spark.readStream.format(format)) { case (all, (name, value)) => all.option(name, value) }
          .load(dir.resolve("in").toString)
          .select("label")
          .writeStream
          .format("parquet")
          .option("checkpointLocation", dir.resolve("checkpoint").toString)
          .trigger(org.apache.spark.sql.streaming.Trigger.AvailableNow())
          .start(dir.resolve("out").toString)
          .awaitTermination()
      assert(failure(stream()).contains("No classes of a stream of images (set classes or classesFile"))
      stream("classes" -> "dog,cat")
      image(dir.resolve("in"), "dog/z.png", "rgb.png")
      stream("classes" -> "dog,cat")
      val labels = spark.read.parquet(dir.resolve("out").toString).collect().toSeq.map(_.getInt(0))
      assert(labels.sorted == Seq(0, 0, 1, 1))
    }
  }
}
