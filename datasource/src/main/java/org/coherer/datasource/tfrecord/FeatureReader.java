package org.coherer.datasource.tfrecord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one message {@code Feature}. */
final class FeatureReader {
  private static final int BYTES_LIST = 1;
  private static final int FLOAT_LIST = 2;
  private static final int INT64_LIST = 3;
  private static final int VALUE = 1;

  private Feature.Kind kind = Feature.Kind.NONE;
  private final List<byte[]> bytes = new ArrayList<>();
  private float[] floats = Feature.MISSING.floats();
  private long[] longs = Feature.MISSING.longs();
  private int count;

  private FeatureReader() {}

  /**
   * Returns the feature. Lists of one kind are joined, the last kind wins, as protocol buffers have
   * it for a {@code oneof}.
   */
  static Feature read(WireReader in) throws RecordException {
    FeatureReader reader = new FeatureReader();
    while (in.hasMore()) {
      switch (in.nextField()) {
        case BYTES_LIST -> reader.addBytes(in.message());
        case FLOAT_LIST -> reader.addFloats(in.message());
        case INT64_LIST -> reader.addLongs(in.message());
        default -> in.skip();
      }
    }
    return reader.feature();
  }

  private Feature feature() {
    return switch (kind) {
      case NONE -> Feature.MISSING;
      case BYTES -> Feature.ofBytes(bytes.toArray(byte[][]::new));
      case FLOATS ->
          Feature.ofFloats(floats.length == count ? floats : Arrays.copyOf(floats, count));
      case LONGS -> Feature.ofLongs(longs.length == count ? longs : Arrays.copyOf(longs, count));
    };
  }

  private void begin(Feature.Kind next) {
    if (kind != next) {
      kind = next;
      count = 0;
      bytes.clear();
    }
  }

  private void addBytes(WireReader in) throws RecordException {
    begin(Feature.Kind.BYTES);
    while (in.hasMore()) {
      if (in.nextField() == VALUE) {
        bytes.add(in.bytes());
      } else {
        in.skip();
      }
    }
  }

  private void addFloats(WireReader in) throws RecordException {
    begin(Feature.Kind.FLOATS);
    while (in.hasMore()) {
      if (in.nextField() != VALUE) {
        in.skip();
      } else if (in.type() == WireReader.BYTES) {
        addPackedFloats(in.message());
      } else {
        in.require(WireReader.FIXED32);
        reserveFloats(1);
        floats[count++] = in.fixed32();
      }
    }
  }

  private void addPackedFloats(WireReader packed) throws RecordException {
    int values = packed.remaining() / Float.BYTES;
    reserveFloats(values);
    packed.fixed32s(floats, count, values);
    count += values;
    if (packed.hasMore()) {
      packed.fixed32(); // fails, since the last value lacks bytes
    }
  }

  private void addLongs(WireReader in) throws RecordException {
    begin(Feature.Kind.LONGS);
    while (in.hasMore()) {
      if (in.nextField() != VALUE) {
        in.skip();
      } else if (in.type() == WireReader.BYTES) {
        for (WireReader packed = in.message(); packed.hasMore(); ) {
          add(packed.varint());
        }
      } else {
        in.require(WireReader.VARINT);
        add(in.varint());
      }
    }
  }

  private void add(long value) {
    if (count == longs.length) {
      longs = Arrays.copyOf(longs, grown(count, 1));
    }
    longs[count++] = value;
  }

  private void reserveFloats(int more) {
    if (count + more > floats.length) {
      floats = Arrays.copyOf(floats, grown(count, more));
    }
  }

  /** Returns a length that makes the time of many small parts linear, and one part fit exactly. */
  private static int grown(int count, int more) {
    return Math.max(count + more, count + (count >> 1));
  }
}
