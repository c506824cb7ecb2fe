/**
 * The pages of the tab, as HTML between Spark's own header and the end of the page. They use the
 * classes of the style sheet that Spark's pages have, and no scripts and no styles of their own.
 */
package org.coherer.connector.ui.page;
