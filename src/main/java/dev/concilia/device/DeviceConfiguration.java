package dev.concilia.device;

import dev.concilia.business.Bootstrap;
import dev.concilia.business.Business;
import dev.concilia.business.BusinessOpened;
import dev.concilia.business.Businesses;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeviceSettings.class)
@EnableScheduling
class DeviceConfiguration {
    private static final Logger log = LoggerFactory.getLogger(DeviceConfiguration.class);
    private static final int WEAK = 16;

    /** Keys that the operator put in the environment belong to the first business. */
    @Bean
    ApplicationRunner environmentKeys(
            Bootstrap.Done done, DeviceSettings settings, Businesses businesses, DeviceKeys keys) {
        return arguments -> businesses.first().ifPresent(business -> register(business, settings, keys));
    }

    /** A hub that is set up while it runs takes them with its first business. */
    @Bean
    ApplicationListener<PayloadApplicationEvent<BusinessOpened>> environmentKeysOfFirstBusiness(
            DeviceSettings settings, Businesses businesses, DeviceKeys keys) {
        return event -> {
            Business opened = event.getPayload().business();
            if (businesses.first().filter(opened::equals).isPresent()) {
                register(opened, settings, keys);
            }
        };
    }

    private static void register(Business business, DeviceSettings settings, DeviceKeys keys) {
        named(settings).forEach((name, key) -> {
            if (key.length() < WEAK) {
                log.warn("{} is short and can be guessed; use {} characters or more", name, WEAK);
            }
            keys.register(business.id(), name, key);
        });
    }

    private static Map<String, String> named(DeviceSettings settings) {
        Map<String, String> keys = new LinkedHashMap<>();
        put(keys, "SYNC_API_KEY", settings.syncApiKey());
        put(keys, "API_SECRET_KEY", settings.apiSecretKey());
        return keys;
    }

    private static void put(Map<String, String> keys, String name, @Nullable String key) {
        if (key != null && !key.isBlank()) {
            keys.put(name, key);
        }
    }
}
