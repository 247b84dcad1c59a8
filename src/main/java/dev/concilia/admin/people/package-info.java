/** The people of a business: members, invitations, access tokens. */
@NullMarked
package dev.concilia.admin.people;

import org.jspecify.annotations.NullMarked;
