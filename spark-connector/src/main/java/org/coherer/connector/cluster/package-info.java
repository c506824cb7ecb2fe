/**
 * What the Spark application offers and demands: slots, settings, encryption, and the checks that
 * fail a fit in a second, with the remedy in the message, where Spark would wait for minutes.
 */
package org.coherer.connector.cluster;
