package dev.concilia.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.business.Invitations;
import dev.concilia.business.Membership;
import dev.concilia.business.People;
import dev.concilia.business.Person;
import dev.concilia.business.Role;
import dev.concilia.kernel.BusinessId;
import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestMail;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Businesses that an operator opens for others: an address is no proof of who asked for it. */
@HubTest
class OpeningTest {
    private final Hub hub;
    private final People people;
    private final Invitations invitations;
    private final String email = "luz-" + UUID.randomUUID() + "@example.com";

    OpeningTest(Hub hub, People people, Invitations invitations) {
        this.hub = hub;
        this.people = people;
        this.invitations = invitations;
    }

    private Answer open(String name, String address) {
        return hub.post("/api/admin/businesses")
                .bearer(HubTest.ADMIN_TOKEN)
                .json(Map.of("name", name, "ownerEmail", address))
                .send();
    }

    private Person operator() {
        return people.firstOperator().orElseThrow();
    }

    private List<String> members(Answer opened) {
        Answer members =
                hub.get("/api/admin/members").bearer(opened.at("token")).send();
        assertThat(members.status()).isEqualTo(200);
        return members.json()
                .path("members")
                .valueStream()
                .map(m -> m.path("email").asString() + " " + m.path("role").asString())
                .toList();
    }

    @Test
    void anAccountThatExistsIsInvitedAndJoinsWhenItAccepts() {
        Person luz = people.create(email, "Luz", "pan de muerto y canela", false);
        Answer opened = open("Casa Luz", email.toUpperCase(java.util.Locale.ROOT));

        assertThat(opened.status()).isEqualTo(201);
        assertThat(people.membershipsOf(luz.id())).isEmpty();
        assertThat(members(opened)).containsExactly(operator().email() + " OWNER");
        assertThat(opened.json().path("invitation").path("role").asString()).isEqualTo("OWNER");
        assertThat(opened.json().path("invitation").path("link").isNull()).isTrue();

        String link = TestMail.link(email.toUpperCase(java.util.Locale.ROOT));
        assertThat(invitations.accept(link.substring(link.indexOf("code=") + 5), luz.id()))
                .isInstanceOf(Invitations.Acceptance.Joined.class);
        assertThat(people.membershipsOf(luz.id()))
                .containsExactly(new Membership(BusinessId.of(opened.at("id")), "Casa Luz", Role.OWNER));
    }

    @Test
    void anAccountWithoutAPasswordIsNotJoinedEither() {
        Answer first = open("Casa 1", email);
        Answer second = open("Casa 2", email);

        assertThat(members(first)).containsExactly(email + " OWNER");
        assertThat(first.json().path("invitation").isNull()).isTrue();
        assertThat(members(second)).containsExactly(operator().email() + " OWNER");
        assertThat(second.json().path("invitation").path("email").asString()).isEqualTo(email);
    }

    @Test
    void anOperatorOpensOneForItself() {
        Answer opened = open("Casa propia", operator().email());

        assertThat(members(opened)).containsExactly(operator().email() + " OWNER");
        assertThat(opened.json().path("invitation").isNull()).isTrue();
    }

    @Test
    void aNameThatWillNotDoLeavesNothingBehind() {
        assertThat(open("Casa\u0007", email).status()).isEqualTo(422);

        assertThat(people.byEmail(email)).isEmpty();
    }
}
