package dev.concilia.admin.shell;

import dev.concilia.business.SecondFactor;
import java.nio.ByteBuffer;
import java.time.Clock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app, from its standard's text. */
public final class Codes {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Codes() {}

    /** What the app shows now. */
    public static String now(SecondFactor.Setup setup, Clock clock) {
        return at(setup, clock.instant().getEpochSecond() / 30);
    }

    static String at(SecondFactor.Setup setup, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(setup.secret()), "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[19] & 15;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & Integer.MAX_VALUE;
            return String.format("%06d", number % 1_000_000);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String base32) {
        java.math.BigInteger bits = java.math.BigInteger.ZERO;
        for (char c : base32.toCharArray()) {
            bits = bits.shiftLeft(5).or(java.math.BigInteger.valueOf(BASE32.indexOf(c)));
        }
        byte[] all = bits.toByteArray();
        byte[] bytes = new byte[base32.length() * 5 / 8];
        for (int i = 0; i < bytes.length && i < all.length; i++) {
            bytes[bytes.length - 1 - i] = all[all.length - 1 - i];
        }
        return bytes;
    }
}
