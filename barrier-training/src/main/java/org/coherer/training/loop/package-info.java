/** The plan of a run and the loop that every rank goes through. Knows nothing of Spark. */
package org.coherer.training.loop;
