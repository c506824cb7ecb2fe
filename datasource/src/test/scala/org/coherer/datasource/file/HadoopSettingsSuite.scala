package org.coherer.datasource.file

import java.util.HashMap

import org.apache.hadoop.conf.Configuration
import org.coherer.datasource.WithSerialization
import org.coherer.testkit.WithSpark
import org.scalatest.funsuite.AnyFunSuite

class HadoopSettingsSuite extends AnyFunSuite with WithSpark with WithSerialization {

  test("every setting reaches an executor") {
    val configuration = new Configuration(false)
    (0 until 100).foreach(i => configuration.set(s"key.$i", s"value $i"))
    val arrived = overTheWire(new HadoopSettings(configuration)).configuration()
    (0 until 100).foreach(i => assert(arrived.get(s"key.$i") == s"value $i"))
    assert(arrived.size() == 100)
  }

  test("an option wins over the session, the session over the context, and options without dot stay out") {
    spark.sparkContext.hadoopConfiguration.set("fs.test.a", "context")
    spark.sparkContext.hadoopConfiguration.set("fs.test.b", "context")
    spark.sparkContext.hadoopConfiguration.set("fs.test.c", "context")
    val options = new HashMap[String, String]()
    options.put("fs.test.c", "option")
    options.put("split", "train")
    withConf("fs.test.b" -> "session", "fs.test.c" -> "session") {
      val settings = HadoopSettings.ofSession(spark, options).configuration()
      assert(settings.get("fs.test.a") == "context")
      assert(settings.get("fs.test.b") == "session")
      assert(settings.get("fs.test.c") == "option")
      assert(settings.get("split") == null)
    }
    assert(spark.sparkContext.hadoopConfiguration.get("fs.test.c") == "context")
  }
}
