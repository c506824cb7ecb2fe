/**
 * Where the time of single steps goes: whoever does a part of a step tells a {@link
 * org.coherer.training.trace.Tracer} of it, which keeps {@link org.coherer.training.trace.Span
 * spans} of time while somebody wants them and costs next to nothing otherwise.
 */
package org.coherer.training.trace;
