package dev.mullion.web.view;

import dev.mullion.web.view.chart.Bars;
import dev.mullion.web.view.chart.Lines;
import dev.mullion.web.view.chart.Ranks;
import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.Confirmation;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Evidence;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Figure;
import dev.mullion.web.view.part.Freshness;
import dev.mullion.web.view.part.Notice;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.Severity;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Timeline;
import java.util.List;

/** Every part in every state it can be in, for whoever changes one. */
public record DesignPage(
        Frame frame,
        List<Figure> numbers,
        List<Freshness> freshness,
        List<StateWord> states,
        List<Severity> severities,
        List<Evidence> evidence,
        List<Receipt> receipts,
        List<HomePage.Domain> strips,
        List<Bars> bars,
        List<Lines> lines,
        Ranks ranks,
        Timeline timeline,
        Facts facts,
        List<Progress> progress,
        List<Notice> notices,
        List<EmptyState> empties,
        List<Confirmation> confirmations,
        List<Choice> choices) {}
