package org.coherer.connector.ui

import org.apache.spark.scheduler.{SparkListener, SparkListenerEvent}
import org.apache.spark.sql.SparkSession
import org.coherer.connector.ui.event.FitEvent
import org.coherer.testkit.{FullDisk, WithTempDir}
import org.coherer.training.event.{CheckpointCommitted, TrainingEvent}
import org.scalatest.funsuite.AnyFunSuite

/** The tab of a running application, as a browser gets it. */
class DeepLearningTabSuite extends AnyFunSuite with WithFits with WithPages with WithTempDir {

  private def withSpark[T](settings: (String, String)*)(use: SparkSession => T): T = {
    val builder = SparkSession
      .builder()
      .master("local[1]")
      .appName("tab")
      .config("spark.ui.enabled", "true")
      .config("spark.ui.port", "0")
      .config("spark.driver.host", "127.0.0.1")
      .config("spark.driver.bindAddress", "127.0.0.1")
    settings.foreach { case (name, value) => builder.config(name, value) }
    val spark = builder.getOrCreate()
    try use(spark)
    finally spark.stop()
  }

  private def withTab[T](settings: (String, String)*)(use: SparkSession => T): T =
    withSpark(settings: _*) { spark =>
      val tab = DeepLearningTab.attach(spark.sparkContext)
      try use(spark)
      finally tab.close()
    }

  private def address(spark: SparkSession, path: String): String =
    spark.sparkContext.uiWebUrl.get + path

  private def runs(spark: SparkSession): String = page(address(spark, "/deep-learning/"))

  private def one(spark: SparkSession, id: Long): String = page(address(spark, s"/deep-learning/run/?id=$id"))

  test("a fit is seen while it trains, and after it") {
    withTab() { spark =>
      shows(runs(spark), "No estimator of Coherer has trained in this application yet.")
      shows(page(address(spark, "/jobs/")), "/deep-learning/\">Deep Learning</a>")
      fit(spark, description(1)) { listener =>
        def tell(events: TrainingEvent*): Unit = events.foreach(event => listener.onEvent(at(event)))
        tell(started(3), epoch(1, 0.75), validated(1, 0.875, "accuracy" -> 0.625))
        eventually {
          val link = "/deep-learning/run/?id=1\">NeuralNetworkClassifier</a>"
          shows(runs(spark), ">running</span>", "1 / 3", "0.75", "accuracy 0.625", "1 run, 1 under way", link)
        }
        tell(epoch(2, 0.5), validated(2, 0.625, "accuracy" -> 0.75), epoch(3, 0.25), ended(3, 2))
      }
      eventually(shows(runs(spark), ">finished</span>"))
      val run = one(spark, 1)
      shows(run, "Run 1: NeuralNetworkClassifier")
      shows(run, "<svg", "best: epoch 2", "epoch 2: training loss 0.5", "epoch 1: accuracy 0.625", "3 / 3")
      // Workers, layers, Params.
      shows(run, "host-0", "host-1", "DenseLayer", "58 parameters", "features (4)", "maxIter")
      shows(one(spark, 2), "There is no such run.")
      shows(page(address(spark, "/deep-learning/run/?id=%3Cscript%3E")), "There is no such run.")
      shows(page(address(spark, "/deep-learning/run/")), "There is no such run.")
    }
  }

  test("a fit that fails says why, and one under way where it stands") {
    withTab() { spark =>
      val error = intercept[IllegalStateException](fit(spark, description(4)) { listener =>
        listener.onEvent(at(started(3)))
        eventually {
          listener.onEvent(at(progress(1, 5, 0.625)))
          val run = one(spark, 4)
          shows(run, "epoch 1, step 5 of 8, loss 0.625", "about 1.0 min")
        }
        throw new IllegalStateException("Lost rank 1 (host-1): no message for 60 s")
      })
      assert(error.getMessage.startsWith("Lost rank 1"))
      eventually {
        val run = one(spark, 4)
        shows(run, "Lost rank 1 (host-1): no message for 60 s", ">failed</span>")
      }
    }
  }

