package org.coherer.training.embedding.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.coherer.training.embedding.RowOrder;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;

/**
 * The ids and rows of a slice where they lie. Ids are in the order of the upper halves of their
 * hashes, which are spread evenly: so the one of an id, unless it is not there, is near the place
 * that its hash says. A directory of the places where hashes with the same first bits begin, of 32
 * to 64 ids each, narrows this down to a line or two of memory.
 */
final class StoredSlice implements AutoCloseable {

  /** Returned for: no such id. */
  static final int ABSENT = -1;

  /** Ids that share an entry of the directory: 2^5 to 2^6. */
  private static final int SHARED_BITS = 5;

  private final RowOrder order;
  private final int width;
  private final int bits;
  private final int[] first;
  private final MappedFile ids;
  private final MappedFile rows;

  /**
   * Checks the files of a slice, every byte, and maps them.
   *
   * @param folder where they are
   */
  StoredSlice(Path folder, SliceHeader header, RowOrder order, int segmentBytes)
      throws IOException {
    this.order = order;
    width = header.layout().width();
    int count = (int) header.rows();
    bits = Math.max(0, 31 - Integer.numberOfLeadingZeros(count | 1) - SHARED_BITS);
    first = readDirectory(TableFiles.local(folder), header);
    ids = map(folder, header, SlicePart.IDS, segmentBytes);
    try {
      rows = map(folder, header, SlicePart.ROWS, segmentBytes);
    } catch (IOException | RuntimeException | Error e) {
      ids.close();
      throw e;
    }
  }

  private static MappedFile map(Path folder, SliceHeader header, SlicePart part, int segmentBytes)
      throws IOException {
    Path file = folder.resolve(header.place().file(part));
    return new MappedFile(file, header.rows(), header.layout().rowBytes(part), segmentBytes);
  }

  private int[] readDirectory(TableFiles files, SliceHeader header) throws IOException {
    int row = 0;
    int prefixes = 0;
    long last = 0;
    try (SliceReader reader = new SliceReader(files, header, false)) {
      int[] places = new int[(1 << bits) + 1]; // The files are as long as the header says.
      for (SliceBlock block = reader.next(); block != null; block = reader.next()) {
        for (int i = 0; i < block.rows(); i++, row++) {
          long hash = order.hash(block.id(i));
          if (hash >>> 32 < last) {
            throw new DamagedFileException(
                files.path(header.place().file(SlicePart.IDS)),
                Damage.ALTERED,
                "id " + row + " is not in the order of hashes");
          }
          last = hash >>> 32;
          for (; prefixes <= prefix(hash); prefixes++) {
            places[prefixes] = row;
          }
        }
      }
      Arrays.fill(places, prefixes, places.length, row);
      return places;
    }
  }

  private int prefix(long hash) {
    return (int) (hash >>> 1 >>> (63 - bits));
  }

  /** Returns where an id with this hash probably is, if there are any with the same first bits. */
  int guess(long hash) {
    int prefix = prefix(hash);
    long rest = (hash << bits) >>> 32;
    return first[prefix] + (int) ((rest * (first[prefix + 1] - first[prefix])) >>> 32);
  }

  /** Reads the id at a guessed place, to have it in the cache. */
  long touchId(int guess) {
    return guess < first[first.length - 1] ? ids.getLong(guess) : 0;
  }

  /** Returns the row of an id, or {@link #ABSENT}. */
  int find(long id, long hash, int guess) {
    int prefix = prefix(hash);
    int end = first[prefix + 1];
    long key = hash >>> 32;
    for (int at = lowerBound(key, first[prefix], end, guess); at < end; at++) {
      long found = ids.getLong(at);
      if (found == id) {
        return at;
      }
      if (order.hash(found) >>> 32 != key) {
        return ABSENT;
      }
    }
    return ABSENT;
  }

  /** Returns the first place whose key is not below this one: from a guess by doubled steps. */
  private int lowerBound(long key, int from, int to, int guess) {
    if (from == to) {
      return to;
    }
    int step = 1;
    if (isBelow(guess, key)) {
      int low = guess + 1;
      for (; low + step <= to && isBelow(low + step - 1, key); step *= 2) {
        low += step;
      }
      return bisect(key, low, Math.min(to, low + step - 1));
    }
    int high = guess;
    for (; high - step >= from && !isBelow(high - step, key); step *= 2) {
      high -= step;
    }
    return bisect(key, Math.max(from, high - step + 1), high);
  }

  private int bisect(long key, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBelow(middle, key)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean isBelow(int at, long key) {
    return order.hash(ids.getLong(at)) >>> 32 < key;
  }

  /** Reads both ends of a row, to have them in the cache. */
  int touchRow(int row) {
    return rows.touch(row, width);
  }

  /** Copies a row. */
  void copyRow(int row, float[] into, int to) {
    rows.getFloats(row, width, into, to);
  }

  @Override
  public void close() {
    ids.close();
    rows.close();
  }
}
