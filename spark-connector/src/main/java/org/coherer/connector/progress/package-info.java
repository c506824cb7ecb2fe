/** The progress of a run as lines in the driver's log. */
package org.coherer.connector.progress;
