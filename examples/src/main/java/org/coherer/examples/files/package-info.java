/** Files of every format that data sets come in, and a program that trains on them. */
package org.coherer.examples.files;
