package org.coherer.training.transport;

import java.io.Serializable;

/**
 * Which attempt of which run a connection belongs to. Carried in every frame, so that a left-over
 * of an earlier attempt is refused.
 *
 * @param token a random number that tells one run from another; not a secret
 * @param generation the attempt, from 0; rises with every retry of the stage
 */
public record RunIdentity(long token, int generation) implements Serializable {}
