/**
 * The contracts that every transport, and every collective over it, keeps, as suites; ranks are
 * threads.
 */
package org.coherer.testkit.transport;
