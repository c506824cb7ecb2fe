package org.coherer.training.embedding.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** Writes the files of a slice, block by block. For one thread. */
final class SliceWriter implements Closeable {

  private final TableFiles files;
  private final SlicePlace place;
  private final SliceLayout layout;
  private final Map<SlicePart, TableOutput> outputs = new EnumMap<>(SlicePart.class);
  private final Map<SlicePart, List<Integer>> sums = new EnumMap<>(SlicePart.class);
  private long rows;

  /** Creates the files, none of which may be there. */
  SliceWriter(TableFiles files, SlicePlace place, SliceLayout layout) throws IOException {
    this.files = files;
    this.place = place;
    this.layout = layout;
    try {
      for (SlicePart part : layout.parts()) {
        outputs.put(part, files.create(place.file(part)));
        sums.put(part, new ArrayList<>());
      }
    } catch (IOException | RuntimeException | Error e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Appends a block, which is full unless it is the last one. */
  void write(SliceBlock block) throws IOException {
    for (SlicePart part : layout.parts()) {
      ByteBuffer bytes = block.bytes(part);
      CRC32C crc = new CRC32C();
      crc.update(bytes.duplicate());
      sums.get(part).add((int) crc.getValue());
      outputs.get(part).write(bytes);
    }
    rows += block.rows();
  }

  /** Completes the files, and then writes the header. */
  SliceSummary commit() throws IOException {
    for (TableOutput output : outputs.values()) {
      output.commit();
    }
    return new SliceHeader(place, layout, rows, new SplittableRandom().nextLong(), sums)
        .write(files);
  }

  /** Closes the files; abandons those that are not complete. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (TableOutput output : outputs.values()) {
      try {
        output.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
