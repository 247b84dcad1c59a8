package dev.concilia.business;

import java.util.List;

/** What is written into the audit log, as {@code thing.verb}. A deed of no other name is written, and each has a text in every language. */
public final class Deeds {
    public static final String CONFLICT_RESOLVE = "conflict.resolve";
    public static final String CONFLICT_UNDO = "conflict.undo";
    public static final String CONFLICT_BULK = "conflict.bulk";
    public static final String CONFLICT_BULK_CANCEL = "conflict.bulk.cancel";
    public static final String CONFLICT_BULK_UNDO = "conflict.bulk.undo";
    public static final String RECORD_CREATE = "record.create";
    public static final String RECORD_UPDATE = "record.update";
    public static final String RECORD_DELETE = "record.delete";
    public static final String RECORD_RESTORE = "record.restore";
    public static final String RECORDS_RECOVER = "records.recover";
    public static final String DEVICE_ENROL = "device.enrol";
    public static final String DEVICE_DESCRIBE = "device.describe";
    public static final String DEVICE_RETIRE = "device.retire";
    public static final String DEVICE_BRING_BACK = "device.bringBack";
    public static final String DEVICE_TRIGGER = "device.trigger";
    public static final String ENROLMENT_OFFER = "enrolment.offer";
    public static final String ENROLMENT_WITHDRAW = "enrolment.withdraw";
    public static final String KEY_ISSUE = "key.issue";
    public static final String KEY_ROTATE = "key.rotate";
    public static final String KEY_REVOKE = "key.revoke";
    public static final String TOKEN_ISSUE = "token.issue";
    public static final String TOKEN_REVOKE = "token.revoke";
    public static final String INVITATION_SEND = "invitation.send";
    public static final String INVITATION_RESEND = "invitation.resend";
    public static final String INVITATION_WITHDRAW = "invitation.withdraw";
    public static final String INVITATION_ACCEPT = "invitation.accept";
    public static final String MEMBER_ROLE = "member.role";
    public static final String MEMBER_REMOVE = "member.remove";
    public static final String USER_PASSWORD = "user.password";
    public static final String USER_SIGN_OUT_EVERYWHERE = "user.signOutEverywhere";
    public static final String USER_SECOND_FACTOR_ON = "user.secondFactorOn";
    public static final String USER_SECOND_FACTOR_OFF = "user.secondFactorOff";
    public static final String USER_RECOVERY_CODES = "user.recoveryCodes";
    public static final String USER_RECOVERY_CODE_USED = "user.recoveryCodeUsed";
    public static final String USER_PASSKEY_ADD = "user.passkeyAdd";
    public static final String USER_PASSKEY_REMOVE = "user.passkeyRemove";
    public static final String BUSINESS_OPEN = "business.open";
    public static final String BUSINESS_DESCRIBE = "business.describe";
    public static final String SETTINGS_CHANGE = "settings.change";
    public static final String LOCATION_ADD = "location.add";
    public static final String LOCATION_RENAME = "location.rename";
    public static final String LOCATION_REMOVE = "location.remove";
    public static final String ALERT_ACKNOWLEDGE = "alert.acknowledge";
    public static final String ALERT_RULE = "alert.rule";
    public static final String ALERT_CHANNEL_CREATE = "alert.channel.create";
    public static final String ALERT_CHANNEL_CHANGE = "alert.channel.change";
    public static final String ALERT_CHANNEL_SECRET = "alert.channel.secret";
    public static final String ALERT_CHANNEL_DELETE = "alert.channel.delete";
    public static final String ALERT_CHANNEL_TEST = "alert.channel.test";

    /** All of them, by area, as people choose from them. */
    public static final List<String> ALL = List.of(
            CONFLICT_RESOLVE,
            CONFLICT_UNDO,
            CONFLICT_BULK,
            CONFLICT_BULK_CANCEL,
            CONFLICT_BULK_UNDO,
            RECORD_CREATE,
            RECORD_UPDATE,
            RECORD_DELETE,
            RECORD_RESTORE,
            RECORDS_RECOVER,
            DEVICE_ENROL,
            DEVICE_DESCRIBE,
            DEVICE_RETIRE,
            DEVICE_BRING_BACK,
            DEVICE_TRIGGER,
            ENROLMENT_OFFER,
            ENROLMENT_WITHDRAW,
            KEY_ISSUE,
            KEY_ROTATE,
            KEY_REVOKE,
            TOKEN_ISSUE,
            TOKEN_REVOKE,
            INVITATION_SEND,
            INVITATION_RESEND,
            INVITATION_WITHDRAW,
            INVITATION_ACCEPT,
            MEMBER_ROLE,
            MEMBER_REMOVE,
            USER_PASSWORD,
            USER_SIGN_OUT_EVERYWHERE,
            USER_SECOND_FACTOR_ON,
            USER_SECOND_FACTOR_OFF,
            USER_RECOVERY_CODES,
            USER_RECOVERY_CODE_USED,
            USER_PASSKEY_ADD,
            USER_PASSKEY_REMOVE,
            BUSINESS_OPEN,
            BUSINESS_DESCRIBE,
            SETTINGS_CHANGE,
            LOCATION_ADD,
            LOCATION_RENAME,
            LOCATION_REMOVE,
            ALERT_ACKNOWLEDGE,
            ALERT_RULE,
            ALERT_CHANNEL_CREATE,
            ALERT_CHANNEL_CHANGE,
            ALERT_CHANNEL_SECRET,
            ALERT_CHANNEL_DELETE,
            ALERT_CHANNEL_TEST);

    private Deeds() {}
}
