package dev.concilia.alert;

import dev.concilia.alert.DeliveryFailure.Reason;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Sends e-mails through the hub's mail server. */
@Component
class MailPost {
    private final MailSettings settings;
    private final @Nullable JavaMailSenderImpl sender;

    MailPost(MailSettings settings) {
        this.settings = settings;
        this.sender = settings.host() == null ? null : sender(settings, settings.host());
    }

    /** Whether there is a mail server to send through. */
    boolean isOn() {
        return sender != null;
    }

    /** Sends a letter under an id that stays the same when it is sent again; empty if the server took it. */
    Optional<DeliveryFailure> send(String to, UUID id, Letter letter) {
        JavaMailSenderImpl server = sender;
        String from = settings.from();
        if (server == null || from == null) {
            return Optional.of(DeliveryFailure.of(Reason.NO_MAIL_SERVER));
        }
        try {
            MimeMessage message = server.createMimeMessage();
            message.setHeader("Message-ID", "<" + id + "@concilia>");
            message.setHeader("Auto-Submitted", "auto-generated"); // nobody's holiday answer comes back
            MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
            helper.setFrom(from);
            helper.setTo(to);
            helper.setSubject(letter.subject());
            helper.setText(letter.plain(), letter.html());
            server.send(message);
            return Optional.empty();
        } catch (MailAuthenticationException e) {
            return Optional.of(DeliveryFailure.of(Reason.MAIL_LOGIN)); // the server's words may repeat who tried
        } catch (MailException | MessagingException e) {
            return Optional.of(failure(e));
        }
    }

    private static DeliveryFailure failure(Exception e) {
        Throwable cause = e instanceof MailSendException sending && sending.getMessageExceptions().length > 0
                ? sending.getMessageExceptions()[0]
                : e;
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SocketTimeoutException) {
                return DeliveryFailure.of(Reason.NO_ANSWER);
            }
            if (at instanceof ConnectException || at instanceof UnknownHostException) {
                return DeliveryFailure.of(Reason.MAIL_UNREACHABLE);
            }
            if (at instanceof SendFailedException refused
                    && refused.getInvalidAddresses() != null
                    && refused.getInvalidAddresses().length > 0) {
                return new DeliveryFailure(Reason.ADDRESS_REFUSED, said(refused));
            }
            if (at instanceof javax.net.ssl.SSLException) {
                return new DeliveryFailure(Reason.NOT_SECURE, said(at));
            }
        }
        return new DeliveryFailure(Reason.MAIL_REFUSED, said(cause));
    }

    private static String said(Throwable cause) {
        Throwable last = cause;
        while (last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        String message = last.getMessage();
        return message == null ? "" : message;
    }

    private static JavaMailSenderImpl sender(MailSettings settings, String host) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(host);
        sender.setPort(settings.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        if (settings.username() != null) {
            sender.setUsername(settings.username());
            sender.setPassword(settings.password());
            properties.setProperty("mail.smtp.auth", "true");
        }
        switch (settings.encryption()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {
                // as the operator asks
            }
        }
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        String timeout = Long.toString(settings.timeout().toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        return sender;
    }
}
