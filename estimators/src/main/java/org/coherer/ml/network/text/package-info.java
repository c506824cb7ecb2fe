/** Networks as text: JSON, and the table of layers. */
package org.coherer.ml.network.text;
