/**
 * Safetensors files, in which networks and embeddings are passed on: a header of JSON with name,
 * type, shape and place of each tensor, then the tensors' bytes.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">The format</a>
 */
package org.coherer.datasource.safetensors;
