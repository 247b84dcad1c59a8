package dev.concilia.business;

/** What a member may do in a business. Source: the architecture page's "Roles". */
public enum Role {
    OWNER,
    ADMIN,
    AUDITOR,
    STAFF
}
