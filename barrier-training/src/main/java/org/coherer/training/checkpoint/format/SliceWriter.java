package org.coherer.training.checkpoint.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.coherer.training.checkpoint.storage.DurableOutput;
import org.coherer.training.file.Envelope;
import org.coherer.training.vector.FlatVector;

/** Writes the file of a rank in one pass over its memory. */
public final class SliceWriter {

  private final DurableOutput out;
  private final ByteOrder order;

  /** Creates a writer to a new file, which stays that of whoever opened it. */
  public SliceWriter(DurableOutput out) {
    this(out, ByteOrder.nativeOrder());
  }

  /**
   * Creates a writer.
   *
   * @param order that of the floats in memory
   */
  SliceWriter(DurableOutput out, ByteOrder order) {
    this.out = out;
    this.order = order;
  }

  /**
   * Writes header and blocks; does not commit the file.
   *
   * @param values memory for each range of the header
   */
  public SliceSummary write(SliceHeader header, List<FlatVector> values) throws IOException {
    Envelope envelope = header.toEnvelope();
    BlockLayout layout = BlockLayout.behind(envelope, header);
    out.write(envelope.toBuffer(CheckpointHeader.SLICE));
    for (int range = 0; range < values.size(); range++) {
      for (long index = 0; index < layout.blocksOf(range); index++) {
        BlockLayout.Block block = layout.block(range, index);
        write(block.floats().of(values.get(range)), layout.checksum(block.number()));
      }
    }
    return new SliceSummary(header.rank(), layout.fileBytes(), envelope.crc(), header.ranges());
  }

  private void write(FlatVector block, CRC32C crc) throws IOException {
    List<ByteBuffer> parts = new ArrayList<>();
    for (int i = 0; i < block.segmentCount(); i++) {
      ByteBuffer part = inFileOrder(block.segment(i));
      crc.update(part.duplicate());
      parts.add(part);
    }
    ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    parts.add(sum.putInt((int) crc.getValue()).flip());
    out.write(parts.toArray(ByteBuffer[]::new));
  }

  private ByteBuffer inFileOrder(ByteBuffer memory) {
    if (!LittleEndian.differs(order)) {
      return memory;
    }
    ByteBuffer swapped = ByteBuffer.allocate(memory.remaining());
    LittleEndian.swap(memory, swapped);
    return swapped;
  }
}
