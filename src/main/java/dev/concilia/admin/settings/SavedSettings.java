package dev.concilia.admin.settings;

import dev.concilia.business.Business;
import dev.concilia.business.Businesses;
import dev.concilia.kernel.BusinessId;
import java.util.ArrayList;
import java.util.List;

/**
 * A business and its settings as this page knows them. They share one version, so all cards of the page share one copy:
 * what one card saves is not news of somebody else to the other.
 */
final class SavedSettings {
    private final Businesses businesses;
    private final BusinessId id;
    private final List<Runnable> cards = new ArrayList<>();
    private Businesses.Settings settings;
    private Business business;

    SavedSettings(Businesses businesses, BusinessId id) {
        this.businesses = businesses;
        this.id = id;
        this.settings = businesses.settings(id); // first: with an older version nothing is overwritten
        this.business = businesses.get(id);
    }

    /** {@code card} runs whenever they were read anew. */
    void follow(Runnable card) {
        cards.add(card);
    }

    /** As after somebody saved, here or elsewhere. */
    void read() {
        settings = businesses.settings(id);
        business = businesses.get(id);
        cards.forEach(Runnable::run);
    }

    Business business() {
        return business;
    }

    Businesses.Settings settings() {
        return settings;
    }
}
