package org.coherer.benchmarks.ingest;

/**
 * Seconds of one run.
 *
 * @param firstEpoch from the DataFrame to the last batch of the first epoch
 * @param laterEpoch all batches of a later epoch
 * @param copy a copy of as many bytes as these batches have
 */
record IngestTimes(double firstEpoch, double laterEpoch, double copy) {

  String encode() {
    return firstEpoch + " " + laterEpoch + " " + copy;
  }

  static IngestTimes decode(String text) {
    String[] parts = text.split(" ", -1);
    return new IngestTimes(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }
}
