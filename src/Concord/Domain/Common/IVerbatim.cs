namespace Concord.Domain.Common;

/// <summary>A record of which some properties stand as they were entered, because something signed says so: the database refuses to change them, by
/// whatever way (its form, a translation, a change undone).</summary>
internal interface IVerbatim
{
    /// <summary>Names of the properties that nobody changes.</summary>
    IReadOnlyCollection<string> Verbatim { get; }
}
