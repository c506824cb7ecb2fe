/**
 * What may be wrong with an application before a fit starts: a class for each check, which looks at
 * settings and numbers alone, so that each can be tried on any. An error stops a fit, a warning is
 * logged once.
 */
package org.coherer.connector.preflight;
