package org.coherer.datasource

/** Files that other implementations wrote, beside the scripts that had them do so. */
object Resources {

  def bytes(name: String): Array[Byte] = {
    val in = getClass.getResourceAsStream("/" + name)
    require(in != null, name)
    try in.readAllBytes()
    finally in.close()
  }
}
