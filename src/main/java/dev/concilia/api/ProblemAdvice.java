package dev.concilia.api;

import dev.concilia.kernel.FieldText;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** The one place where what went wrong under {@code /api} becomes problem details. */
@RestControllerAdvice({"dev.concilia.api", "dev.concilia.realtime"})
class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter writer;

    ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void problem(ProblemException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        writer.write(request, response, e);
    }

    @ExceptionHandler
    void method(HttpRequestMethodNotSupportedException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String[] allowed = e.getSupportedMethods();
        if (allowed != null) {
            response.setHeader("Allow", String.join(", ", allowed));
        }
        writer.write(request, response, ProblemCode.METHOD_NOT_ALLOWED);
    }

    @ExceptionHandler
    void accept(HttpMediaTypeNotAcceptableException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        writer.write(request, response, ProblemCode.NOT_ACCEPTABLE);
    }

    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    void unavailable(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.warn("The database does not answer: {}", e.getMessage());
        writer.write(request, response, ProblemCode.UNAVAILABLE);
    }

    /** A value that nobody checked and PostgreSQL cannot hold, such as a text with a NUL in it: SQLSTATE class 22. */
    @ExceptionHandler
    void unstorable(DataIntegrityViolationException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (e.getMostSpecificCause() instanceof SQLException cause
                && String.valueOf(cause.getSQLState()).startsWith("22")) {
            log.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), cause.getMessage());
            writer.write(request, response, BodyCheck.invalid("", "format", FieldText.NOT_STORABLE));
        } else {
            unexpected(e, request, response);
        }
    }

    @ExceptionHandler
    void parameter(InvalidParameterException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        writer.write(request, response, new ProblemException(ProblemCode.INVALID_PARAMETER, "?"));
    }

    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        log.debug("The caller hung up");
    }

    @ExceptionHandler
    void unexpected(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
        writer.write(request, response, ProblemCode.INTERNAL);
    }
}
