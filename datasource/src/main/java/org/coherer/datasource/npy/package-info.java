/**
 * Arrays of NumPy: a file {@code .npy} has one, a file {@code .npz} is a zip archive of several.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The
 *     format</a>
 */
package org.coherer.datasource.npy;
