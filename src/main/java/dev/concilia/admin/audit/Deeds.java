package dev.concilia.admin.audit;

import java.util.List;

/** What the hub writes into the audit log, by area, as people choose from it. Each has a text {@code deed.<action>}. */
final class Deeds {
    static final List<String> ALL = List.of(
            "conflict.resolve",
            "conflict.undo",
            "conflict.bulk",
            "conflict.bulk.cancel",
            "conflict.bulk.undo",
            "records.recover",
            "device.enrol",
            "device.describe",
            "device.retire",
            "device.bringBack",
            "device.trigger",
            "enrolment.offer",
            "enrolment.withdraw",
            "key.issue",
            "key.rotate",
            "key.revoke",
            "token.issue",
            "token.revoke",
            "invitation.send",
            "invitation.resend",
            "invitation.withdraw",
            "invitation.accept",
            "member.role",
            "member.remove",
            "user.password",
            "user.signOutEverywhere",
            "user.secondFactorOn",
            "user.secondFactorOff",
            "user.recoveryCodes",
            "user.recoveryCodeUsed",
            "user.passkeyAdd",
            "user.passkeyRemove",
            "business.open",
            "business.describe",
            "settings.change",
            "location.add",
            "location.rename",
            "location.remove",
            "alert.acknowledge",
            "alert.rule",
            "alert.channel.create",
            "alert.channel.change",
            "alert.channel.secret",
            "alert.channel.delete",
            "alert.channel.test");

    private Deeds() {}
}
