/** The plan of a run: what every rank needs to know before it starts. Knows nothing of Spark. */
package org.coherer.training.plan;
