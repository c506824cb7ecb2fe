package org.coherer.training.embedding.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.coherer.training.file.Envelope;

/**
 * What the files of a slice hold. It is written when they are complete.
 *
 * @param place which slice
 * @param layout what there is of each row
 * @param rows how many there are
 * @param nonce a random number, so that no two headers are the same
 * @param sums for each file the CRC-32C of each of its blocks
 */
record SliceHeader(
    SlicePlace place,
    SliceLayout layout,
    long rows,
    long nonce,
    Map<SlicePart, List<Integer>> sums) {

  /** Checks the numbers. */
  SliceHeader {
    if (rows < 0 || rows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Invalid slice of " + rows + " rows");
    }
    for (SlicePart part : layout.parts()) {
      if (sums.get(part).size() != layout.blocks(rows)) {
        throw new IllegalArgumentException(
            "Invalid slice of %d rows with %d blocks".formatted(rows, sums.get(part).size()));
      }
    }
  }

  /** Returns the length of a file. */
  long bytes(SlicePart part) {
    return rows * layout.rowBytes(part);
  }

  /** Returns how many rows a block has. */
  int rowsOf(int block) {
    return (int) Math.min(layout.blockRows(), rows - (long) block * layout.blockRows());
  }

  /** Writes it as a file. */
  SliceSummary write(TableFiles files) throws IOException {
    Envelope envelope = HeaderFile.write(HeaderFile.SLICE, files, place.header(), this::write);
    return new SliceSummary(place.table(), place.server(), rows, envelope.crc());
  }

  private void write(DataOutputStream out) throws IOException {
    out.writeInt(place.table());
    out.writeInt(place.server());
    out.writeInt(place.servers());
    layout.write(out);
    out.writeLong(rows);
    out.writeLong(nonce);
    for (SlicePart part : layout.parts()) {
      out.writeInt(sums.get(part).size());
      for (int sum : sums.get(part)) {
        out.writeInt(sum);
      }
    }
  }

  /**
   * Reads the header of a slice that a manifest lists.
   *
   * @throws DamagedFileException if it is none, or another one
   */
  static SliceHeader read(TableFiles files, TableManifest manifest, SliceSummary slice)
      throws IOException {
    SlicePlace place = new SlicePlace(slice.table(), slice.server(), manifest.servers());
    String path = files.path(place.header());
    Envelope envelope = HeaderFile.read(HeaderFile.SLICE, files, place.header());
    SliceHeader found = HeaderFile.parse(envelope, path, SliceHeader::read);
    SliceLayout expected =
        SliceLayout.of(manifest.inputs().get(slice.table()).table(), manifest.withState());
    if (envelope.crc() != slice.headerCrc()
        || !found.place.equals(place)
        || found.rows != slice.rows()
        || !found.layout.equals(expected.withBlocksOf(found.layout.blockRows()))) {
      throw new DamagedFileException(
          path, Damage.FOREIGN, "it is not the file that the manifest lists");
    }
    return found;
  }

  private static SliceHeader read(DataInputStream in) throws IOException {
    SlicePlace place = new SlicePlace(in.readInt(), in.readInt(), in.readInt());
    SliceLayout layout = SliceLayout.read(in);
    long rows = in.readLong();
    long nonce = in.readLong();
    Map<SlicePart, List<Integer>> sums = new EnumMap<>(SlicePart.class);
    for (SlicePart part : layout.parts()) {
      List<Integer> all = new ArrayList<>();
      for (int left = HeaderFields.count(in); left > 0; left--) {
        all.add(in.readInt());
      }
      sums.put(part, all);
    }
    return new SliceHeader(place, layout, rows, nonce, sums);
  }
}
