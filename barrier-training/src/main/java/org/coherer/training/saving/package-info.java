/**
 * What of a run goes into a checkpoint, and how a run begins at one: on the ranks, {@code
 * RankCheckpoints}; on the driver, {@code RunCheckpoints}. The files are those of {@code
 * training.checkpoint}.
 */
package org.coherer.training.saving;
