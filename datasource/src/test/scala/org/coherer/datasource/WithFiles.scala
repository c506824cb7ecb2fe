package org.coherer.datasource

import java.io.ByteArrayOutputStream
import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream

import org.apache.hadoop.conf.Configuration
import org.coherer.datasource.read.{HadoopSettings, Listing, StoredFile}
import org.coherer.testkit.WithTempDir

/** Writes files, compressed or not. */
trait WithFiles extends WithTempDir {

  def hadoop: HadoopSettings = new HadoopSettings(new Configuration())

  def write(file: Path, bytes: Array[Byte]): Path = Files.write(file, bytes)

  def gzip(bytes: Array[Byte]): Array[Byte] = {
    val out = new ByteArrayOutputStream()
    val gzip = new GZIPOutputStream(out)
    gzip.write(bytes)
    gzip.close()
    out.toByteArray
  }

  def inspect(file: Path): StoredFile =
    StoredFile.inspect(Listing.status(file.toString, hadoop), hadoop)
}
