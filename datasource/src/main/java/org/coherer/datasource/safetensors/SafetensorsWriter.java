package org.coherer.datasource.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.coherer.datasource.codec.Spool;

/**
 * Writes a safetensors file, as the reference implementation does. The header comes first, so the
 * tensors' bytes wait in a temporary file on the local disk until all are known.
 */
final class SafetensorsWriter implements Closeable {
  private static final int ALIGNMENT = 8;

  private final OutputStream out;
  private final Spool spool;
  private final List<TensorEntry> spooled = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> metadata = new TreeMap<>();

  /**
   * Starts a file.
   *
   * @param out takes the file when it is finished; the caller closes it
   */
  SafetensorsWriter(OutputStream out) throws IOException {
    this.out = out;
    spool = new Spool();
  }

  /**
   * Adds a text to the metadata.
   *
   * @throws IOException if another text has the key
   */
  void putMetadata(String key, String value) throws IOException {
    String before = metadata.putIfAbsent(key, value);
    if (before != null && !before.equals(value)) {
      throw new IOException(
          "Cannot write metadata '%s' as '%s': a tensor of the same file has it as '%s' (must be the same)"
              .formatted(key, value, before));
    }
  }

  /**
   * Adds a tensor.
   *
   * @throws IOException if the name is taken, or the number of bytes is not that of the shape
   */
  void add(String name, TensorType type, List<Long> shape, byte[] bytes) throws IOException {
    if (name.equals(HeaderJson.METADATA) || !names.add(name)) {
      throw new IOException(
          "Cannot write tensor '%s': the name is taken (must be another for each tensor of a file)"
              .formatted(name));
    }
    if (shape.stream().anyMatch(size -> size < 0)
        || TensorEntry.bytesOf(type, shape) != bytes.length) {
      throw new IOException(
          "Cannot write tensor '%s' of %s in dimensions %s: it has %d bytes (must be as many as the dimensions need)"
              .formatted(name, type, shape, bytes.length));
    }
    long begin = spool.length();
    spool.write(bytes);
    spooled.add(new TensorEntry(name, type, shape, begin, spool.length()));
  }

  /** Writes the file. */
  void finish() throws IOException {
    List<TensorEntry> ordered = new ArrayList<>(spooled);
    ordered.sort(
        Comparator.comparing(TensorEntry::type).reversed().thenComparing(TensorEntry::name));
    byte[] header = header(ordered);
    int padding = -header.length & (ALIGNMENT - 1);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length + padding).array());
    out.write(header);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    for (TensorEntry entry : ordered) {
      spool.copy(entry.begin(), entry.end(), out);
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }

  private byte[] header(List<TensorEntry> ordered) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(HeaderJson.METADATA);
        for (Map.Entry<String, String> each : metadata.entrySet()) {
          json.writeStringField(each.getKey(), each.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (TensorEntry entry : ordered) {
        writeEntry(json, entry, begin);
        begin += entry.bytes();
      }
      json.writeEndObject();
    }
    return text.toByteArray();
  }

  private static void writeEntry(JsonGenerator json, TensorEntry entry, long begin)
      throws IOException {
    json.writeObjectFieldStart(entry.name());
    json.writeStringField(HeaderJson.DTYPE, entry.type().name());
    writeNumbers(json, HeaderJson.SHAPE, entry.shape());
    writeNumbers(json, HeaderJson.OFFSETS, List.of(begin, begin + entry.bytes()));
    json.writeEndObject();
  }

  private static void writeNumbers(JsonGenerator json, String name, List<Long> numbers)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (long number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }
}
