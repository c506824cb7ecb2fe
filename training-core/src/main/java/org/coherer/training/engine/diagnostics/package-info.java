/**
 * Where an engine computes, and with what: the capability {@code EngineDiagnostics} and what it
 * reports.
 */
package org.coherer.training.engine.diagnostics;
