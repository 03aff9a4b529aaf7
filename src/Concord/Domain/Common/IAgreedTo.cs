namespace Concord.Domain.Common;

/// <summary>
/// A record that the sides agree to. When what they have agreed to changes, in whatever way (its form, a translation, a change undone), those
/// who did not change it look again: nobody's agreement outlives what was agreed to. The database sees to it.
/// </summary>
internal interface IAgreedTo
{
    /// <summary>Names of the properties that are agreed to.</summary>
    IReadOnlyCollection<string> AgreedTo { get; }

    /// <summary>They have changed.</summary>
    /// <param name="by">Key of the side that changed them, which agrees to what it wrote; null: somebody of no side.</param>
    void Reopen(string? by);
}
