/** The Spark jobs of a run: what admits their tasks, and how they are told from all others. */
package org.coherer.training.job;
