package org.coherer.benchmarks.kernel;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.coherer.training.vector.FlatVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The kernels of a reduction and a plain copy of as many bytes. Run by JMH, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlatVectorKernels {

  /** The bytes of one vector. */
  @Param({"8192"})
  public int bytes;

  private FlatVector sum;
  private FlatVector term;
  private ByteBuffer target;
  private ByteBuffer source;

  /** For JMH. */
  public FlatVectorKernels() {}

  /** Fills two vectors; the term is zero, so that the sum never grows out of a float. */
  @Setup
  public void allocate() {
    sum = FlatVector.allocate(bytes / Float.BYTES);
    term = FlatVector.allocate(bytes / Float.BYTES);
    sum.fill(1f);
    target = ByteBuffer.allocateDirect(bytes);
    source = ByteBuffer.allocateDirect(bytes);
  }

  /** {@link FlatVector#add}. */
  @Benchmark
  public void add() {
    sum.add(term);
  }

  /** {@link FlatVector#copyFrom}. */
  @Benchmark
  public void copyFrom() {
    sum.copyFrom(term);
  }

  /** The limit: one copy from a direct buffer to another. */
  @Benchmark
  public ByteBuffer memcpy() {
    return target.put(0, source, 0, bytes);
  }
}
