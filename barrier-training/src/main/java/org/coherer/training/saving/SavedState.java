package org.coherer.training.saving;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.checkpoint.CheckpointStore;
import org.coherer.training.loop.LoopState;
import org.coherer.training.loop.LoopStateCodec;

/**
 * Where a run stands at a checkpoint: the state of its loop, and the embedding tables that belong
 * to it. As bytes, it is that of {@link LoopStateCodec} where there are no tables; else a byte 3,
 * the path of the last snapshot, that of the best epoch (empty if there is none), both as Java's
 * modified UTF-8 behind a 16-bit length, and then the loop's state.
 *
 * @param loop that of the loop
 * @param tables those of tables; empty if the run has none
 */
public record SavedState(LoopState loop, Optional<SavedTables> tables) {

  /** The next one after those of a loop's state without tables. */
  private static final byte WITH_TABLES = 3;

  /** Returns whether a run stands at the end of the best epoch so far. */
  static boolean isOfBest(LoopState state) {
    return state.tally().steps() == 0 && state.best().epoch() == state.completed().size();
  }

  /** Returns the bytes. */
  byte[] encode() {
    byte[] ofLoop = LoopStateCodec.encode(loop);
    if (tables.isEmpty()) {
      return ofLoop;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(WITH_TABLES);
      out.writeUTF(tables.get().last());
      out.writeUTF(tables.get().best().orElse(""));
      out.write(ofLoop);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // A path of more than 65535 bytes.
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the state that the bytes hold.
   *
   * @throws IOException if they hold none. The message says why
   */
  static SavedState decode(byte[] bytes) throws IOException {
    if (bytes.length == 0 || bytes[0] != WITH_TABLES) {
      return new SavedState(LoopStateCodec.decode(bytes), Optional.empty());
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1))) {
      String last = in.readUTF();
      String best = in.readUTF();
      SavedTables tables =
          new SavedTables(last, best.isEmpty() ? Optional.empty() : Optional.of(best));
      return new SavedState(LoopStateCodec.decode(in.readAllBytes()), Optional.of(tables));
    } catch (EOFException e) {
      throw new IOException("Invalid state of a run: cut off after " + bytes.length + " bytes", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("Invalid state of a run: " + e.getMessage(), e);
    }
  }

  /**
   * Returns what checks the states of checkpoints, and the tables that they refer to.
   *
   * @param location where the checkpoints are
   * @param verification how much of the tables is read
   */
  public static CheckpointStore.StateCheck check(
      CheckpointLocation location, CheckpointStore.Verification verification) {
    return bytes -> {
      Optional<SavedTables> tables = decode(bytes).tables();
      if (tables.isPresent()) {
        tables.get().check(location, verification);
      }
    };
  }
}
