package dev.concilia.sync;

/** What kind of call a line of the sync log is about. Source: the dialects page, and issue 3 for the protocol's own. */
public enum SyncType {
    BATCH_PUSH(true),
    /** A pull of the change feed; one that gave nothing is not noted, else the log would be of waiting. */
    CHANGES_PULL(false),
    SNAPSHOT(true),
    /** Its records are the tables that did not match. */
    RECONCILE(true),
    /** Records fetched by id, to repair a device. */
    RECORDS_FETCH(false),
    RECOVER(true),
    /** Of the terminal dialect. */
    TERMINAL_PUSH(true),
    /** Of the terminal dialect. */
    TERMINAL_PULL(false),
    /** A whole menu; one that changed nothing is noted too. */
    MENU_PUSH(true),
    CONFIG_PUSH(true),
    ORDERS_PULL(false),
    ORDERS_CONFIRM(true),
    CUSTOMERS_PULL(false),
    CUSTOMERS_PUSH(true),
    /** One event of a machine. */
    EVENT_PUSH(true),
    /** A machine's changes of one table, and what it gets in return. */
    TABLE_SYNC(true);

    private final boolean notedWhenEmpty;

    SyncType(boolean notedWhenEmpty) {
        this.notedWhenEmpty = notedWhenEmpty;
    }

    boolean isNoted(int records) {
        return notedWhenEmpty || records > 0;
    }
}
