/**
 * Reads the binary versions of CIFAR-10 and CIFAR-100: {@code spark.read().format("cifar")}.
 *
 * <p>A file is records of one length: one label and 3072 bytes of an image in CIFAR-10, two labels
 * (coarse, then fine) and the image in CIFAR-100. The bytes of an image are three planes, red,
 * green and blue, of 32 rows of 32 pixels. There is no header: the length of a file tells which of
 * the two it is.
 *
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 and CIFAR-100 data
 *     sets</a>, for the format
 */
package org.coherer.datasource.cifar;
