package dev.concilia.admin.profile;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import dev.concilia.business.Proof;

/** Says at the field why a password or a code was not accepted. */
final class Proofs {
    private Proofs() {}

    /** Whether it was accepted; if not, the field says why. */
    static <F extends Component & HasValidation> boolean accepted(F field, Proof proof) {
        return switch (proof) {
            case Proof.Accepted accepted -> {
                field.setInvalid(false);
                yield true;
            }
            case Proof.Wrong wrong -> refuse(field, field.getTranslation("proof.wrong"));
            case Proof.Wait wait ->
                refuse(
                        field,
                        field.getTranslation(
                                "proof.wait",
                                Math.max(1, wait.left().plusSeconds(59).toMinutes())));
        };
    }

    private static boolean refuse(HasValidation field, String why) {
        field.setErrorMessage(why);
        field.setInvalid(true);
        return false;
    }
}
