/**
 * Reads and writes arrays of NumPy: {@code spark.read().format("npy")} for files of one array,
 * {@code "npz"} for zip archives of several. The pages datasource-npy.md and datasource-npz.md have
 * options and columns.
 *
 * <p>A header that is damaged, or does not fit the file, is an {@link java.io.IOException} with the
 * file and the offset, in {@code load}; broken data is one in the task that meets it.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
package org.coherer.datasource.npy;
