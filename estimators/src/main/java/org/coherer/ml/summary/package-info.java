/** What a training went through, as numbers, a DataFrame, a table and charts. */
package org.coherer.ml.summary;
