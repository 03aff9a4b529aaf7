using Concord.Domain.Common;

namespace Concord.Domain.Commitments;

/// <summary>As much of a status entry as says where a commitment stands.</summary>
/// <param name="Party">Key of the side that says it; null when both or the team do.</param>
/// <param name="IsConfirmed">The other side has confirmed it.</param>
internal sealed record Statement(string Status, PartialDate? On, Asserter Asserter, string? Party, bool IsConfirmed)
{
    /// <summary>Whether the sides met in it.</summary>
    public bool IsJoint => Asserter == Asserter.Both || IsConfirmed;

    /// <summary>
    /// Where a commitment stands: what was said last, and beside it what another side has said otherwise since the sides last met. They meet when both
    /// state something together, one confirms what the other states, or both say the same.
    /// </summary>
    /// <param name="trail">Oldest first.</param>
    /// <returns>The last statement first; empty when nothing was said.</returns>
    public static IReadOnlyList<Statement> Standing(IReadOnlyList<Statement> trail)
    {
        if (trail.Count == 0) return [];

        var last = trail[^1];
        var apart = trail.Reverse().TakeWhile(said => !said.IsJoint).Where(said => said.Asserter == Asserter.Party).DistinctBy(said => said.Party);
        return [last, .. apart.Where(said => said.Party != last.Party && said.Status != last.Status)];
    }
}
