package org.coherer.training.embedding.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.coherer.training.embedding.RowStep;

/**
 * Brings gradients. In native order: the table's number and the number of ids, 4 bytes each; the
 * divisor and the rate's factor, floats; the step, 8 bytes; the ids, 8 each, none twice; the
 * gradients, 4 bytes for each float of each row, in the order of the ids. There is no answer but
 * that the push is done.
 *
 * @param table the number of the table, which client and server have agreed on
 * @param step what the push depends on beside its gradients
 * @param ids the ids, a view of the body
 * @param gradients the gradients, a view of the body
 */
public record PushMessage(int table, RowStep step, ByteBuffer ids, ByteBuffer gradients) {

  /** The bytes before the ids. */
  static final int HEADER_BYTES = 2 * Integer.BYTES + 2 * Float.BYTES + Long.BYTES;

  /**
   * Reads the remaining bytes of a body; its position does not move. Whether there are as many
   * gradients as the table has, the table checks.
   *
   * @throws IllegalArgumentException if they are no such message
   */
  public static PushMessage read(ByteBuffer body) {
    ByteBuffer in = body.slice().order(ByteOrder.nativeOrder());
    if (in.remaining() < HEADER_BYTES) {
      throw new IllegalArgumentException(
          "Invalid push of " + in.remaining() + " bytes (must have at least " + HEADER_BYTES + ")");
    }
    int table = in.getInt();
    int count = in.getInt();
    RowStep step = new RowStep(in.getFloat(), in.getFloat(), in.getLong());
    if (count < 0 || in.remaining() < (long) count * Long.BYTES) {
      throw new IllegalArgumentException(
          "Invalid push of " + count + " ids in " + in.remaining() + " bytes (must be 8 each)");
    }
    ByteBuffer ids = in.slice(in.position(), count * Long.BYTES).order(ByteOrder.nativeOrder());
    in.position(in.position() + ids.remaining());
    return new PushMessage(table, step, ids, in.slice().order(ByteOrder.nativeOrder()));
  }

  static void writeHeader(ByteBuffer into, int table, int count, RowStep step) {
    into.clear().putInt(table).putInt(count);
    into.putFloat(step.divisor()).putFloat(step.rateFactor()).putLong(step.step()).flip();
  }
}
