package dev.concilia.admin.conflict;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.function.UnaryOperator;

/** Which keys do what on the conflict page, at its end. */
final class ConflictKeys {
    private ConflictKeys() {}

    static NativeDetails build(UnaryOperator<String> texts) {
        DescriptionList keys = new DescriptionList();
        keys.addClassName("keys");
        row(keys, texts.apply("conflict.keys.device"), "1", "m");
        row(keys, texts.apply("conflict.keys.hub"), "2", "h");
        row(keys, texts.apply("conflict.keys.own"), "3", "e");
        row(keys, texts.apply("conflict.keys.field"), "j", "k");
        row(keys, texts.apply("conflict.keys.next"), "n");
        row(keys, texts.apply("conflict.keys.save"), "Ctrl + Enter");
        NativeDetails help = new NativeDetails(
                texts.apply("conflict.keys"), new Div(keys, new Paragraph(texts.apply("conflict.keys.off"))));
        help.addClassName("key-help");
        return help;
    }

    private static void row(DescriptionList list, String does, String... keys) {
        DescriptionList.Term term = new DescriptionList.Term();
        List.of(keys).forEach(key -> {
            Span cap = new Span(key);
            cap.addClassName("key-cap");
            term.add(cap);
        });
        list.add(term, new DescriptionList.Description(does));
    }
}
