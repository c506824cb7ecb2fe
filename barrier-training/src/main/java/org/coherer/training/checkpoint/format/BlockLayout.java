package org.coherer.training.checkpoint.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.coherer.training.file.Envelope;
import org.coherer.training.vector.Chunk;

/**
 * Where the blocks of a slice lie in its file: each range in blocks of one length, the last one
 * shorter, and behind each block its CRC-32C.
 *
 * @param headerBytes how many bytes precede the first block
 * @param headerCrc the CRC-32C of the header, to which those of the blocks are bound
 * @param blockFloats the floats of a block
 * @param ranges the ranges
 */
record BlockLayout(int headerBytes, int headerCrc, int blockFloats, List<VectorRange> ranges) {

  private static final int SEED_BYTES = 12;

  /** Returns the layout behind a header. */
  static BlockLayout behind(Envelope envelope, SliceHeader header) {
    return new BlockLayout(
        envelope.bytes(), envelope.crc(), header.blockBytes() / Float.BYTES, header.ranges());
  }

  /**
   * A block.
   *
   * @param number how many blocks of the file come before it
   * @param position where in the file it begins
   * @param floats which of the range's elements it holds, counted from the range's first
   */
  record Block(long number, long position, Chunk floats) {

    int bytes() {
      return (int) floats.length() * Float.BYTES;
    }
  }

  /** Returns how many blocks a range has. */
  long blocksOf(int range) {
    return (ranges.get(range).chunk().length() + blockFloats - 1) / blockFloats;
  }

  /** Returns the blocks in which some elements of a range lie, counted from its first. */
  List<Block> blocks(int range, Chunk wanted) {
    List<Block> blocks = new ArrayList<>();
    for (long at = wanted.offset() / blockFloats; at * blockFloats < wanted.end(); at++) {
      blocks.add(block(range, at));
    }
    return wanted.length() == 0 ? List.of() : blocks;
  }

  /** Returns a block of a range, counted from 0. */
  Block block(int range, long index) {
    long number = index;
    long floatsBefore = index * blockFloats;
    for (int i = 0; i < range; i++) {
      number += blocksOf(i);
      floatsBefore += ranges.get(i).chunk().length();
    }
    long left = ranges.get(range).chunk().length() - index * blockFloats;
    Chunk floats = new Chunk(index * blockFloats, Math.min(blockFloats, left));
    return new Block(number, positionBehind(number, floatsBefore), floats);
  }

  /** Returns the length of the file. */
  long fileBytes() {
    long blocks = 0;
    long floats = 0;
    for (int i = 0; i < ranges.size(); i++) {
      blocks += blocksOf(i);
      floats += ranges.get(i).chunk().length();
    }
    return positionBehind(blocks, floats);
  }

  private long positionBehind(long blocks, long floats) {
    return headerBytes + floats * Float.BYTES + blocks * Integer.BYTES;
  }

  /** Begins the checksum of a block, which differs between files and between places in a file. */
  CRC32C checksum(long number) {
    CRC32C crc = new CRC32C();
    ByteBuffer seed = ByteBuffer.allocate(SEED_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    crc.update(seed.putInt(headerCrc).putLong(number).flip());
    return crc;
  }
}
