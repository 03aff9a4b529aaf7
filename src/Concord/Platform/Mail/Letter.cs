using Concord.Domain.Common;
using Concord.Platform.Languages;

namespace Concord.Platform.Mail;

/// <summary>What stands in a mail, in order and in one language. It is shown as text, as HTML and on its reader's own page.</summary>
/// <param name="Subject">One line.</param>
internal sealed record Letter(string Subject)
{
    private readonly List<Part> parts = [];

    public IReadOnlyList<Part> Parts => parts;

    /// <summary>Name of what it is about, told beside the subject in a digest; null when it is about nothing in particular.</summary>
    public Phrase? About { get; init; }

    /// <summary>A paragraph.</summary>
    public Letter Say(Phrase words)
    {
        parts.Add(new Paragraph(words));
        return this;
    }

    /// <summary>A line of a small table: neighbours stand together.</summary>
    public Letter Fact(string label, Phrase value)
    {
        parts.Add(new Fact(label, value));
        return this;
    }

    /// <summary>One of a list, with the address it leads to.</summary>
    /// <param name="path">Within the installation, with its language; null when it leads nowhere.</param>
    public Letter Item(Phrase words, string? path)
    {
        parts.Add(new Item(words, path));
        return this;
    }

    /// <summary>What the reader is to do.</summary>
    /// <param name="path">Within the installation, with its language.</param>
    public Letter Button(string words, string path)
    {
        parts.Add(new Button(words, path));
        return this;
    }

    internal abstract record Part;
}

internal sealed record Paragraph(Phrase Words) : Letter.Part;

internal sealed record Fact(string Label, Phrase Value) : Letter.Part;

internal sealed record Item(Phrase Words, string? Path) : Letter.Part;

internal sealed record Button(string Words, string Path) : Letter.Part;

/// <summary>Words in the letter's language, or, where there are none, in another that is named.</summary>
/// <param name="Language">Code; null: that of the letter.</param>
internal readonly record struct Phrase(string Words, string? Language = null)
{
    public static implicit operator Phrase(string words) => new(words);

    /// <summary>A text of the domain in the reader's language or the next best.</summary>
    public static Phrase Of(Words words, Text text) => new(words.Plain(text), words.LangOf(text) == words.Code ? null : words.LangOf(text));
}
