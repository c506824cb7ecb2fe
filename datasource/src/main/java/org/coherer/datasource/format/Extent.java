package org.coherer.datasource.format;

import java.util.OptionalLong;

/**
 * How much of a file there is to read, and where it can be cut.
 *
 * @param unit what a {@link Span} counts
 * @param units how many there are; 1 of {@link Unit#FILE}
 * @param bytesPerUnit what one takes in the file, of the columns that are read
 * @param records how many records there are, if that is known without reading them
 * @param memoryBytes what all of them take in Spark's memory, at a guess
 */
public record Extent(
    Unit unit, long units, long bytesPerUnit, OptionalLong records, long memoryBytes) {

  /** What a span counts. */
  public enum Unit {
    /** Records, at whose first byte a reader can start. */
    RECORD,
    /** Bytes: a reader of a span finds the first record that begins in it by itself. */
    BYTE,
    /** The file, which cannot be cut. */
    FILE
  }

  /**
   * Returns the extent of records that a reader can start at.
   *
   * @param records how many
   * @param bytesPerRecord what one takes in the file
   * @param memoryPerRecord what one takes in Spark's memory, in bytes
   */
  public static Extent ofRecords(long records, long bytesPerRecord, long memoryPerRecord) {
    return new Extent(
        Unit.RECORD,
        records,
        bytesPerRecord,
        OptionalLong.of(records),
        Math.multiplyExact(records, memoryPerRecord));
  }

  /**
   * Returns the extent of a file that can be cut at any byte.
   *
   * @param bytes how many there are
   */
  public static Extent ofBytes(long bytes) {
    return new Extent(Unit.BYTE, bytes, 1, OptionalLong.empty(), bytes);
  }

  /**
   * Returns the extent of a file that cannot be cut.
   *
   * @param bytes what is read of it
   * @param records how many records it has, if that is known
   * @param memoryBytes what all of them take in Spark's memory, at a guess
   */
  public static Extent ofFile(long bytes, OptionalLong records, long memoryBytes) {
    return new Extent(Unit.FILE, 1, bytes, records, memoryBytes);
  }

  /** Returns the bytes that are read in all. */
  public long bytes() {
    return Math.multiplyExact(units, bytesPerUnit);
  }

  /** Returns all units as one span. */
  public Span whole() {
    return new Span(0, units);
  }
}
