package org.coherer.training.engine;

/**
 * What a network takes and gives.
 *
 * @param inputLength floats per row of its input; an image counts height x width x channels,
 *     channels first
 * @param outputLength floats per row of its output
 * @param parameterCount its parameters
 * @param outputIsDistribution whether the output is a probability distribution over {@code
 *     outputLength} classes (softmax)
 * @param shardingObstacle what keeps a replica from updating a part of the parameters alone, see
 *     {@link Replica#shardOptimizer}; {@code null} if nothing does
 */
public record NetworkDescription(
    int inputLength,
    int outputLength,
    long parameterCount,
    boolean outputIsDistribution,
    String shardingObstacle) {

  /** Creates the description of a network whose optimizer can be sharded. */
  public NetworkDescription(
      int inputLength, int outputLength, long parameterCount, boolean outputIsDistribution) {
    this(inputLength, outputLength, parameterCount, outputIsDistribution, null);
  }

  /**
   * Checks that the optimizer can be sharded.
   *
   * @throws IllegalArgumentException if not. The message says which layer is in the way, and why
   */
  public void checkShardable() {
    if (shardingObstacle != null) {
      throw new IllegalArgumentException(
          "Cannot shard the optimizer's state: "
              + shardingObstacle
              + " (change that, or set shardOptimizerState to false)");
    }
  }
}
