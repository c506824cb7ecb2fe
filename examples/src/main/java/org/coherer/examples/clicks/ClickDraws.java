package org.coherer.examples.clicks;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.Mixing;
import org.coherer.training.embedding.RowInitializer;

/**
 * Draws the rows of a log, in any order. Hidden weights and vectors are functions of the id, as
 * initial rows of embedding tables are, so that none is stored; only the cumulative probabilities
 * of ids are.
 *
 * <p>Used by one thread.
 */
final class ClickDraws {

  private static final int OF_ROWS = 1;
  private static final int OF_DENSE = 2;
  private static final int OF_RATES = 3;
  private static final int OF_WEIGHTS = 4;
  private static final int OF_VECTORS = 5;
  private static final long ANY = 0;
  private static final double UNIT = 0x1p-53;

  private final ClickLog log;
  private final List<Zipf> numbers = new ArrayList<>();
  private final float[] rates;
  private final float[] first;
  private final float[] second;

  ClickDraws(ClickLog log) {
    this.log = log;
    log.fields().forEach(field -> numbers.add(new Zipf(field.count(), field.exponent())));
    rates = new float[log.dense()];
    normal(log.denseDeviation(), OF_RATES, ANY, rates, rates.length);
    int widest = log.interactions().stream().mapToInt(Interaction::width).max().orElse(1);
    first = new float[widest];
    second = new float[widest];
  }

  /** Returns the row of a number. */
  Click row(long row) {
    long state = Mixing.splitMix(row + Mixing.splitMix(stream(OF_ROWS)));
    int[] drawn = new int[numbers.size()];
    for (int field = 0; field < drawn.length; field++) {
      drawn[field] = numbers.get(field).number(uniform(state, field));
    }
    float[] dense = new float[rates.length];
    normal(1, OF_DENSE, row, dense, dense.length);
    double probability = 1 / (1 + StrictMath.exp(-logit(drawn, dense)));
    return new Click(drawn, dense, probability, uniform(state, drawn.length) < probability);
  }

  private double logit(int[] drawn, float[] dense) {
    double logit = log.bias();
    for (int field = 0; field < drawn.length; field++) {
      normal(log.fields().get(field).deviation(), OF_WEIGHTS, id(field, drawn), first, 1);
      logit += first[0];
    }
    for (int pair = 0; pair < log.interactions().size(); pair++) {
      logit += product(pair, drawn);
    }
    for (int i = 0; i < dense.length; i++) {
      logit += (double) rates[i] * dense[i];
    }
    return logit;
  }

  private double product(int pair, int[] drawn) {
    Interaction of = log.interactions().get(pair);
    normal(of.numberDeviation(), OF_VECTORS + pair, id(of.first(), drawn), first, of.width());
    normal(of.numberDeviation(), OF_VECTORS + pair, id(of.second(), drawn), second, of.width());
    double product = 0;
    for (int i = 0; i < of.width(); i++) {
      product += (double) first[i] * second[i];
    }
    return product;
  }

  private static long id(int field, int[] drawn) {
    return ClickField.id(field, drawn[field]);
  }

  /** The seeds of independent numbers are those of SplitMix64 from the log's seed. */
  private long stream(int number) {
    return Mixing.splitMix(log.seed() + number * Mixing.GOLDEN);
  }

  private void normal(double deviation, int stream, long id, float[] numbers, int width) {
    RowInitializer.normal((float) deviation).fill(stream(stream), id, numbers, width);
  }

  /** Returns number {@code index} of those of a state, at least 0 and less than 1. */
  private static double uniform(long state, int index) {
    return (Mixing.splitMix(state + (index + 1) * Mixing.GOLDEN) >>> 11) * UNIT;
  }
}
