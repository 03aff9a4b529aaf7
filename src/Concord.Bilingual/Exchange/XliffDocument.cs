namespace Concord.Bilingual.Exchange;

/// <summary>What an XLIFF file holds.</summary>
/// <param name="SourceLanguage">Tag of the language that is translated from.</param>
/// <param name="TargetLanguage">Tag of the language that is translated into; null when the file has no targets.</param>
public sealed record XliffDocument(string SourceLanguage, string? TargetLanguage, IReadOnlyList<XliffFile> Files);

/// <summary>The texts of one document.</summary>
/// <param name="Id">An XML name token, once in a document.</param>
/// <param name="Original">What the document is called; null when not stated.</param>
public sealed record XliffFile(string Id, string? Original, IReadOnlyList<XliffUnit> Units)
{
    /// <summary>Remarks on all of it.</summary>
    public IReadOnlyList<XliffNote> Notes { get; init; } = [];
}

/// <summary>A paragraph and its translation. Two are equal when they say the same.</summary>
/// <param name="Id">An XML name token, once in a file.</param>
/// <param name="Source">The text that is translated. May be empty.</param>
/// <param name="Target">The translation; null when there is none, or when parts of it are missing.</param>
public sealed record XliffUnit(string Id, string Source, string? Target)
{
    /// <summary>What the unit is called; null when not stated.</summary>
    public string? Name { get; init; }

    /// <summary>How far the translation is: of several segments the least.</summary>
    public XliffState State { get; init; }

    /// <summary>Whether it is to be translated.</summary>
    public bool MayChange { get; init; } = true;

    /// <summary>The version of the paragraph that the unit was made from; null when not stated.</summary>
    public int? Version { get; init; }

    /// <summary>What tells the target that was there before, so that a change can be told; null when not stated.</summary>
    public string? Before { get; init; }

    /// <summary>Remarks, in order.</summary>
    public IReadOnlyList<XliffNote> Notes { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(XliffUnit? other) =>
        other is not null && Id == other.Id && Source == other.Source && Target == other.Target && Name == other.Name && State == other.State
        && MayChange == other.MayChange && Version == other.Version && Before == other.Before && Notes.SequenceEqual(other.Notes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Source, Target);
}

/// <summary>A remark.</summary>
/// <param name="Category">What kind of remark it is; null when not stated.</param>
public sealed record XliffNote(string Text, string? Category = null);

/// <summary>How far a translation is.</summary>
public enum XliffState
{
    /// <summary>Nothing was done.</summary>
    Initial,

    /// <summary>It was translated.</summary>
    Translated,

    /// <summary>Somebody looked through it.</summary>
    Reviewed,

    /// <summary>It stays as it is.</summary>
    Final,
}
