package dev.concilia.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Writes down which statements the application's pool executes. */
public final class SqlLog {
    private final Queue<String> statements = new ConcurrentLinkedQueue<>();
    private volatile boolean listening;
    private volatile @Nullable Thread only;

    /**
     * The statements that requests execute while {@code work} runs. The hub's timers and its news to others are left out, and the transactions in
     * which a node leases requests: a key has one in a hundred requests, or when a minute begins.
     */
    public List<String> during(Runnable work) {
        return withoutLeases(all(work));
    }

    /** The statements of {@code work} on its own thread. */
    public List<String> here(Runnable work) {
        only = Thread.currentThread();
        try {
            return all(work);
        } finally {
            only = null;
        }
    }

    /** As {@link #during}, with the leases. */
    public List<String> all(Runnable work) {
        statements.clear();
        listening = true;
        try {
            work.run();
        } finally {
            listening = false;
        }
        return new ArrayList<>(statements);
    }

    private static List<String> withoutLeases(List<String> all) {
        List<String> rest = new ArrayList<>();
        for (String sql : all) {
            if (!sql.contains("rate_window")) {
                rest.add(sql);
            } else if (sql.startsWith("INSERT")) {
                rest.removeLast(); // what entered the business for it
            }
        }
        return rest;
    }

    DataSource listenTo(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                return connection(super.getConnection());
            }
        };
    }

    private Connection connection(Connection real) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = invoke(real, method, arguments);
            String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String s ? s : "";
            return switch (result) {
                case PreparedStatement prepared -> statement(PreparedStatement.class, prepared, sql);
                case Statement plain -> statement(Statement.class, plain, "");
                case null, default -> result;
            };
        });
    }

    private <T extends Statement> T statement(Class<T> type, T real, String prepared) {
        return proxy(type, (method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                note(arguments == null || arguments.length == 0 ? prepared : String.valueOf(arguments[0]));
            }
            return invoke(real, method, arguments);
        });
    }

    private void note(String sql) {
        String thread = Thread.currentThread().getName();
        boolean asked = only == null || only == Thread.currentThread();
        if (listening && asked && !thread.startsWith("scheduling") && !thread.startsWith("realtime-")) {
            statements.add(sql);
        }
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
