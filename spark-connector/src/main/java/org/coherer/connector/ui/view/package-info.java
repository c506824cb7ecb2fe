/** What is known of a fit, from its events: bounded, however long the fit is. */
package org.coherer.connector.ui.view;
