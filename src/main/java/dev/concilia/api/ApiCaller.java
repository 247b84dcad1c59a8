package dev.concilia.api;

import dev.concilia.business.AccessTokens;
import dev.concilia.device.KeyCheck;
import dev.concilia.kernel.BusinessId;

/** Who calls the API; the business is always this one, whatever the request says. */
public sealed interface ApiCaller {
    BusinessId business();

    /** A program with an API key: a device, or one of several machines that share a business key. */
    record Machine(KeyCheck.Valid key) implements ApiCaller {
        @Override
        public BusinessId business() {
            return key.business();
        }
    }

    /** A program that acts as a person. */
    record Person(AccessTokens.Holder holder) implements ApiCaller {
        @Override
        public BusinessId business() {
            return holder.business();
        }
    }
}
