/**
 * Neural networks executed on memory that is reserved once: layers that know nothing of where their
 * description came from, matrix products by BLAS, everything between them in blocks that stay in
 * the first-level cache. A step allocates nothing.
 */
package org.coherer.training.network;
