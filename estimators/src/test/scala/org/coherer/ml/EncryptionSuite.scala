package org.coherer.ml

import org.apache.spark.SparkEnv
import org.apache.spark.sql.SparkSession
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

/** Training where Spark encrypts in transit, and with other settings about the network. */
class EncryptionSuite extends AnyFunSuite with WithSpark with WithBlobs {

  // Spark's ciphers look classes up in the class loader of the thread that makes the first one. In local mode this may
  // be a task: its loader asks the driver for a class that is missing, holding a lock that the driver, which is in the
  // same JVM and makes a cipher to answer, then waits for, until Spark gives up after two minutes. So the first is here.
  Class.forName("org.apache.commons.crypto.utils.ReflectionUtils", true, getClass.getClassLoader)

  override lazy val spark: SparkSession = SparkSession
    .builder()
    .master("local[2]")
    .appName(suiteName)
    .config("spark.ui.enabled", "false")
    .config("spark.authenticate", "true")
    .config("spark.authenticate.secret", "of the application")
    .config("spark.network.crypto.enabled", "true")
    .getOrCreate()

  private def parametersOf(model: NeuralNetworkClassificationModel): Seq[Double] =
    model.transform(blobs(60)).select("probability").collect().toSeq.flatMap { row =>
      row.getAs[org.apache.spark.ml.linalg.Vector](0).toArray
    }

  test("fit encrypts what workers send over tcp, and the result is the same") {
    assert(spark.sparkContext.getConf.getBoolean("spark.authenticate", false))
    assert(SparkEnv.get.securityManager.isAuthenticationEnabled())
    val overMemory = parametersOf(classifier().setNumWorkers(2).setTransports("local").fit(blobs(60)))
    val overTcp = parametersOf(classifier().setNumWorkers(2).setTransports("tcp").fit(blobs(60)))
    assert(overTcp == overMemory)
  }

  test("transports and ports that cannot be are refused before anything starts") {
    def messageOf(stage: NeuralNetworkClassifier): String =
      intercept[IllegalArgumentException](stage.fit(blobs(9))).getMessage
    assert(
      messageOf(classifier().setTransports("infiniband")) ==
        "Unknown transport 'infiniband' (must be one of local, shm, tcp)"
    )
    assert(messageOf(classifier().setPortRange("1-x")).startsWith("Invalid port range '1-x' (must be like"))
    assert(messageOf(classifier().setTransports()).startsWith("No transport is allowed"))
  }
}
