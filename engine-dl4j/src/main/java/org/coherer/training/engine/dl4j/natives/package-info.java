/**
 * ND4J's native library: which build of it, how many threads, and its memory seen as flat vectors.
 */
package org.coherer.training.engine.dl4j.natives;
