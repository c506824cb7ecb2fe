package org.coherer.training.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.checkpoint.format.SliceReader;
import org.coherer.training.checkpoint.format.SliceSummary;
import org.coherer.training.checkpoint.format.VectorRange;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Reads some of what one slice holds, and checks it on the way.
 *
 * @param files the folder
 * @param manifest the checkpoint
 * @param slice the slice
 * @param pieces what of it
 */
record SliceRead(CheckpointFiles files, Manifest manifest, SliceSummary slice, List<Piece> pieces)
    implements Callable<Void> {

  /** What one read takes, about, so that several threads have something to do: 64 MiB. */
  private static final long FLOATS = 1 << 24;

  /**
   * Elements of a range.
   *
   * @param range the number of the range among those of the slice
   * @param wanted which elements, counted from the range's first
   * @param into memory for them; {@code null} to check them alone
   */
  record Piece(int range, Chunk wanted, FlatVector into) {}

  /** Returns the reads that restore memory from a checkpoint. */
  static List<SliceRead> restoring(
      CheckpointFiles files, Manifest manifest, List<RangeValues> targets) {
    List<SliceRead> reads = new ArrayList<>();
    for (SliceSummary slice : manifest.slices()) {
      List<Piece> pieces = new ArrayList<>();
      for (int range = 0; range < slice.ranges().size(); range++) {
        for (RangeValues target : targets) {
          addOverlap(range, slice.ranges().get(range), target, pieces);
        }
      }
      addReads(files, manifest, slice, pieces, reads);
    }
    return reads;
  }

  /** Returns the reads that check a whole checkpoint. */
  static List<SliceRead> checking(CheckpointFiles files, Manifest manifest) {
    List<SliceRead> reads = new ArrayList<>();
    for (SliceSummary slice : manifest.slices()) {
      List<Piece> pieces = new ArrayList<>();
      for (int range = 0; range < slice.ranges().size(); range++) {
        Chunk all = new Chunk(0, slice.ranges().get(range).chunk().length());
        addPieces(range, all, null, pieces);
      }
      if (pieces.isEmpty()) {
        pieces.add(new Piece(0, new Chunk(0, 0), null)); // Its header is checked all the same.
      }
      addReads(files, manifest, slice, pieces, reads);
    }
    return reads;
  }

  private static void addOverlap(
      int range, VectorRange held, RangeValues target, List<Piece> pieces) {
    if (!held.vector().equals(target.range().vector())) {
      return;
    }
    Chunk common = held.chunk().within(target.range().chunk());
    if (common.length() > 0) {
      Chunk wanted = new Chunk(common.offset() - held.chunk().offset(), common.length());
      long at = common.offset() - target.range().chunk().offset();
      addPieces(range, wanted, target.values().slice(at, common.length()), pieces);
    }
  }

  /** Cuts what is long where blocks are likely to end. */
  private static void addPieces(int range, Chunk wanted, FlatVector into, List<Piece> pieces) {
    for (long at = wanted.offset(); at < wanted.end(); ) {
      long end = Math.min(wanted.end(), (at / FLOATS + 1) * FLOATS);
      Chunk part = new Chunk(at, end - at);
      FlatVector memory = into == null ? null : into.slice(at - wanted.offset(), part.length());
      pieces.add(new Piece(range, part, memory));
      at = end;
    }
  }

  private static void addReads(
      CheckpointFiles files,
      Manifest manifest,
      SliceSummary slice,
      List<Piece> pieces,
      List<SliceRead> reads) {
    List<Piece> some = new ArrayList<>();
    long floats = 0;
    for (Piece piece : pieces) {
      if (floats > 0 && floats + piece.wanted().length() > FLOATS) {
        reads.add(new SliceRead(files, manifest, slice, List.copyOf(some)));
        some.clear();
        floats = 0;
      }
      some.add(piece);
      floats += piece.wanted().length();
    }
    if (!some.isEmpty()) {
      reads.add(new SliceRead(files, manifest, slice, some));
    }
  }

  @Override
  public Void call() throws IOException {
    try (SliceReader reader = SliceReader.open(files, manifest, slice)) {
      for (Piece piece : pieces) {
        if (piece.into() == null) {
          reader.check(piece.range(), piece.wanted());
        } else {
          reader.read(piece.range(), piece.wanted(), piece.into());
        }
      }
    }
    return null;
  }
}
