/** Tests of the back office: its texts, its reckoning, and the pages in a real browser. */
@NullMarked
package dev.concilia.admin;

import org.jspecify.annotations.NullMarked;
