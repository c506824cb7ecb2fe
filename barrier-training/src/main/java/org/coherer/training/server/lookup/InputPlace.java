package org.coherer.training.server.lookup;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.encoding.EmbeddingEncoding;

/**
 * Where a column of ids is.
 *
 * @param number that of its table
 * @param inRecord where its ids begin in a row of the data
 * @param inInput where its combined row begins in a row of the network's input
 * @param inGradients where that begins among the last inputs, which have gradients
 */
record InputPlace(int number, int inRecord, int inInput, int inGradients) {

  /** Returns the places of all columns. */
  static List<InputPlace> of(EmbeddingEncoding encoding) {
    List<InputPlace> places = new ArrayList<>();
    int features = encoding.encodedFeatures();
    int inRecord = features;
    int inGradients = 0;
    for (EmbeddingInput input : encoding.inputs()) {
      places.add(new InputPlace(places.size(), inRecord, features + inGradients, inGradients));
      inRecord += input.floats();
      inGradients += input.width();
    }
    return places;
  }
}
