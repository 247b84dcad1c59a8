/** The entity types the hub knows: their schemas, conflict strategies, business rules, priorities and labels. */
@NullMarked
package dev.concilia.catalog;

import org.jspecify.annotations.NullMarked;
