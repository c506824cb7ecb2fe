/**
 * What new executors do before a rank needs it: {@code WarmUp} has them load the engine and make a
 * small training, a {@code Rehearsal}, while they read the rows of a fit, or as they start.
 */
package org.coherer.training.warmup;
