/** Rows encoded into records and assigned to the shards of the ranks. */
package org.coherer.connector.shard;
