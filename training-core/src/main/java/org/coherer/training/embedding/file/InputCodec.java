package org.coherer.training.embedding.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.Combiner;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.RowAdmission;
import org.coherer.training.embedding.RowInitializer;
import org.coherer.training.embedding.RowLifetime;
import org.coherer.training.embedding.RowOptimizer;
import org.coherer.training.embedding.Unstored;
import org.coherer.training.embedding.WhenFull;

/** Columns of ids and their tables as bytes, the same for all versions of Java. */
public final class InputCodec {

  private InputCodec() {}

  /** Returns inputs as bytes. */
  public static byte[] encode(List<EmbeddingInput> inputs) {
    return Envelope.bytes(out -> write(out, inputs));
  }

  /**
   * Returns the inputs that the bytes hold.
   *
   * @throws IOException if they hold none, or invalid ones
   */
  public static List<EmbeddingInput> decode(byte[] bytes) throws IOException {
    try {
      return Envelope.parse(bytes, InputCodec::read);
    } catch (IllegalArgumentException e) {
      throw new IOException("Invalid embedding inputs: " + e.getMessage(), e);
    }
  }

  static void write(DataOutputStream out, List<EmbeddingInput> inputs) throws IOException {
    out.writeInt(inputs.size());
    for (EmbeddingInput input : inputs) {
      out.writeUTF(input.column());
      out.writeInt(input.mostIds());
      writeSpec(out, input.table());
    }
  }

  static List<EmbeddingInput> read(DataInputStream in) throws IOException {
    List<EmbeddingInput> inputs = new ArrayList<>();
    for (int left = Envelope.count(in); left > 0; left--) {
      inputs.add(new EmbeddingInput(in.readUTF(), in.readInt(), readSpec(in)));
    }
    return List.copyOf(inputs);
  }

  private static void writeSpec(DataOutputStream out, EmbeddingSpec spec) throws IOException {
    out.writeUTF(spec.name());
    out.writeInt(spec.width());
    out.writeUTF(spec.combiner().name());
    writeInitializer(out, spec.initializer());
    writeOptimizer(out, spec.optimizer());
    RowLifetime lifetime = spec.lifetime();
    out.writeLong(lifetime.maxRows());
    out.writeInt(lifetime.admission().pushes());
    out.writeInt(lifetime.admission().window());
    out.writeUTF(lifetime.admission().unstored().name());
    out.writeInt(lifetime.maxAge());
    out.writeUTF(lifetime.whenFull().name());
    out.writeLong(spec.seed());
  }

  private static EmbeddingSpec readSpec(DataInputStream in) throws IOException {
    return new EmbeddingSpec(
        in.readUTF(),
        in.readInt(),
        Combiner.valueOf(in.readUTF()),
        readInitializer(in),
        readOptimizer(in),
        new RowLifetime(
            in.readLong(),
            new RowAdmission(in.readInt(), in.readInt(), Unstored.valueOf(in.readUTF())),
            in.readInt(),
            WhenFull.valueOf(in.readUTF())),
        in.readLong());
  }

  private static void writeInitializer(DataOutputStream out, RowInitializer initializer)
      throws IOException {
    if (initializer instanceof RowInitializer.Constant constant) {
      writeKind(out, "constant", constant.value());
    } else if (initializer instanceof RowInitializer.Uniform uniform) {
      writeKind(out, "uniform", uniform.low(), uniform.high());
    } else {
      RowInitializer.Normal normal = (RowInitializer.Normal) initializer;
      writeKind(out, "normal", normal.mean(), normal.deviation());
    }
  }

  private static RowInitializer readInitializer(DataInputStream in) throws IOException {
    String kind = in.readUTF();
    return switch (kind) {
      case "constant" -> new RowInitializer.Constant(in.readFloat());
      case "uniform" -> new RowInitializer.Uniform(in.readFloat(), in.readFloat());
      case "normal" -> new RowInitializer.Normal(in.readFloat(), in.readFloat());
      default -> throw new IOException("Unknown initializer '" + kind + "'");
    };
  }

  private static void writeOptimizer(DataOutputStream out, RowOptimizer optimizer)
      throws IOException {
    if (optimizer instanceof RowOptimizer.Sgd sgd) {
      writeKind(out, "sgd", sgd.rate());
    } else if (optimizer instanceof RowOptimizer.AdaGrad grad) {
      writeKind(out, "adaGrad", grad.rate(), grad.epsilon());
    } else if (optimizer instanceof RowOptimizer.RowWiseAdaGrad grad) {
      writeKind(out, "rowWiseAdaGrad", grad.rate(), grad.epsilon());
    } else {
      RowOptimizer.LazyAdam adam = (RowOptimizer.LazyAdam) optimizer;
      writeKind(out, "lazyAdam", adam.rate(), adam.beta1(), adam.beta2(), adam.epsilon());
    }
  }

  private static RowOptimizer readOptimizer(DataInputStream in) throws IOException {
    String kind = in.readUTF();
    return switch (kind) {
      case "sgd" -> new RowOptimizer.Sgd(in.readFloat());
      case "adaGrad" -> new RowOptimizer.AdaGrad(in.readFloat(), in.readFloat());
      case "rowWiseAdaGrad" -> new RowOptimizer.RowWiseAdaGrad(in.readFloat(), in.readFloat());
      case "lazyAdam" ->
          new RowOptimizer.LazyAdam(in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat());
      default -> throw new IOException("Unknown optimizer of rows '" + kind + "'");
    };
  }

  private static void writeKind(DataOutputStream out, String kind, float... numbers)
      throws IOException {
    out.writeUTF(kind);
    for (float number : numbers) {
      out.writeFloat(number);
    }
  }
}
