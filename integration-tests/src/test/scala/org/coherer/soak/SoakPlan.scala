package org.coherer.soak

import scala.util.Random

/** What is done to a fit, drawn by its seed.
  *
  * @param workers
  *   2, with an executor to spare, or 3
  * @param kills
  *   in the order in which the fit gets to them
  */
private case class SoakPlan(workers: Int, kills: Seq[SoakPlan.Kill])

private object SoakPlan {

  /** A stretch of a fit in which an executor is killed. */
  sealed abstract class Stretch(val name: String, val longestDelayMillis: Int)

  /** From the submission of the first job: rows become records. */
  case object Reading extends Stretch("reading", 400)

  /** From the submission of the barrier job: tasks start, read their shards, meet and connect. */
  case object Meeting extends Stretch("meeting", 1000)

  /** From the end of an epoch's steps: its validation, the steps of the next few. */
  case object Training extends Stretch("training", 100)

  /** While files of a checkpoint are created. */
  case object Saving extends Stretch("saving", 5)

  /** From the end of the last epoch: the result goes to the driver. */
  case object Result extends Stretch("result", 150)

  /** From the kill before it: the others notice, end, and make another attempt. */
  case object Recovery extends Stretch("recovery", 4000)

  /** A kill.
    *
    * @param epoch
    *   that has to be done before
    * @param delayMillis
    *   how long after the beginning of the stretch
    * @param all
    *   whether it hits all executors, so that nobody keeps the state of the run
    * @param choice
    *   chooses the executor that it hits else
    */
  case class Kill(stretch: Stretch, epoch: Int, delayMillis: Int, all: Boolean, choice: Int)

  val Stretches: Seq[Stretch] = Seq(Reading, Meeting, Training, Saving, Result, Recovery)

  private val MostKills = 3

  /** Draws what is done to the fit of a seed. */
  def of(seed: Long): SoakPlan = {
    // Seeds in sequence give generators that begin alike.
    val random = new Random(new Random(seed).nextLong())
    val workers = 2 + random.nextInt(2)
    val count = 1 + random.nextInt(MostKills)
    val kills = Seq.fill(count)(kill(random)).groupBy(one => (one.epoch, one.stretch)).map(_._2.head).toSeq
    val sorted = kills.sortBy(one => (one.epoch, one.stretch == Meeting))
    val followed =
      if (count < MostKills && random.nextInt(3) == 0) {
        sorted.head +: of(Recovery, 0, random) +: sorted.tail
      } else sorted
    SoakPlan(workers, followed)
  }

  private def kill(random: Random): Kill = random.nextInt(8) match {
    case 0 => of(Reading, 0, random)
    case 1 => of(Meeting, 0, random)
    case 2 => of(Result, SoakFit.Epochs, random)
    case 3 | 4 => of(Saving, 1 + random.nextInt(SoakFit.Epochs - 1), random)
    case _ => of(Training, 1 + random.nextInt(SoakFit.Epochs - 1), random)
  }

  private def of(stretch: Stretch, epoch: Int, random: Random): Kill =
    Kill(
      stretch,
      epoch,
      random.nextInt(stretch.longestDelayMillis),
      random.nextInt(8) == 0,
      random.nextInt(Int.MaxValue)
    )
}
