package org.coherer.datasource

import java.io.{ByteArrayInputStream, ByteArrayOutputStream, ObjectInputStream, ObjectOutputStream}

/** Sends an object the way that Spark sends it to a task. */
trait WithSerialization {

  def overTheWire[T](value: T): T = {
    val out = new ByteArrayOutputStream()
    val objects = new ObjectOutputStream(out)
    objects.writeObject(value)
    objects.close()
    new ObjectInputStream(new ByteArrayInputStream(out.toByteArray)).readObject().asInstanceOf[T]
  }
}
