/**
 * From the columns of a DataFrame to the shards of a run: binding, validation, encoding, sharding.
 */
package org.coherer.connector.data;
