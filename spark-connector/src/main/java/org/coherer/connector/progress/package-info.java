/** How a run is seen while it goes on. */
package org.coherer.connector.progress;
