namespace Concord.Domain.Common;

/// <summary>
/// A record of one side, or of the team: nobody else changes it, in whatever way (its form, a change undone, a withdrawal). The database sees
/// to it. Whom its side or the team has assigned it to may translate it.
/// </summary>
internal interface IOfASide
{
    /// <summary>Key of the side; null: the team's.</summary>
    string? Party { get; }

    /// <summary>Whether it never leaves its side: then no other audience is accepted, from whichever page.</summary>
    bool StaysWithSide => false;
}
