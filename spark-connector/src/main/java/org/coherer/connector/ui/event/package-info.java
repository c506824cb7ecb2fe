/**
 * What the tab of Spark's UI learns of fits, as events on Spark's listener bus: a few for each fit,
 * small, in Spark's event log as well.
 *
 * <p>A History Server reads the log with later versions of these classes: components may be added,
 * not renamed.
 */
package org.coherer.connector.ui.event;
