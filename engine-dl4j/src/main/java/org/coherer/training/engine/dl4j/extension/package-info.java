/** What networks may have beside the layers and optimizers of DL4J's, and its JSON may name. */
package org.coherer.training.engine.dl4j.extension;