  test("the norm of gradients is a curve, and the values of layers are histograms, of some layers") {
    withTab() { spark =>
      val events = Seq(
        started(2),
        norm(1, 0.5),
        tensors(1, layers = 3, notFinite = 1234),
        epoch(1, 1),
        norm(2, 0.125),
        tensors(2, layers = 60, notFinite = 1234),
        epoch(2, 1),
        ended(2, 2)
      )
      fit(spark, description(1, validated = false), events)
      fit(
        spark,
        description(2, validated = false),
        Seq(started(1), tensors(1, 2, gradients = false), epoch(1, 1))
      )
      fit(spark, description(3, validated = false), Seq(started(1), epoch(1, 1)))
      eventually(shows(one(spark, 1), ">finished</span>", "Values of layers (at the end of epoch 2)"))
      val first = one(spark, 1)
      shows(first, "Gradient norm", "epoch 1: norm 0.5", "epoch 2: norm 0.125")
      shows(first, "weights of layer49, from -0.5 to 1.5", "gradients of layer49, from -0.5 to 1.5")
      shows(first, "mean 0.25, deviation 0.75", "1,234 not finite", "and 10 layers more, which are not shown")
      assert(!first.contains("layer50"))
      eventually(shows(one(spark, 2), "weights of layer1, from -0.5 to 1.5"))
      assert(!one(spark, 2).contains("Gradients"))
      eventually(shows(one(spark, 3), ">finished</span>"))
      Seq("Gradient norm", "Values of layers").foreach(text => assert(!one(spark, 3).contains(text)))
    }
  }

  test("what is out of the ordinary is told in words") {
    withTab() { spark =>
      fit(
        spark,
        description(1),
        Seq(
          started(2),
          new TrainingEvent.StepSkipped(1, 3, "loss is NaN on rank 1"),
          new TrainingEvent.RolledBack(1, 5, "gradients are not finite", 1, 0.5),
          started(2),
          new TrainingEvent.RunResumed(1, 4, 1).after("rank 1 (host-1, process 101, attempt 1): lost <it>"),
          epoch(1, 1, skipped = 2),
          ended(1, 1)
        )
      )
      eventually {
        val run = one(spark, 1)
        shows(
          run,
          "Out of the ordinary (3)",
          "loss is NaN on rank 1",
          "training rolls back",
          "training resumes from memory",
          "cause: rank 1 (host-1, process 101, attempt 1): lost &#60;it&#62;"
        )
      }
    }
  }

  test("how stale parameters were is over all epochs, and is not there without a parameter server") {
    withTab() { spark =>
      def measured(epoch: Int, mean: Double, most: Long, ahead: Long) =
        new TrainingEvent.StalenessMeasured(epoch, mean, most, ahead)
      val events = Seq(started(2), epoch(1, 1), measured(1, 1, 7, 2), epoch(2, 0.5), measured(2, 2.5, 1, 3))
      fit(spark, description(1, validated = false), events :+ ended(2, 2))
      fit(spark, description(2), run(2))
      eventually(shows(runs(spark), "2 runs, 0 under way"))
      shows(one(spark, 1), ">mean 1.8, at most 7 updates</dd>", ">at most 3 steps</dd>")
      assert(!one(spark, 2).contains("Staleness"))
    }
  }

  test("of checkpoints there is how many were complete, and where the newest one is") {
    withTab() { spark =>
      val events = Seq(
        started(3),
        epoch(1, 1),
        new CheckpointCommitted(1, 0, 2000000),
        epoch(2, 0.5),
        new CheckpointCommitted(2, 40, 2500000)
      )
      fit(spark, description(1, validated = false), events :+ ended(3, 3))
      fit(spark, description(2), run(2))
      eventually(shows(runs(spark), "2 runs, 0 under way"))
      shows(one(spark, 1), ">Checkpoints</dt>", ">2</dd>", ">after epoch 2 and 40 steps, 2.5 MB</dd>")
      assert(!one(spark, 2).contains("heckpoint"))
    }
  }

  test("every text is escaped, and nothing of the pages would be blocked by a strict policy") {
    withTab() { spark =>
      fit(
        spark,
        description(1, uid = Nasty, params = Map("featuresCols" -> Nasty, Nasty -> "1")),
        Seq(
          started(1),
          new TrainingEvent.StepSkipped(1, 3, Nasty),
          tensors(1, layers = 1, name = _ => Nasty),
          epoch(1, 1),
          validated(1, 1, Nasty -> 0.5),
          ended(1, 1)
        )
      )
      eventually(shows(one(spark, 1), ">finished</span>"))
      Seq(runs(spark), one(spark, 1)).foreach { page =>
        val body = ours(page)
        shows(body, "&#60;script&#62;")
        assert("<script[^>]*>".r.findAllIn(body).isEmpty)
        val tags = "<[a-zA-Z][^>]*>".r.findAllIn(body).toSeq
        assert(tags.size > 30)
        assert(!tags.exists(tag => " (on[a-z]+|style|src)=".r.findFirstIn(tag).isDefined))
        assert(!page.contains("alert('1')</script>"))
      }
    }
  }

