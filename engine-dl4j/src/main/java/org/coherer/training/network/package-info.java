/**
 * Neural networks that execute in preallocated memory: layers that are independent of any
 * configuration format, matrix products by BLAS, and all operations between them in blocks that
 * stay in the first-level cache. A step allocates nothing.
 */
package org.coherer.training.network;
