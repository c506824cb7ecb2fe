/** Logs of clicks, drawn by code from a known law, and a wide and deep network that learns it. */
package org.coherer.examples.clicks;
