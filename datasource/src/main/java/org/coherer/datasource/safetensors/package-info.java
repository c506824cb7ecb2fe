/**
 * Reads and writes safetensors files, in which networks and embeddings are passed on: {@code
 * spark.read().format("safetensors")}. A file is a header of JSON with name, type, shape and place
 * of each tensor, then the tensors' bytes. The page datasource-safetensors.md has options and
 * columns.
 *
 * <p>A header that is damaged, or does not fit the file, is an {@link java.io.IOException} with the
 * file and the offset, in {@code load}.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
package org.coherer.datasource.safetensors;
