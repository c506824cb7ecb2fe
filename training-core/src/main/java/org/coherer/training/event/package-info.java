/** The events of a run, the listeners that receive them, and the history of a run. */
package org.coherer.training.event;
