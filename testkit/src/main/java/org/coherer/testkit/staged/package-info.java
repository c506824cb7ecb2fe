/**
 * An engine whose network lies in memory of its own, as on a device: dense layers in plain Java.
 * Suites train on it so that a forgotten pull or push gives wrong numbers, and it shows how little
 * an engine takes.
 */
package org.coherer.testkit.staged;
