package dev.concilia.api;

import dev.concilia.business.AccessTokens;
import dev.concilia.device.KeyCheck;
import dev.concilia.kernel.BusinessId;
import dev.concilia.kernel.KeyId;

/** Who calls the API; the business is always this one, whatever the request says. */
public sealed interface ApiCaller {
    BusinessId business();

    /** The id of the key or token that was presented. */
    KeyId credential();

    /** A program with an API key: a device, or one of several machines that share a business key. */
    record Machine(KeyCheck.Valid key) implements ApiCaller {
        @Override
        public BusinessId business() {
            return key.business();
        }

        @Override
        public KeyId credential() {
            return key.key();
        }
    }

    /** A program that acts as a person. */
    record Person(AccessTokens.Holder holder) implements ApiCaller {
        @Override
        public BusinessId business() {
            return holder.business();
        }

        @Override
        public KeyId credential() {
            return holder.token();
        }
    }
}
