/** Files that trained networks come from and go to. */
package org.coherer.training.engine.dl4j.file;
