package org.coherer.training.network.memory;

/** Adds the elements of one memory to another. */
public final class Addition {

  private final float[] sums = new float[Blocks.SIZE];
  private final float[] terms = new float[Blocks.SIZE];

  /** Adds the first elements of one memory to those of another. */
  public void add(Memory to, Memory from, int count) {
    for (int done = 0; done < count; done += Blocks.SIZE) {
      int n = Math.min(Blocks.SIZE, count - done);
      to.get(done, sums, n);
      from.get(done, terms, n);
      for (int i = 0; i < n; i++) {
        sums[i] += terms[i];
      }
      to.put(done, sums, n);
    }
  }
}
