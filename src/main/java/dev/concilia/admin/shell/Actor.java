package dev.concilia.admin.shell;

import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.UserId;
import dev.concilia.sync.Caller;

/** A signed-in person who may change something in the business in view. */
public record Actor(BusinessId business, UserId user) {
    /** The person as the sync service knows callers. */
    public Caller caller() {
        return Caller.person(business, user);
    }

    /** The person as the audit log names it. */
    public String audited() {
        return "user:" + user;
    }
}
