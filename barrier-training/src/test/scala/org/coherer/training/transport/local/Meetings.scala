package org.coherer.training.transport.local

/** Shows suites of other packages what is left. */
object Meetings {
  def count: Int = Meeting.count()
}
