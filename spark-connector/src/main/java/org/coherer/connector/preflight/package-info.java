/**
 * The checks that fail a fit in a second, with the remedy in the message, where Spark would wait
 * for minutes.
 */
package org.coherer.connector.preflight;
