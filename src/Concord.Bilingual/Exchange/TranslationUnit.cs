namespace Concord.Bilingual.Exchange;

/// <summary>One piece of text and its translations, from a translation memory. Two units are equal when they say the same in the same
/// order.</summary>
public sealed record TranslationUnit
{
    /// <summary>What the memory calls the unit by (tuid); null when it has no name for it.</summary>
    public string? Id { get; init; }

    /// <summary>The language that was translated from, as the unit or else the file states it; null when any may be (*all*).</summary>
    public string? SourceLanguage { get; init; }

    /// <summary>When the unit was made, as the file writes it (20020523T091200Z); null when not stated.</summary>
    public string? CreationDate { get; init; }

    /// <summary>When the unit was last changed, as the file writes it; null when not stated.</summary>
    public string? ChangeDate { get; init; }

    /// <summary>The text in each language, in the order of the file. A language may occur more than once. May be empty.</summary>
    public IReadOnlyList<TranslationSegment> Segments { get; init => field = [.. value]; } = [];

    /// <summary>Remarks on the unit, in the order of the file.</summary>
    public IReadOnlyList<string> Notes { get; init => field = [.. value]; } = [];

    /// <summary>What tools keep with the unit under names of their own, in the order of the file.</summary>
    public IReadOnlyList<TranslationProperty> Properties { get; init => field = [.. value]; } = [];

    /// <summary>The text in a language, matched by the language alone: "zh" also finds ZH, zh-CN and zh_Hans. Of several the same tag
    /// comes first, then the same script.</summary>
    /// <returns>Null when there is none.</returns>
    public TranslationSegment? In(string language) => LanguageTag.Best(Segments, segment => segment.Language, language);

    /// <inheritdoc/>
    public bool Equals(TranslationUnit? other) =>
        other is not null && Id == other.Id && SourceLanguage == other.SourceLanguage && CreationDate == other.CreationDate
        && ChangeDate == other.ChangeDate && Segments.SequenceEqual(other.Segments) && Notes.SequenceEqual(other.Notes)
        && Properties.SequenceEqual(other.Properties);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, CreationDate, ChangeDate, Segments.Count, Segments.Count > 0 ? Segments[0] : null);
}

/// <summary>The text of a unit in one language.</summary>
public sealed record TranslationSegment
{
    /// <param name="language">A language tag; kept in its usual form (zh-Hans).</param>
    /// <param name="text">The text, blanks and line ends included. May be empty.</param>
    /// <exception cref="ArgumentException">The tag is none.</exception>
    public TranslationSegment(string language, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (Language, Text) = (LanguageTag.Canonical(language), text);
    }

    /// <summary>Tag of the language, such as en or zh-Hans.</summary>
    public string Language { get; }

    /// <summary>The text, blanks and line ends included. May be empty.</summary>
    public string Text { get; }

    /// <summary>When this text was made, as the file writes it; null when not stated.</summary>
    public string? CreationDate { get; init; }

    /// <summary>When this text was last changed, as the file writes it; null when not stated.</summary>
    public string? ChangeDate { get; init; }
}

/// <summary>What a tool keeps with a unit.</summary>
/// <param name="Type">The tool's name for it.</param>
/// <param name="Text">Its value.</param>
public sealed record TranslationProperty(string Type, string Text);

/// <summary>What becomes of formatting inside a text: the codes that the translated document had there.</summary>
public enum InlineMarkup
{
    /// <summary>Only what a reader would read: The big black cat.</summary>
    LeftOut,

    /// <summary>The codes as the document had them, as part of the text: The big &lt;b&gt;black&lt;/b&gt; cat.</summary>
    AsText,
}
