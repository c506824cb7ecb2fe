/**
 * The columns that features and targets come from: their types, checked against a schema on the
 * driver.
 */
package org.coherer.connector.column;
