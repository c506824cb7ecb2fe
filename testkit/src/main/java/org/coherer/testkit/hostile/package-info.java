/**
 * Untrusted files: seeded damage, and a JVM of little memory in which a reader is given damaged
 * files.
 */
package org.coherer.testkit.hostile;