  test("the pages carry the headers of Spark's own") {
    withTab() { spark =>
      fit(spark, description(1), run(2))
      eventually(shows(runs(spark), ">finished</span>"))
      def headers(path: String) = {
        val all = new java.util.TreeMap[String, java.util.List[String]](get(address(spark, path)).headers.map)
        Seq("date", "content-length", "transfer-encoding").foreach(name => all.remove(name): Unit)
        all
      }
      val sparks = headers("/jobs/")
      assert(sparks.containsKey("x-frame-options") && sparks.containsKey("cache-control"))
      for (path <- Seq("/deep-learning/", "/deep-learning/run/?id=1")) assert(headers(path) == sparks)
    }
  }

  test("who may not view the application does not see the tab") {
    withTab("spark.acls.enable" -> "true", "spark.ui.view.acls" -> "somebody") { spark =>
      // As a proxy asks that has authenticated its user.
      def status(user: String, path: String): Int =
        get(address(spark, path + s"doAs=$user")).statusCode
      for (path <- Seq("/deep-learning/?", "/deep-learning/run/?id=1&")) {
        assert(status("somebody", path) == 200)
        assert(status("stranger", path) == 403)
      }
    }
  }

  test("behind a proxy all links have its path") {
    withTab() { spark =>
      fit(spark, description(1), run(2))
      eventually(shows(runs(spark), "href=\"/deep-learning/run/?id=1\""))
      val forwarded = get(address(spark, "/deep-learning/"), "X-Forwarded-Context" -> "/knox").body
      shows(forwarded, "href=\"/knox/deep-learning/run/?id=1\"")
      System.setProperty("spark.ui.proxyBase", "/proxy/app-1")
      try {
        shows(runs(spark), "href=\"/proxy/app-1/deep-learning/run/?id=1\"")
        shows(one(spark, 9), "href=\"/proxy/app-1/deep-learning/\"")
      } finally System.clearProperty("spark.ui.proxyBase"): Unit
    }
  }

  test("without a UI there is no tab, and fits are logged all the same") {
    withSpark("spark.ui.enabled" -> "false") { spark =>
      val seen = new java.util.concurrent.ConcurrentLinkedQueue[SparkListenerEvent]()
      spark.sparkContext.addSparkListener(new SparkListener {
        override def onOtherEvent(event: SparkListenerEvent): Unit = event match {
          case fit: FitEvent => seen.add(fit): Unit
          case _ =>
        }
      })
      val tab = DeepLearningTab.attach(spark.sparkContext)
      fit(spark, description(1), run(2))
      eventually(assert(seen.size >= 4))
      tab.close()
    }
  }

  test("attaching twice is attaching once, closing takes the tab away, and it may be attached again") {
    withSpark() { spark =>
      val tab = DeepLearningTab.attach(spark.sparkContext)
      assert(DeepLearningTab.attach(spark.sparkContext) eq tab)
      assert("\">Deep Learning</a>".r.findAllIn(page(address(spark, "/jobs/"))).size == 1)
      tab.close()
      tab.close()
      assert(!page(address(spark, "/jobs/")).contains("Deep Learning"))
      fit(spark, description(1), run(2))
      val again = DeepLearningTab.attach(spark.sparkContext)
      fit(spark, description(2), run(2))
      eventually(shows(runs(spark), "1 run, 0 under way"))
      again.close()
    }
  }

  test("a listener that fails, and another queue that is stuck, disturb neither the fit nor the tab") {
    withTab() { spark =>
      val release = new java.util.concurrent.CountDownLatch(1)
      spark.sparkContext.addSparkListener(new SparkListener {
        override def onOtherEvent(event: SparkListenerEvent): Unit = {
          release.await()
          throw new IllegalStateException("a listener of somebody else's")
        }
      })
      try {
        fit(spark, description(1), run(20))
        eventually(shows(runs(spark), ">finished</span>"))
      } finally release.countDown()
    }
  }

  test("an event log on a full disk costs neither the fit nor the tab anything") {
    withTempDir { folder =>
      FullDisk.leave(0)
      withTab(
        "spark.eventLog.enabled" -> "true",
        "spark.eventLog.dir" -> s"full:$folder",
        FullDisk.Setting
      ) { spark =>
        fit(spark, description(1), run(20))
        eventually(shows(runs(spark), ">finished</span>", "20 / 20"))
        assert(FullDisk.isFull)
      }
    }
  }
}
