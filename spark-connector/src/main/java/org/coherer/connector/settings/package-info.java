/** Settings of a Spark application that are for Coherer. */
package org.coherer.connector.settings;
