package org.coherer.ml.persistence

import java.io.ObjectInputStream

/** Sings when its class is initialized, which nobody must cause. */
object Canary {
  System.setProperty("coherer.canary", "initialized")
}

/** Sings when it is deserialized. */
class Trap extends Serializable {
  private def readObject(in: ObjectInputStream): Unit = {
    in.defaultReadObject()
    System.setProperty("coherer.canary", "deserialized"): Unit
  }
}
