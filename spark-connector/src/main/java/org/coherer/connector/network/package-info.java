/** The settings of an application about how workers reach each other and when they exchange. */
package org.coherer.connector.network;
