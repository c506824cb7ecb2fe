/**
 * Rows as Spark holds them, read one by one or batch by batch into checked features and targets.
 */
package org.coherer.connector.row;
