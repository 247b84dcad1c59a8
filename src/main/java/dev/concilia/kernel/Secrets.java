package dev.concilia.kernel;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/**
 * Issues keys and tokens of the form {@code <kind>_<id>_<secret><checksum>}: 190 bits of secret, and a checksum so that a
 * mistyped one is known as such without a look-up. Source: the protocol's "Authentication".
 */
public final class Secrets {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 10;
    private static final int SECRET_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;

    private final SecureRandom random;

    public Secrets(SecureRandom random) {
        this.random = random;
    }

    /**
     * A secret at the only moment its text exists.
     *
     * @param text what the holder gets, once
     * @param prefix the part that may be shown in lists
     * @param hash SHA-256 of the text: what is stored
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Issued(String text, String prefix, byte[] hash) {
        @Override
        public String toString() {
            return "Issued[" + prefix + "…]";
        }
    }

    /** Makes a new one; {@code kind} is {@code ck} for keys of devices, {@code ct} for tokens of people, {@code ci} for invitations. */
    public Issued issue(String kind) {
        String prefix = kind + "_" + draw(ID_LENGTH);
        String body = prefix + "_" + draw(SECRET_LENGTH);
        String text = body + checksum(body);
        return new Issued(text, prefix, Sha256.of(text));
    }

    /** A random word of {@code length} letters and digits, about 5.95 bits each. */
    public String draw(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }

    /** A random code of {@code length} characters for people to type; {@link TypedCodes} shows and reads it. */
    public String drawTyped(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(TypedCodes.ALPHABET.charAt(random.nextInt(TypedCodes.ALPHABET.length())));
        }
        return word.toString();
    }

    /** {@code length} random bytes. */
    public byte[] drawBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Whether a text that claims to be of {@code kind} has the right checksum; other texts are not judged. */
    public static boolean plausible(String kind, String text) {
        if (!text.startsWith(kind + "_")) {
            return true;
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return end > kind.length() && checksum(text.substring(0, end)).equals(text.substring(end));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        StringBuilder word = new StringBuilder(CHECKSUM_LENGTH);
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            word.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return word.toString();
    }
}
