namespace Concord.Bilingual.Concordance;

/// <summary>How much a finding weighs. An error keeps a text from being signed until it is changed or waived by both sides.</summary>
public enum Severity
{
    /// <summary>Worth a look: a value that one text only implies, or rounds.</summary>
    Info,

    /// <summary>Probably not meant: approximation, term, modality, polarity, form.</summary>
    Warning,

    /// <summary>The two texts state different values, or one states a value that the other lacks.</summary>
    Error,
}

/// <summary>A piece of one of the two texts, and what it was read as.</summary>
/// <param name="Start">Where it begins, in UTF-16 code units from the beginning of the text.</param>
/// <param name="End">Where it ends, exclusive; never before <paramref name="Start"/>.</param>
/// <param name="Text">The piece itself, as it stands.</param>
/// <param name="Value">What it means, in a form that is the same for both languages: <c>15</c>, <c>3.5e8 EUR</c>, <c>2015-06-29</c>, <c>30 %</c>,
/// <c>shall</c>. Never null; empty where the passage has no value (a bracket).</param>
public sealed record Passage(int Start, int End, string Text, string Value);

/// <summary>One sentence in plain words, in both languages.</summary>
/// <param name="English">For readers of English; never empty.</param>
/// <param name="Chinese">The same for readers of Chinese (Simplified); never empty.</param>
public sealed record Explanation(string English, string Chinese);

/// <summary>One doubt whether two texts say the same.</summary>
/// <param name="Rule">Id of the rule, such as <c>number.differs</c>; docs/concordance.md explains each.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="First">What the first text says; null when it says nothing to it.</param>
/// <param name="Second">What the second text says; null when it says nothing to it. Never null together with <paramref name="First"/>.</param>
/// <param name="Explanation">Both values in plain words.</param>
public sealed record Finding(string Rule, Severity Severity, Passage? First, Passage? Second, Explanation Explanation);

/// <summary>What a check came to.</summary>
/// <param name="Findings">In the order of the first text, then of the second; empty when nothing was found.</param>
/// <param name="NotRun">Families of rules that did not run for this pair of languages, or for want of a glossary, by what the ids of their rules
/// begin with (number, term); empty when all ran.</param>
public sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> NotRun)
{
    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);
}
