package org.coherer.training.driver

/** Signs of life that no task has sent. */
trait WithSigns {

  def signsOf(attempt: Int, ranks: Int*): SignsOfLife = {
    val signs = new SignsOfLife
    ranks.foreach(signs.received(attempt, _))
    signs
  }

  def start(signs: SignsOfLife, attempt: Int): Unit = signs.start(attempt)
}
