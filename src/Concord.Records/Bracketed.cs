namespace Concord.Records;

/// <summary>A text with contested words in square brackets.</summary>
public sealed class Bracketed
{
}
