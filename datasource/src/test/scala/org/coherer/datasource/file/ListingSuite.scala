package org.coherer.datasource.file

import java.util.Arrays.asList

import org.scalatest.funsuite.AnyFunSuite

class ListingSuite extends AnyFunSuite {

  private def listing(names: String*): Listing =
    new Listing("file:/d", asList(names.map(name => new FoundFile(s"file:/$name", 1, 0)): _*))

  private def refused(body: => Any): String = intercept[IllegalArgumentException](body).getMessage

  test("the first name that is there is found") {
    assert(listing("d/b", "d/c").firstOf(asList("a", "c", "b")).name == "c")
  }

  test("where no name is there, the message says what is") {
    assert(
      refused(listing("other/x").firstOf(asList("x", "y"))) ==
        "Cannot find x or y in 'file:/d' (there are no files)"
    )
    assert(
      refused(listing("d/b", "d/a").firstOf(asList("folder"))) ==
        "Cannot find folder in 'file:/d' (there is a, b)"
    )
  }

  test("a message lists 20 names") {
    val message = refused(listing((10 to 30).map(i => s"d/f$i"): _*).firstOf(asList("x")))
    assert(message.endsWith((10 to 29).map(i => s"f$i").mkString("(there is ", ", ", " and 1 more)")))
  }
}
