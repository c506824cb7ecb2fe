/**
 * The progress of a fit where its user looks: a bar or lines on standard error, lines in the
 * driver's log, and reports to whoever listens.
 */
package org.coherer.connector.progress;
