package org.coherer.testkit.engine

import org.coherer.training.engine.{HostMirror, StepContext}
import org.coherer.training.vector.FlatVector

/** A replica's vectors as suites read and write them: reads pull first, writes push. */
trait WithMirrors {

  /** That of the first step of a run. */
  val First: StepContext = StepContext.at(0, 1)

  implicit class Mirrored(mirror: HostMirror) {

    def toArray: Array[Float] = {
      mirror.pull()
      mirror.host().toArray
    }

    def get(index: Long): Float = {
      mirror.pull()
      mirror.host().get(index)
    }

    def set(index: Long, value: Float): Unit = change(_.set(index, value))

    def scale(factor: Float): Unit = change(_.scale(factor))

    def fill(value: Float): Unit = change(_.fill(value))

    def copyFrom(other: FlatVector): Unit = change(_.copyFrom(other))

    def copyFrom(other: Array[Float]): Unit = copyFrom(FlatVector.of(other: _*))

    private def change(how: FlatVector => Unit): Unit = {
      mirror.pull()
      how(mirror.host())
      mirror.push()
    }
  }
}
