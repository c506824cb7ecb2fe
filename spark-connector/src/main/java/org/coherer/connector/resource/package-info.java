/** What the cluster has to give to a run. */
package org.coherer.connector.resource;
