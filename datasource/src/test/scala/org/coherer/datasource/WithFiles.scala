package org.coherer.datasource

import java.io.ByteArrayOutputStream
import java.nio.file.{Files, Path}
import java.util.zip.GZIPOutputStream

import org.apache.hadoop.conf.Configuration
import org.apache.hadoop.fs.{Path => HadoopPath}
import org.coherer.datasource.file.{FoundFile, HadoopSettings, StoredFile}
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

  def found(file: Path): FoundFile = {
    val path = new HadoopPath(file.toUri)
    FoundFile.of(path.getFileSystem(hadoop.configuration()).getFileStatus(path))
  }

  def inspect(file: Path): StoredFile = StoredFile.inspect(found(file), hadoop)
}
