/** The back office: Vaadin views, one subpackage per area. */
@NullMarked
package dev.concilia.admin;

import org.jspecify.annotations.NullMarked;
