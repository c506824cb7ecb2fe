package org.coherer.training.transport;

import java.io.Serializable;

/**
 * The run and the attempt that a connection belongs to. Every frame carries it, so that a stale
 * attempt is refused.
 *
 * @param token a random number that tells one run from another; not a secret
 * @param generation the attempt, from 0; rises with every retry of the stage
 */
public record RunIdentity(long token, int generation) implements Serializable {}
