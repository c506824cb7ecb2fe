package org.coherer.datasource.lines

import java.io.OutputStream
import java.nio.charset.StandardCharsets.UTF_8
import java.util.Arrays.asList
import java.util.{Collections, List => JList, Optional, OptionalLong}

import org.apache.spark.sql.catalyst.InternalRow
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow
import org.apache.spark.sql.types.StructType
import org.apache.spark.unsafe.types.UTF8String
import org.coherer.datasource.file.{FoundFile, StoredFile}
import org.coherer.datasource.format._
import org.coherer.datasource.option.{OptionKind, OptionSpec, Options}
import org.coherer.datasource.table.FormatProvider

/** A small format for suites of the plumbing: lines such as "7;seven", which it reads and writes. */
class LinesDataSource extends FormatProvider(LinesFormat)

object LinesFormat extends FileFormat {
  val Columns: StructType = StructType.fromDDL("n INT, word STRING")
  private val suffix =
    new OptionSpec[String]("suffix", new OptionKind.Text("a suffix"), ".txt", "how names end")

  override def name(): String = "lines"
  override def readOptions(): JList[OptionSpec[_]] = Collections.emptyList()
  override def writeOptions(): JList[OptionSpec[_]] = asList[OptionSpec[_]](suffix)
  override def hasMalformedRecords(): Boolean = true
  override def isWritable(): Boolean = true

  override def open(input: FormatInput): FormatFiles = {
    val files = input.files().toArray(Array[FoundFile]()).toSeq
    new FormatFiles(
      Columns,
      asList(files.map(found => new LinesFile(StoredFile.inspect(found, input.hadoop))): _*)
    )
  }

  override def writer(columns: StructType, options: Options): Optional[RecordWriterFactory] = {
    if (!columns.fields.forall(f => Set("int", "string")(f.dataType.simpleString)))
      throw new IllegalArgumentException(s"Cannot write lines of ${columns.toDDL} (must be INT or STRING)")
    Optional.of(new LinesWriters(columns, options.value(suffix)))
  }
}

class LinesFile(stored: StoredFile) extends RecordFile {
  override def found(): FoundFile = stored.found()
  override def extent(columns: StructType): Extent =
    Extent.ofFile(stored.length, OptionalLong.empty(), stored.length)
  override def open(task: ReadTask): RecordReader = new LinesReader(stored, task)
}

class LinesReader(stored: StoredFile, task: ReadTask) extends RecordReader {
  private val in = stored.open(0, task.hadoop)
  private val lines = scala.io.Source.fromInputStream(in, "UTF-8").getLines()
  private var current: InternalRow = _

  override def next(): Boolean = lines.hasNext && {
    val line = lines.next()
    val Array(n, word) = (line + ";").split(";", 3).take(2)
    if (!n.matches("\\d+"))
      throw new MalformedRecordException(s"Bad line '$line' in '${stored.path}'", line.getBytes(UTF_8))
    val values =
      task.columns.fieldNames.map(name => value(name, n, word))
    current = new GenericInternalRow(values)
    true
  }

  private def value(name: String, n: String, word: String): Any =
    if (name == "n") n.toInt else UTF8String.fromString(word)

  override def row(): InternalRow = current
  override def close(): Unit = in.close()
}

class LinesWriters(columns: StructType, override val suffix: String) extends RecordWriterFactory {
  override def open(out: OutputStream): RecordWriter = new RecordWriter {
    override def write(row: InternalRow): Unit = {
      val texts = columns.indices.map(i => String.valueOf(row.get(i, columns(i).dataType)))
      out.write(texts.mkString("", ";", "\n").getBytes(UTF_8))
    }
    override def close(): Unit = out.write("".getBytes(UTF_8))
  }
}
