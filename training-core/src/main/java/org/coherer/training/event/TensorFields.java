package org.coherer.training.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.event.TensorStatistics.Kind;
import org.coherer.training.event.TensorStatistics.Moments;

/** How what is known of layers is written and read. */
final class TensorFields {

  private static final int MOST_TENSORS = Kind.values().length * TensorsMeasured.MOST_LAYERS;

  private TensorFields() {}

  static void write(TensorsMeasured event, DataOutput out) throws IOException {
    out.writeInt(event.epoch());
    out.writeLong(event.step());
    out.writeInt(event.layers());
    out.writeInt(event.tensors().size());
    for (TensorStatistics tensor : event.tensors()) {
      write(tensor, out);
    }
  }

  static TensorsMeasured read(DataInput in) throws IOException {
    int epoch = in.readInt();
    long step = in.readLong();
    int layers = in.readInt();
    int count = checked(in.readInt(), MOST_TENSORS, "tensors");
    List<TensorStatistics> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tensors.add(readTensor(in));
    }
    return new TensorsMeasured(epoch, step, tensors, layers);
  }

  private static void write(TensorStatistics tensor, DataOutput out) throws IOException {
    out.writeUTF(tensor.layer());
    out.writeUTF(tensor.kind().label());
    out.writeLong(tensor.values());
    out.writeLong(tensor.notFinite());
    out.writeDouble(tensor.moments().min());
    out.writeDouble(tensor.moments().max());
    out.writeDouble(tensor.moments().mean());
    out.writeDouble(tensor.moments().deviation());
    out.writeInt(tensor.counts().size());
    for (long inBin : tensor.counts()) {
      out.writeLong(inBin);
    }
  }

  private static TensorStatistics readTensor(DataInput in) throws IOException {
    String layer = in.readUTF();
    Kind kind = kind(in.readUTF());
    long values = in.readLong();
    long notFinite = in.readLong();
    Moments moments =
        new Moments(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
    int bins = checked(in.readInt(), TensorStatistics.MOST_BINS, "bins");
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < bins; i++) {
      counts.add(in.readLong());
    }
    return new TensorStatistics(layer, kind, values, notFinite, moments, counts);
  }

  private static Kind kind(String label) throws IOException {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IOException("Unknown kind of tensor '" + label + "' (must be weights or gradients)");
  }

  private static int checked(int count, int most, String what) throws IOException {
    if (count < 0 || count > most) {
      throw new IOException(
          "Invalid number of " + what + " " + count + " (must be in [0, " + most + "])");
    }
    return count;
  }
}
