namespace Concord.Records.Drafts;

/// <summary>An edited file does not fit the record it is said to be of: where, and why, in words for the person who brought it.</summary>
public sealed class DraftRefusedException : Exception
{
    internal DraftRefusedException(string english, string chinese, string? key = null, string? begins = null, Exception? inner = null)
        : base(key is null ? english : $"{key}: {english}", inner) => (English, Chinese, Key, Begins) = (english, chinese, key, begins);

    /// <summary>Key of the paragraph; null when the whole file is meant, or a paragraph that is new.</summary>
    public string? Key { get; }

    /// <summary>What the paragraph begins with, as it stands in the file or else in the record; null when the whole file is meant.</summary>
    public string? Begins { get; }

    /// <summary>The reason in English, one or two sentences, without the paragraph.</summary>
    public string English { get; }

    /// <summary>The same reason in Simplified Chinese.</summary>
    public string Chinese { get; }
}
