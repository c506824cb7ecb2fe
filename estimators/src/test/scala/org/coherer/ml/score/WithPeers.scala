package org.coherer.ml.score

import org.apache.spark.ml.Transformer
import org.apache.spark.ml.classification.{LogisticRegression, MultilayerPerceptronClassifier}
import org.apache.spark.ml.functions.array_to_vector
import org.apache.spark.sql.{DataFrame, Row}
import org.apache.spark.sql.functions.{array, col}
import org.coherer.ml.{NeuralNetworkClassificationModel, WithBlobs}
import org.coherer.testkit.WithSpark
import org.scalatest.Assertions

/** A model of ours, and two of MLlib's: what these do to columns that they do not read is right. */
trait WithPeers extends WithBlobs with Assertions { this: WithSpark =>

  override protected def sparkSettings: Map[String, String] =
    Map("spark.sql.shuffle.partitions" -> "2", "spark.sql.maxMetadataStringLength" -> "10000")

  /** What the models add. */
  val Added: Seq[String] = Seq("rawPrediction", "probability", "prediction")

  lazy val ours: NeuralNetworkClassificationModel = classifier().fit(blobs(60))

  lazy val peers: Seq[Transformer] = {
    val data = blobs(60)
    Seq(
      new MultilayerPerceptronClassifier().setLayers(Array(Features, Classes)).setMaxIter(2).fit(data),
      new LogisticRegression().setMaxIter(2).fit(data)
    )
  }

  /** Checks that something comes out of our model as it comes out of each of the peers. */
  def alike(what: String)(of: Transformer => Any): Unit = {
    val found = of(ours)
    peers.foreach(peer => assert(found == of(peer), s"$what, ${peer.getClass.getSimpleName}"))
  }

  /** Rows of features and an id, made by id from 0 on. */
  def rows(count: Int, partitions: Int = 1): DataFrame = {
    val values = (0 until Features).map(i => (col("id") * (i + 3) % 7).cast("double"))
    spark.range(0, count, 1, partitions).withColumn("features", array_to_vector(array(values: _*)))
  }

  /** A value in words that tell all values apart, whatever its type. */
  def words(value: Any): String = value match {
    case null => "null"
    case row: Row => row.toSeq.map(words).mkString("{", ", ", "}")
    case bytes: Array[Byte] => bytes.mkString("bytes(", ", ", ")")
    case map: scala.collection.Map[_, _] =>
      map.toSeq.map { case (key, one) => words(key) + ": " + words(one) }.sorted.mkString("map(", ", ", ")")
    case many: scala.collection.Seq[_] => many.map(words).mkString("[", ", ", "]")
    case other => s"${other.getClass.getSimpleName} $other"
  }
}
