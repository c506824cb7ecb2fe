package org.coherer.training.embedding.file;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.coherer.training.file.RandomInput;

/** Reads the files of a slice from beginning to end, and checks every block. For one thread. */
final class SliceReader implements Closeable {

  private final TableFiles files;
  private final SliceHeader header;
  private final SliceLayout layout;
  private final SliceBlock block;
  private final Map<SlicePart, RandomInput> inputs = new EnumMap<>(SlicePart.class);
  private int next;

  /**
   * Opens the files and checks their lengths.
   *
   * @param withState whether the state is read, too
   * @throws DamagedFileException if one is missing, or longer or shorter than the header says
   */
  SliceReader(TableFiles files, SliceHeader header, boolean withState) throws IOException {
    this.files = files;
    this.header = header;
    layout = withState ? header.layout() : header.layout().withoutState();
    try {
      for (SlicePart part : layout.parts()) {
        String name = header.place().file(part);
        inputs.put(part, HeaderFile.open(files, name));
        checkLength(inputs.get(part).length(), header.bytes(part), files.path(name));
      }
      block = new SliceBlock(layout, header.rows());
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static void checkLength(long found, long expected, String path)
      throws DamagedFileException {
    if (found != expected) {
      boolean less = found < expected;
      throw new DamagedFileException(
          path,
          less ? Damage.TRUNCATED : Damage.ALTERED,
          "it has %d bytes and its slice says %d (it %s)"
              .formatted(found, expected, less ? "is truncated" : "was altered"));
    }
  }

  /** Returns what is read of each row. */
  SliceLayout layout() {
    return layout;
  }

  /** Returns the most rows of a block. */
  int mostRows() {
    return (int) Math.min(layout.blockRows(), header.rows());
  }

  /**
   * Reads the next block, into memory that is used again. Returns null at the end.
   *
   * @throws DamagedFileException if a checksum does not match
   */
  SliceBlock next() throws IOException {
    if (next == layout.blocks(header.rows())) {
      return null;
    }
    block.setRows(header.rowsOf(next));
    for (SlicePart part : layout.parts()) {
      read(part);
    }
    next++;
    return block;
  }

  private void read(SlicePart part) throws IOException {
    long at = (long) next * layout.blockRows() * layout.rowBytes(part);
    String path = files.path(header.place().file(part));
    ByteBuffer bytes = block.bytes(part);
    try {
      inputs.get(part).read(at, bytes);
    } catch (EOFException e) {
      throw new DamagedFileException(path, Damage.TRUNCATED, "it ends within block " + next, e);
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.flip());
    if ((int) crc.getValue() != header.sums().get(part).get(next)) {
      String detail = "the checksum of block %d (%d bytes at %d) does not match (it was altered)";
      throw new DamagedFileException(
          path, Damage.ALTERED, detail.formatted(next, bytes.limit(), at));
    }
  }

  @Override
  public void close() throws IOException {
    for (RandomInput input : inputs.values()) {
      input.close();
    }
  }
}
