package dev.concilia.convergence;

import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Stands between a node and its database, and between it and the wire; harmless until a bug is planted. */
final class Sabotage implements BeanPostProcessor {
    private static final int EVERY = 9;

    private final AtomicInteger bites = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile Plant plant = Plant.NONE;

    /** Plants a bug, or takes it away with {@link Plant#NONE}. */
    void plant(Plant next) {
        plant = next;
        bites.set(0);
    }

    /** How often the planted bug came to bear. */
    int bites() {
        return bites.get();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return name.equals("dataSource") && bean instanceof DataSource source
                ? new DelegatingDataSource(source) {
                    @Override
                    public Connection getConnection() throws SQLException {
                        return listening(super.getConnection());
                    }
                }
                : bean;
    }

    private Connection listening(Connection real) {
        boolean[] wrote = {false};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && arguments[0] instanceof String sql) {
                        wrote[0] |= sql.startsWith("INSERT INTO record ");
                        arguments[0] = rewritten(sql);
                    }
                    if (method.getName().equals("commit") && wrote[0]) {
                        wrote[0] = false;
                        if (plant == Plant.ANSWER_BEFORE_COMMIT && commits.incrementAndGet() % EVERY == 0) {
                            bites.incrementAndGet();
                            real.rollback();
                            return null;
                        }
                    }
                    return invoke(real, method, arguments);
                });
    }

    private static @Nullable Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private String rewritten(String sql) {
        String other = plant.rewrite(sql);
        if (!other.equals(sql)) {
            bites.incrementAndGet();
        }
        return other;
    }

    /** Lets the hub overlook what a request says of groups. */
    FilterRegistrationBean<Filter> filter() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
            boolean bites = plant == Plant.IGNORE_GROUPS
                    && request instanceof HttpServletRequest http
                    && http.getRequestURI().equals(Pushes.PATH);
            chain.doFilter(bites ? withoutGroups((HttpServletRequest) request) : request, response);
        });
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    private HttpServletRequest withoutGroups(HttpServletRequest request) throws IOException {
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bites.incrementAndGet();
        byte[] other = body.replace("\"group\":", "\"grouq\":").getBytes(StandardCharsets.UTF_8);
        return new HttpServletRequestWrapper(request) {
            @Override
            public ServletInputStream getInputStream() {
                return stream(other);
            }
        };
    }

    private static ServletInputStream stream(byte[] bytes) {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        return new ServletInputStream() {
            @Override
            public int read() {
                return in.read();
            }

            @Override
            public boolean isFinished() {
                return in.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
