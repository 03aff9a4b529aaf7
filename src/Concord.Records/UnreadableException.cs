namespace Concord.Records;

/// <summary>A record, a seal, a proof or a key is not what it has to be; the message says why, in English, for whoever looks into it.</summary>
public sealed class UnreadableException : FormatException
{
    /// <summary>Without a reason.</summary>
    public UnreadableException()
    {
    }

    /// <param name="message">Why, in English.</param>
    public UnreadableException(string message)
        : base(message)
    {
    }

    /// <param name="message">Why, in English.</param>
    /// <param name="innerException">What it was noticed by.</param>
    public UnreadableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
