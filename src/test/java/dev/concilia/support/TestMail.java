package dev.concilia.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** The mail server of the tests: takes whatever the hub sends, and shows it. */
public final class TestMail implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final GreenMail SERVER = started();

    private static GreenMail started() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, "concilia.mail.port=" + port());
    }

    public static int port() {
        return SERVER.getSmtp().getPort();
    }

    /** What has come for an address, oldest first. */
    public static List<MimeMessage> to(String address) {
        return Arrays.stream(SERVER.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .toList();
    }

    /** The link of the latest mail to an address. */
    public static String link(String address) {
        try {
            Matcher link = LINK.matcher(text(to(address).getLast().getContent()));
            if (link.find()) {
                return link.group();
            }
            throw new IllegalStateException("no link for " + address);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The plain text of a mail, which comes before its HTML. */
    private static String text(Object content) throws MessagingException, IOException {
        return content instanceof Multipart parts ? text(parts.getBodyPart(0).getContent()) : content.toString();
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return Arrays.stream(message.getAllRecipients())
                    .anyMatch(to -> to.toString().equals(address));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
