package org.coherer.training.checkpoint.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.coherer.training.file.Envelope;
import org.coherer.training.file.RandomInput;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/** Reads blocks of the file of a rank, and checks each. For one thread. */
public final class SliceReader implements Closeable {

  private final RandomInput in;
  private final String path;
  private final ByteOrder order;
  private final BlockLayout layout;
  private final ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private FlatVector spare = FlatVector.allocate(0);

  private SliceReader(RandomInput in, String path, ByteOrder order, BlockLayout layout) {
    this.in = in;
    this.path = path;
    this.order = order;
    this.layout = layout;
  }

  /**
   * Opens a file and checks its length and its header.
   *
   * @throws DamagedFileException if it is not the one that the manifest lists
   */
  public static SliceReader open(CheckpointFiles files, Manifest manifest, SliceSummary slice)
      throws IOException {
    return open(files, manifest, slice, ByteOrder.nativeOrder());
  }

  /**
   * Opens a file.
   *
   * @param order that of floats in memory
   * @throws DamagedFileException if it is not the one that the manifest lists
   */
  static SliceReader open(
      CheckpointFiles files, Manifest manifest, SliceSummary slice, ByteOrder order)
      throws IOException {
    String name = manifest.fileOf(slice);
    String path = files.path(name);
    RandomInput in = CheckpointHeader.open(files, name);
    try {
      slice.checkLength(in.length(), path);
      Envelope envelope = Envelope.read(CheckpointHeader.SLICE, in, path);
      SliceHeader header = CheckpointHeader.parse(envelope, path, SliceHeader::parse);
      if (envelope.crc() != slice.headerCrc() || !header.isOf(manifest, slice)) {
        throw new DamagedFileException(
            path, Damage.FOREIGN, "it is not the file that the manifest lists");
      }
      BlockLayout layout = BlockLayout.behind(envelope, header);
      slice.checkLength(layout.fileBytes(), path);
      return new SliceReader(in, path, order, layout);
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads elements of a range, block by block.
   *
   * @param range the number of the range among those of the slice
   * @param wanted which elements, counted from the range's first
   * @param into memory for them; may hold damaged ones if this throws
   * @throws DamagedFileException if the checksum of a block does not match
   */
  public void read(int range, Chunk wanted, FlatVector into) throws IOException {
    for (BlockLayout.Block block : layout.blocks(range, wanted)) {
      read(block, wanted, into);
    }
  }

  /**
   * Reads the blocks with some elements of a range for their checksums alone.
   *
   * @param range the number of the range among those of the slice
   * @param wanted which elements, counted from the range's first
   * @throws DamagedFileException if the checksum of a block does not match
   */
  public void check(int range, Chunk wanted) throws IOException {
    for (BlockLayout.Block block : layout.blocks(range, wanted)) {
      readInto(block, spare(block.floats().length()));
    }
  }

  private void read(BlockLayout.Block block, Chunk wanted, FlatVector into) throws IOException {
    Chunk part = block.floats().within(wanted);
    FlatVector target = into.slice(part.offset() - wanted.offset(), part.length());
    if (part.equals(block.floats()) && !LittleEndian.differs(order)) {
      readInto(block, target);
      return;
    }
    FlatVector whole = spare(block.floats().length());
    readInto(block, whole);
    FlatVector found = whole.slice(part.offset() - block.floats().offset(), part.length());
    if (LittleEndian.differs(order)) {
      swap(found);
    }
    target.copyFrom(found);
  }

  private void readInto(BlockLayout.Block block, FlatVector memory) throws IOException {
    CRC32C crc = layout.checksum(block.number());
    long at = block.position();
    try {
      for (int i = 0; i < memory.segmentCount(); i++) {
        in.read(at, memory.segment(i));
        crc.update(memory.segment(i));
        at += memory.segment(i).capacity();
      }
      in.read(at, sum.clear());
    } catch (EOFException e) {
      throw new DamagedFileException(
          path, Damage.TRUNCATED, "it ends within block " + block.number(), e);
    }
    if (sum.getInt(0) != (int) crc.getValue()) {
      String detail = "the checksum of block %d (%d bytes at %d) does not match (it was altered)";
      throw new DamagedFileException(
          path, Damage.ALTERED, detail.formatted(block.number(), block.bytes(), block.position()));
    }
  }

  private static void swap(FlatVector values) {
    for (int i = 0; i < values.segmentCount(); i++) {
      ByteBuffer swapped = ByteBuffer.allocate(values.segment(i).capacity());
      LittleEndian.swap(values.segment(i), swapped);
      values.segment(i).put(swapped);
    }
  }

  private FlatVector spare(long floats) {
    if (spare.length() < floats) {
      spare = FlatVector.allocate(floats);
    }
    return spare.slice(0, floats);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
