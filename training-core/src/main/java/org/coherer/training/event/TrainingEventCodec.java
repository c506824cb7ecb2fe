package org.coherer.training.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes events and reads them: a byte for the kind, then the fields, as {@code docs/protocol.md}
 * lists them. Nothing is deserialized blindly.
 */
public final class TrainingEventCodec {

  private TrainingEventCodec() {}

  /** Writes an event. */
  public static void write(TrainingEvent event, DataOutput out) throws IOException {
    EventFormat format = EventFormat.of(event);
    out.writeByte(format.tag());
    format.write(event, out);
  }

  /**
   * Reads an event.
   *
   * @throws IOException if the input holds none
   */
  public static TrainingEvent read(DataInput in) throws IOException {
    byte tag = in.readByte();
    for (EventFormat format : EventFormat.values()) {
      if (format.tag() == tag) {
        return format.read(in);
      }
    }
    throw new IOException("Unknown event " + tag + " (must be one of the kinds of TrainingEvent)");
  }
}
