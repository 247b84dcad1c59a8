package dev.concilia.admin.component;

import com.vaadin.flow.component.button.Button;

/** A button that acts once, also by a double click, and that can be used again when that is over, also where it failed. */
public final class ActButton extends Button {
    private static final long serialVersionUID = 1L;

    public ActButton(String text, Runnable act) {
        super(text);
        setDisableOnClick(true);
        addClickListener(click -> {
            try {
                if (click.getClickCount() < 2) { // on a fast line the answer comes between the two clicks
                    act.run();
                }
            } finally {
                setEnabled(true);
            }
        });
    }
}
