namespace Concord.Bilingual.Exchange;

/// <summary>One concept of a glossary. Two entries are equal when they say the same in the same order.</summary>
public sealed record GlossaryEntry
{
    private const string doubt = "[to verify]";

    /// <summary>What the file calls the concept by; null when it has no name for it.</summary>
    public string? Id { get; init; }

    /// <summary>The terms of all languages, in the order of the file. May be empty: files hold such entries.</summary>
    public IReadOnlyList<GlossaryTerm> Terms { get; init => field = [.. value]; } = [];

    /// <summary>The field the concept belongs to, in the file's own words or key; null when not stated.</summary>
    public string? SubjectField { get; init; }

    /// <summary>What the concept is, at most once in a language as a rule.</summary>
    public IReadOnlyList<GlossaryDefinition> Definitions { get; init => field = [.. value]; } = [];

    /// <summary>Where the entry comes from, as the file says it, with any "[to verify]"; null when not stated.</summary>
    public string? Source { get; init; }

    /// <summary>Remarks, one to a line; null when there are none.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the source is marked "[to verify]": somebody who knows has yet to confirm the terms.</summary>
    public bool ToVerify => Source?.Contains(doubt, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The languages that have a term, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Languages => [.. Terms.Select(term => term.Language).Distinct()];

    /// <summary>The terms of a language in the order of the file, matched by the language alone: "zh" also finds zh-CN.</summary>
    /// <returns>Empty when there are none.</returns>
    public IReadOnlyList<GlossaryTerm> In(string language) => [.. Terms.Where(term => LanguageTag.SameLanguage(term.Language, language))];

    /// <summary>The term to use in a language.</summary>
    /// <param name="language">A language tag.</param>
    /// <param name="side">Key of the side for whom the text is written; null: for no side in particular.</param>
    /// <returns>The side's own term before one of no side, a preferred one before others, never a deprecated or superseded one, and never
    /// another side's. Null when there is none.</returns>
    public GlossaryTerm? Preferred(string language, string? side = null)
    {
        var usable = In(language).Where(term => term.IsUsable && (term.Side is null || term.Side == side)).ToList();
        var rank = usable.Select(Rank).DefaultIfEmpty().Max();
        return LanguageTag.Best(usable.Where(term => Rank(term) == rank), term => term.Language, language);

        static int Rank(GlossaryTerm term) => (term.Side is null ? 0 : 2) + (term.IsPreferred ? 1 : 0);
    }

    /// <inheritdoc/>
    public bool Equals(GlossaryEntry? other) =>
        other is not null && Id == other.Id && SubjectField == other.SubjectField && Source == other.Source && Note == other.Note
        && Terms.SequenceEqual(other.Terms) && Definitions.SequenceEqual(other.Definitions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, SubjectField, Source, Terms.Count, Terms.Count > 0 ? Terms[0] : null);
}

/// <summary>One wording of a concept in one language.</summary>
public sealed record GlossaryTerm
{
    /// <param name="language">A language tag; kept in its usual form (zh-Hans).</param>
    /// <param name="text">The wording.</param>
    /// <param name="status">Whether it should be used.</param>
    /// <exception cref="ArgumentException">The tag is none, or the wording is blank.</exception>
    public GlossaryTerm(string language, string text, TermStatus status = TermStatus.NotStated)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        (Language, Text, Status) = (LanguageTag.Canonical(language), text, status);
    }

    /// <summary>Tag of the language, such as en or zh-Hans.</summary>
    public string Language { get; }

    /// <summary>The wording; never blank.</summary>
    public string Text { get; }

    /// <summary>Whether the wording should be used.</summary>
    public TermStatus Status { get; }

    /// <summary>Whether it is the wording to use.</summary>
    public bool IsPreferred => Status == TermStatus.Preferred;

    /// <summary>Key of the side that uses this wording (eu, china); null when it belongs to no side in particular.</summary>
    public string? Side { get; init; }

    /// <summary>Where the wording is attested; null when not stated.</summary>
    public string? Source { get; init; }

    /// <summary>Remarks, one to a line; null when there are none.</summary>
    public string? Note { get; init; }

    internal bool IsUsable => Status is not (TermStatus.Deprecated or TermStatus.Superseded);
}

/// <summary>Whether a wording should be used. Source: ISO 30042, administrativeStatus.</summary>
public enum TermStatus
{
    /// <summary>The file does not say.</summary>
    NotStated,

    /// <summary>The one to use.</summary>
    Preferred,

    /// <summary>May be used.</summary>
    Admitted,

    /// <summary>Must not be used.</summary>
    Deprecated,

    /// <summary>Was used once, and another took its place.</summary>
    Superseded,
}

/// <summary>What a concept is.</summary>
/// <param name="Language">Tag of the language of the text; null when not stated.</param>
/// <param name="Text">The definition.</param>
/// <param name="Source">Where it is taken from; null when not stated.</param>
public sealed record GlossaryDefinition(string? Language, string Text, string? Source = null);
