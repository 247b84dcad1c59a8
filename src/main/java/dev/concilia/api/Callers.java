package dev.concilia.api;

import dev.concilia.business.AccessTokens;
import dev.concilia.device.DeviceKeys;
import dev.concilia.device.KeyCheck;
import dev.concilia.device.WrongKeys;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose key or token it is. Keys first: they are the many. */
@Component
class Callers {
    private static final int LONGEST = 512;

    private final DeviceKeys keys;
    private final AccessTokens tokens;
    private final WrongKeys wrongKeys;

    Callers(DeviceKeys keys, AccessTokens tokens, WrongKeys wrongKeys) {
        this.keys = keys;
        this.tokens = tokens;
        this.wrongKeys = wrongKeys;
    }

    WrongKeys.Verdict<ApiCaller> judge(String address, String presented) {
        return wrongKeys.judge(address, presented, () -> find(presented));
    }

    private Optional<ApiCaller> find(String presented) {
        if (presented.length() > LONGEST) {
            return Optional.empty();
        }
        if (!presented.startsWith("ct_") && keys.check(presented) instanceof KeyCheck.Valid valid) {
            return Optional.of(new ApiCaller.Machine(valid));
        }
        return tokens.find(presented).map(ApiCaller.Person::new);
    }
}
