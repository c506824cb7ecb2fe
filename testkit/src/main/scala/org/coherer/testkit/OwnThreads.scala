package org.coherer.testkit

import java.util.concurrent.Executors

import scala.concurrent.ExecutionContext

/** Threads for what a test does beside itself: as many as it takes. Scala's global ones are as few as the
  * processors, and a test that leaves one waiting would have a later test wait, too.
  */
object OwnThreads {

  implicit val context: ExecutionContext =
    ExecutionContext.fromExecutorService(Executors.newCachedThreadPool { task =>
      val thread = new Thread(task, "test-beside")
      thread.setDaemon(true)
      thread
    })
}
