package org.coherer.training.transport.local

/** Shows suites of other packages how many mailboxes are open. */
object OpenMailboxes {
  def count: Int = Mailboxes.count()
}
