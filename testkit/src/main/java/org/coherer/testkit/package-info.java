/** Fixtures that suites of every module mix in: a Spark session, a temporary folder. */
package org.coherer.testkit;
