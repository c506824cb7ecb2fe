/** What would keep a fit from working, told before it starts. */
package org.coherer.ml.preflight;
