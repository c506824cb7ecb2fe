package org.coherer.datasource.npy;

import java.io.Serializable;

/**
 * An array of an archive.
 *
 * @param name of the array, without {@code .npy}
 * @param start the byte of the file at which its local header is
 * @param storedBytes what it takes in the file
 * @param bytes its length, inflated
 */
record NpzEntry(String name, long start, long storedBytes, long bytes) implements Serializable {}
