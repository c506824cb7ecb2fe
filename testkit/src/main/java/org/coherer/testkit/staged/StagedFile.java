package org.coherer.testkit.staged;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * The file of a staged network: a magic number, the text, the parameters; then 0, or 1 with the
 * optimizer's steps, epochs and state. Big endian.
 */
final class StagedFile {

  private static final int MAGIC = 0x5374_6731;

  private StagedFile() {}

  static void write(NetworkFile file, OutputStream to) throws IOException {
    long expected = StagedNetwork.of(file.network()).parameterCount();
    if (file.parameters().length() != expected) {
      throw new IllegalArgumentException(
          "Cannot write a network with "
              + file.parameters().length()
              + " parameters (its description has "
              + expected
              + ")");
    }
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
    out.writeInt(MAGIC);
    out.writeUTF(file.network().text());
    write(file.parameters(), out);
    OptimizerState state = file.optimizerState();
    out.writeBoolean(state != null);
    if (state != null) {
      out.writeLong(state.steps());
      out.writeInt(state.epochs());
      write(state.values().unpack(), out);
    }
    out.flush();
  }

  private static void write(FlatVector vector, DataOutputStream out) throws IOException {
    for (long i = 0; i < vector.length(); i++) {
      out.writeFloat(vector.get(i));
    }
  }

  static NetworkFile read(InputStream from, long maxBytes) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from));
    try {
      if (in.readInt() != MAGIC) {
        throw new IOException("Cannot read the network: it is no file of the staged engine");
      }
      String text = in.readUTF();
      StagedNetwork network = parse(text);
      NetworkSpec spec = new NetworkSpec(StagedNetwork.ENGINE, text);
      FlatVector parameters = read(in, network.parameterCount(), maxBytes);
      if (!in.readBoolean()) {
        return new NetworkFile(spec, parameters);
      }
      long steps = in.readLong();
      int epochs = in.readInt();
      long length = network.optimizerLayout().stateLength();
      PackedVector state = new PackedVector(read(in, length, maxBytes));
      return new NetworkFile(spec, parameters, new OptimizerState(state, steps, epochs));
    } catch (EOFException e) {
      throw new IOException("Cannot read the network: its file ends too early", e);
    }
  }

  private static StagedNetwork parse(String text) throws IOException {
    try {
      return StagedNetwork.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static FlatVector read(DataInputStream in, long length, long maxBytes)
      throws IOException {
    if (length > maxBytes / Float.BYTES) {
      throw new IOException(
          "Cannot read the network: it has "
              + length
              + " numbers in one part (at most "
              + maxBytes
              + " bytes are allowed)");
    }
    FlatVector vector = FlatVector.allocate(length);
    for (long i = 0; i < length; i++) {
      vector.set(i, in.readFloat());
    }
    return vector;
  }
}
