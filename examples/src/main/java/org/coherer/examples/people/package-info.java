/** A table of people, and a program that learns from it. */
package org.coherer.examples.people;
