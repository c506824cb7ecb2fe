package org.coherer.soak

import java.util.concurrent.{CountDownLatch, TimeUnit}

import scala.annotation.tailrec

import org.coherer.soak.SoakKills.Hit
import org.coherer.soak.SoakPlan._

/** Carries out the kills of a plan, beside the fit. What the fit has ended before is not done. */
final private class SoakKills(plan: SoakPlan, progress: SoakProgress, executors: SoakExecutors) {

  private val over = new CountDownLatch(1)
  @volatile private var hits = Vector[Hit]()
  private val thread = new Thread(() => plan.kills.forall(carriedOut): Unit, "soak-kills")
  thread.setDaemon(true)
  thread.start()

  private def carriedOut(kill: Kill): Boolean = {
    val before = progress.checkpointFiles()
    awaitBeginning(kill, before) && !over.await(kill.delayMillis.toLong, TimeUnit.MILLISECONDS) && {
      val (epoch, millis) = (progress.epochs, progress.millis)
      hits ++= executors.kill(kill.all, kill.choice).map(Hit(kill.stretch, _, epoch, millis))
      true
    }
  }

  @tailrec
  private def awaitBeginning(kill: Kill, filesBefore: Set[String]): Boolean =
    if (hasBegun(kill, filesBefore)) true
    else if (over.await(1, TimeUnit.MILLISECONDS)) false
    else {
      val files = if (progress.epochs < kill.epoch) progress.checkpointFiles() else filesBefore
      awaitBeginning(kill, files)
    }

  private def hasBegun(kill: Kill, filesBefore: Set[String]): Boolean =
    progress.epochs >= kill.epoch && (kill.stretch match {
      case Reading => progress.reading
      case Meeting => progress.training
      case Saving => (progress.checkpointFiles() -- filesBefore).nonEmpty
      case Training | Result | Recovery => true
    })

  /** Those so far. */
  def done: Seq[Hit] = hits

  /** Ends them: the fit has ended. */
  def close(): Unit = {
    over.countDown()
    thread.join()
  }
}

private object SoakKills {

  /** An executor that was killed.
    *
    * @param epoch
    *   the last one that was done
    * @param millis
    *   since the fit began
    */
  case class Hit(stretch: Stretch, executor: String, epoch: Int, millis: Long) {
    override def toString = s"${stretch.name}:executor$executor:epoch$epoch:${millis}ms"
  }
}
