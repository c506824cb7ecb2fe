package org.coherer.cluster

import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Paths}

import scala.collection.mutable.ArrayBuffer
import scala.util.Try

/** The executors of an application on this machine, as processes. */
object ExecutorProcesses {

  private val Id = """--executor-id (\S+)""".r.unanchored

  /** Returns those of one application, by Spark's number, in its order. */
  def ofApplication(application: String): Seq[(String, ProcessHandle)] =
    all(ProcessHandle.allProcesses()).collect {
      case (id, process, line) if line.contains(application) => id -> process
    }

  /** Returns those that this process has started, by Spark's number, in its order. */
  def ofThisProcess(): Seq[(String, ProcessHandle)] =
    all(ProcessHandle.current().descendants()).map { case (id, process, _) => id -> process }

  private def all(processes: java.util.stream.Stream[ProcessHandle]): Seq[(String, ProcessHandle, String)] = {
    val found = ArrayBuffer[(String, ProcessHandle, String)]()
    processes.forEach { process =>
      commandLine(process) match {
        case line @ Id(id) if line.contains("CoarseGrainedExecutorBackend") => found += ((id, process, line))
        case _ => ()
      }
    }
    found.toSeq.sortBy(_._1)
  }

  /** All of it: Java's own tells the first 4096 bytes. */
  private def commandLine(process: ProcessHandle): String = {
    val file = Paths.get(s"/proc/${process.pid}/cmdline")
    Try(new String(Files.readAllBytes(file), UTF_8).replace('\u0000', ' ')).getOrElse("")
  }
}
