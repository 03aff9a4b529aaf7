namespace Concord.Bilingual.Exchange;

/// <summary>A file from elsewhere cannot be read: where, and why, in words for the person who chose the file.</summary>
/// <remarks>What the parser itself said, if it said anything, is the inner exception. It is for a log: it may quote the file.</remarks>
public sealed class ExchangeException : Exception
{
    internal ExchangeException(int line, string english, string chinese, Exception? inner = null)
        : base($"Line {line}: {english}", inner) => (Line, English, Chinese) = (line, english, chinese);

    /// <summary>The line of the file, from 1.</summary>
    public int Line { get; }

    /// <summary>The reason in English, one or two sentences, without the line.</summary>
    public string English { get; }

    /// <summary>The same reason in Simplified Chinese.</summary>
    public string Chinese { get; }
}
