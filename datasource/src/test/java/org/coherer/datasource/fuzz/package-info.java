/**
 * What a fuzzer calls: each reader of files, on bytes that may be any.
 *
 * <p>{@code bin/fuzz} runs them under Jazzer; a suite runs them on the inputs that it has found.
 */
package org.coherer.datasource.fuzz;
