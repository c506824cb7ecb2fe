package org.coherer.training.job;

import java.io.Serializable;

/**
 * One submission of a run's job.
 *
 * @param firstAttempt how many attempts the rounds before may have had
 * @param ranks how many ranks it has
 */
public record Round(int firstAttempt, int ranks) implements Serializable {}
