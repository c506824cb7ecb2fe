/** Spark's security settings, as they bind what workers send each other. */
package org.coherer.connector.security;
