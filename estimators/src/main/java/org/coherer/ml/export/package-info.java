/** What of a model leaves for other libraries: columns, scalings, outputs and names. */
package org.coherer.ml.export;
